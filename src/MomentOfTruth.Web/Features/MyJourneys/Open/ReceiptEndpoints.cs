using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Web.Features.Intake;
using MomentOfTruth.Web.Site;

namespace MomentOfTruth.Web.Features.MyJourneys;

/// <summary>
/// A receipt code as an address, for QR codes and mails: <c>/r/{code}</c>. It opens the journey for the browser and leads on at once to an
/// address without the code, so that neither the history of the page nor a link from it tells it. Guesses count together with typed ones.
/// </summary>
public static class ReceiptEndpoints
{
    /// <summary>In the address of the page that takes codes: the one that led there opens nothing.</summary>
    public const string UnknownName = "unknown";

    public static void MapReceipts(this IEndpointRouteBuilder routes)
    {
        foreach (var route in (string[])["/r/{code}", "/{culture:culture}/r/{code}"])
        {
            routes.MapGet(route, OpenAsync).AllowAnonymous().RequireRateLimiting(Limits.Codes).WithMetadata(new CountsReadingAttribute());
        }
    }

    /// <summary>The whole address of a code, in no language: who opens it may read another one.</summary>
    public static string AddressOf(HttpRequest request, string code)
    {
        return $"{request.Scheme}://{request.Host}/r/{Uri.EscapeDataString(code)}";
    }

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

/// <summary>A page of one journey: only its customer finds anything there, as <see cref="JourneyAccess"/> says.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class OpenedByReceiptAttribute : Attribute, IAsyncAuthorizationFilter
{
    public async Task OnAuthorizationAsync(AuthorizationFilterContext context)
    {
        var http = context.HttpContext;
        var access = http.RequestServices.GetRequiredService<JourneyAccess>();
        if (!Guid.TryParse(context.RouteData.Values["journey"] as string, out var journeyId) || !await access.OpensAsync(http, journeyId, http.RequestAborted))
        {
            context.Result = new NotFoundResult();
        }
    }
}

/// <summary>What a receipt code opens, typed or scanned.</summary>
public sealed class CodeLookup(JourneyWriter log)
{
    /// <summary>Null for a code that opens nothing. A text that cannot be a code is never looked up, and gets the same answer.</summary>
    public async Task<Guid?> FindAsync(string code, CancellationToken cancellationToken)
    {
        var readable = PlainTextAttribute.Refusal(code, code.Length) is null ? ReceiptCode.TryParse(code) : null;
        return readable is null ? null : await log.FindAsync(readable, cancellationToken);
    }
}
