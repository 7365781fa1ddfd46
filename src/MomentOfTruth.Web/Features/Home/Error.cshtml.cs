using System.Globalization;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Localization;
using MomentOfTruth.Web.Http;
using MomentOfTruth.Web.Resources;

namespace MomentOfTruth.Web.Features.Home;

/// <summary>Says in plain words what went wrong and what became of what was typed. Answers every method, because any request may fail.</summary>
[ResponseCache(NoStore = true)]
public sealed class ErrorModel(IStringLocalizer<SharedText> text) : PageModel
{
    private static readonly int[] Known = [400, 403, 404, 409, 413, 429, 500, 503];

    public string Title { get; private set; } = "";

    public string Body { get; private set; } = "";

    /// <summary>The page on which too much was tried, to go on there later; null after any other error.</summary>
    public string? Again { get; private set; }

    /// <summary>That page shows a draft, which has been kept.</summary>
    public bool KeepsDraft { get; private set; }

    /// <summary>The number under which the log knows this request.</summary>
    public string RequestId => HttpContext.TraceIdentifier;

    // A page's handler is chosen by method; this one must answer all of them.
    public override void OnPageHandlerExecuting(Microsoft.AspNetCore.Mvc.Filters.PageHandlerExecutingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        // After an exception the address says 500, but the answer may be that the request could not be read.
        var code = Response.StatusCode >= StatusCodes.Status400BadRequest
            ? Response.StatusCode
            : int.Parse((string)RouteData.Values["code"]!, CultureInfo.InvariantCulture);
        var key = Known.Contains(code) ? code.ToString(CultureInfo.InvariantCulture) : "Other";
        Title = text["Error.Title" + key];
        ReadAgain(code);
        Body = code == StatusCodes.Status429TooManyRequests ? text["Error.Body" + key, Wait()] : text["Error.Body" + key];
    }

    private void ReadAgain(int code)
    {
        if (code == StatusCodes.Status429TooManyRequests && HttpContext.Features.Get<IStatusCodeReExecuteFeature>() is { } asked)
        {
            Again = new PathString(asked.OriginalPath).ToUriComponent() + asked.OriginalQueryString;
            KeepsDraft = asked.RouteValues?.ContainsKey("draft") == true || QueryHelpers.ParseQuery(asked.OriginalQueryString).ContainsKey("draft");
        }
    }

    private string Wait()
    {
        _ = int.TryParse(Response.Headers.RetryAfter, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds);
        return seconds < 90 ? text.Count("Wait.Seconds", Math.Max(1, seconds)) : text.Count("Wait.Minutes", (seconds + 59) / 60);
    }
}
