namespace MomentOfTruth.Web.Features.Publications;

/// <summary>Journeys that their customers publish.</summary>
public static class PublicationServices
{
    public static IServiceCollection AddPublications(this IServiceCollection services) => services
        .AddScoped<PublicationWriter>()
        .AddScoped<PublishedReader>()
        .AddScoped<PublishedQuery>()
        .AddSingleton(services => new PictureFont(services.GetRequiredService<ILogger<PictureFont>>(), PictureSheet.Draws))
        .AddSingleton<PictureStore>().AddSingleton<JourneyPicture>()
        .AddScoped<ModerationQuery>().AddScoped<ModerationTasks>();
}
