using MomentOfTruth.Web.Features.Accounts;

namespace MomentOfTruth.Web.Features.MyJourneys;

/// <summary>Coming back to a journey with its receipt code.</summary>
public static class MyJourneysServices
{
    public static IServiceCollection AddMyJourneys(this IServiceCollection services) => services
        .AddScoped<MyJourneyQuery>()
        .AddScoped<CodeLookup>()
        .AddScoped<JourneyKeeping>()
        .AddScoped<JourneyAccess>()
        .AddScoped<IKeptJourneys>(services => services.GetRequiredService<JourneyAccess>())
        .AddScoped<MyJourneysListQuery>()
        .AddScoped<DownloadQuery>()
        .AddScoped<EraseQuery>()
        .AddScoped<ContactKeeping>()
        .AddSingleton<ReceiptCookie>();
}
