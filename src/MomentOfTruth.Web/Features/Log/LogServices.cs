using Microsoft.AspNetCore.Mvc;
using MomentOfTruth.Domain.Journeys;

namespace MomentOfTruth.Web.Features.Log;

/// <summary>Logging journeys.</summary>
public static class LogServices
{
    // A moment has at most six fields that can be wrong; the framework would stop counting at 200 errors.
    private const int MaxErrors = Journey.MaxMoments * 10;

    public static IServiceCollection AddLog(this IServiceCollection services) => services
        .AddScoped<JourneyLog>()
        .AddScoped<CompanyPickerQuery>()
        .AddScoped<LogFormQuery>()
        .AddScoped<DraftStore>()
        .AddScoped<MomentCheck>()
        .AddSingleton<ReceiptTicket>()
        .Configure<MvcOptions>(mvc => mvc.MaxModelValidationErrors = MaxErrors);
}
