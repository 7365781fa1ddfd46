using MomentOfTruth.Web.Site;

namespace MomentOfTruth.Web.Features.Home;

/// <summary>Redirects <c>/</c> to the home page in the language of the cookie, or else of the browser.</summary>
public static class Start
{
    public static void MapStart(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/", () => Results.Redirect(Routes.Home)).AllowAnonymous();
}
