using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Web.Features.Intake;
using MomentOfTruth.Web.Site;

namespace MomentOfTruth.Web.Features.MyJourneys;

/// <summary>
/// A receipt code as an address, for QR codes and mails: <c>/r/{code}</c>. It opens the journey for the browser and redirects at once to an
/// address without the code, so that neither the browser's history nor a link on the page gives it away. Guesses here and guesses that are
/// typed on the page count towards the same limit.
/// </summary>
public static class ReceiptEndpoints
{
    /// <summary>In the address of the page that takes codes: says that the code which led there opens nothing.</summary>
    public const string UnknownName = "unknown";

    public static void MapReceipts(this IEndpointRouteBuilder routes)
    {
        foreach (var route in (string[])["/r/{code}", "/{culture:culture}/r/{code}"])
        {
            routes.MapGet(route, OpenAsync).AllowAnonymous().RequireRateLimiting(Limits.Codes).WithMetadata(new CountsReadingAttribute());
        }
    }

    /// <summary>The whole address of a code. It names no language, as the reader of a mail or a QR code may prefer another one.</summary>
    public static string AddressOf(HttpRequest request, string code) => $"{request.Scheme}://{request.Host}{Routes.Receipt(code)}";

    private static async Task<IResult> OpenAsync(string code, HttpContext http, CodeLookup lookup, ReceiptCookie receipts)
    {
        http.Response.Headers.CacheControl = "no-store";
        HeaderExceptions.Of(http).NoReferrer = true;
        if (await lookup.FindAsync(code, http.RequestAborted) is not { } journeyId)
        {
            return Results.Redirect(Routes.MyJourneys.With((UnknownName, "code")));
        }

        receipts.Open(http, journeyId);
        return Results.Redirect(Routes.MyJourney(journeyId).Page);
    }
}

/// <summary>Marks a page of one journey. Only the customer finds it, as <see cref="JourneyAccess"/> decides; all others get 404.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class OpenedByReceiptAttribute : Attribute, IAsyncAuthorizationFilter
{
    public async Task OnAuthorizationAsync(AuthorizationFilterContext context)
    {
        var http = context.HttpContext;
        var access = http.RequestServices.GetRequiredService<JourneyAccess>();
        if (!Guid.TryParse(context.RouteData.Values["journey"] as string, out var journeyId)
            || !await access.OpensAsync(http, journeyId, http.RequestAborted))
        {
            context.Result = new NotFoundResult();
        }
    }
}

/// <summary>Finds the journey of a receipt code, typed or scanned.</summary>
public sealed class CodeLookup(JourneyWriter journeys)
{
    /// <summary>Returns null if the code opens nothing. A text that cannot be a code is not looked up and gets the same answer.</summary>
    public async Task<Guid?> FindAsync(string code, CancellationToken cancellationToken)
    {
        var readable = PlainTextAttribute.Refusal(code, code.Length) is null ? ReceiptCode.TryParse(code) : null;
        return readable is null ? null : await journeys.FindAsync(readable, cancellationToken);
    }
}
