using MomentOfTruth.Web.Features.Photos;

namespace MomentOfTruth.Web.Features.MyJourneys;

/// <summary>Coming back to a journey with its receipt code.</summary>
public static class MyJourneysServices
{
    public static IServiceCollection AddMyJourneys(this IServiceCollection services) => services
        .AddScoped<MyJourneyQuery>()
        .AddScoped<CodeLookup>()
        .AddScoped<JourneyKeeping>()
        .AddScoped<JourneyAccess>()
        .AddScoped<MyJourneysListQuery>()
        .AddScoped<DownloadQuery>()
        .AddScoped<EraseQuery>()
        .AddScoped<ContactKeeping>();

    /// <summary>The photos of a journey, for its customer.</summary>
    public static void MapMyJourneyPhotos(this IEndpointRouteBuilder routes) => routes.MapPhotosOf("/my-journeys/{journey:guid}/photos", OwnerAsync);

    private static async Task<PhotoOwner?> OwnerAsync(HttpContext http)
    {
        var journey = Guid.Parse((string)http.GetRouteValue("journey")!);
        var access = http.RequestServices.GetRequiredService<JourneyAccess>();
        return await access.OpensAsync(http, journey, http.RequestAborted) ? PhotoOwner.Journey(journey) : null;
    }
}
