using Microsoft.AspNetCore.Mvc;
using MomentOfTruth.Web.Features.Accounts;
using MomentOfTruth.Web.Features.Photos;

namespace MomentOfTruth.Web.Features.MyJourneys;

/// <summary>The pages on which customers come back to their journeys, with a receipt code or an account.</summary>
public static class MyJourneysServices
{
    public static IServiceCollection AddMyJourneys(this IServiceCollection services) => services
        .Configure<MvcOptions>(mvc => mvc.ModelBinderProviders.Insert(0, new OpenedJourneyBinder()))
        .AddScoped<MyJourneyQuery>()
        .AddScoped<MyJourneyTexts>()
        .AddScoped<MyJourneyDetailsQuery>()
        .AddScoped<MyJourneysListQuery>()
        .AddScoped<MyPublicationQuery>()
        .AddScoped<MomentFormReader>()
        .AddScoped<CodeLookup>()
        .AddScoped<JourneyKeeping>()
        .AddScoped<JourneyAccess>()
        .AddScoped<IKeptJourneys>(services => services.GetRequiredService<JourneyAccess>())
        .AddScoped<DownloadQuery>()
        .AddSingleton<DownloadHtml>()
        .AddScoped<EraseQuery>()
        .AddScoped<ContactWriter>();

    /// <summary>The photos of a journey, for its customer.</summary>
    public static void MapMyJourneyPhotos(this IEndpointRouteBuilder routes) =>
        routes.MapPhotosOf("/my-journeys/{journey:guid}/photos", OwnerAsync);

    private static async Task<PhotoOwner?> OwnerAsync(HttpContext http)
    {
        var journey = Guid.Parse((string)http.GetRouteValue("journey")!);
        var access = http.RequestServices.GetRequiredService<JourneyAccess>();
        return await access.OpenedAsync(http, journey, http.RequestAborted) is { } key ? PhotoOwner.Journey(key) : null;
    }
}
