namespace MomentOfTruth.Web.Features.MyJourneys;

/// <summary>The pages on which customers come back to their journeys, with a receipt code or an account.</summary>
public static class MyJourneysServices
{
    public static IServiceCollection AddMyJourneys(this IServiceCollection services) => services
        .AddScoped<MyJourneyQuery>()
        .AddScoped<MyJourneyTexts>()
        .AddScoped<MyJourneyDetailsQuery>()
        .AddScoped<MyJourneysListQuery>()
        .AddScoped<MyPublicationQuery>()
        .AddScoped<MomentFormReader>()
        .AddScoped<CodeLookup>()
        .AddScoped<JourneyKeeping>()
        .AddScoped<JourneyAccess>()
        .AddScoped<DownloadQuery>()
        .AddScoped<EraseQuery>()
        .AddScoped<ContactWriter>()
        .AddSingleton<ReceiptCookie>();
}
