namespace MomentOfTruth.Web.Features.Log;

/// <summary>Logging journeys.</summary>
public static class LogServices
{
    public static IServiceCollection AddLog(this IServiceCollection services) => services
        .AddScoped<JourneyLog>()
        .AddScoped<MomentLog>()
        .AddScoped<MomentEntries>()
        .AddScoped<CompanyPickerQuery>()
        .AddScoped<LogFormQuery>()
        .AddScoped<DraftStore>()
        .AddScoped<MomentCheck>()
        .AddSingleton<FormStamp>()
        .AddSingleton<ReceiptTicket>()
        .AddHostedService<DraftSweeper>();
}
