using MomentOfTruth.Web.Site;

namespace MomentOfTruth.Web.Features.Home;

/// <summary><c>/</c> leads to the home page in the language of the cookie, then of the browser.</summary>
public static class Start
{
    public static void MapStart(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/", () => Results.Redirect(Routes.Home)).AllowAnonymous();
}
