namespace MomentOfTruth.Web.Features.Publications;

/// <summary>Journeys that their customers publish.</summary>
public static class PublicationServices
{
    public static IServiceCollection AddPublications(this IServiceCollection services) => services
        .AddScoped<PublicationWriter>()
        .AddScoped<PublishedReader>()
        .AddScoped<PublishedQuery>()
        .AddScoped<ModerationQuery>().AddScoped<ModerationTasks>();
}
