namespace MomentOfTruth.Web.Features.Journeys;

/// <summary>Reading journeys: the list, one of them, and the filter.</summary>
public static class JourneyServices
{
    public static IServiceCollection AddJourneys(this IServiceCollection services) => services
        .AddScoped<FilterChoicesQuery>()
        .AddScoped<FilterReader>()
        .AddScoped<TouchpointNames>()
        .AddScoped<JourneyListQuery>()
        .AddScoped<WallQuery>()
        .AddScoped<JourneyQuery>();
}
