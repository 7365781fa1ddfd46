using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Localization;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Site;
using MomentOfTruth.Web.Texts;

namespace MomentOfTruth.Web.Features.Home;

/// <summary>
/// Says in plain words what went wrong and what became of what was typed. Answers every method, because any request may fail.
/// </summary>
[AllowAnonymous]
[ResponseCache(NoStore = true)]
public sealed class ErrorModel(Unstored unstored, IStringLocalizer<SharedText> text) : PageModel
{
    // The names of fields that hold long texts.
    private static readonly string[] LongFields = ["Story", "Text", "Answer"];

    private static readonly int[] Known = [400, 403, 404, 409, 413, 429, 500, 503];

    public string Title { get; private set; } = "";

    public string Body { get; private set; } = "";

    /// <summary>The page that refused too many requests, to go on there later; null after any other error.</summary>
    public string? Again { get; private set; }

    /// <summary>Where what the store could not take can be sent once more, from here; null where nothing was sent.</summary>
    public string? SendAgain { get; private set; }

    /// <summary>All that was sent.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Fields { get; private set; } = [];

    /// <summary>Whether that page shows a draft, which has been kept.</summary>
    public bool KeepsDraft { get; private set; }

    /// <summary>Whether the page was one of a customer's journey that this browser may not open, or no longer.</summary>
    public bool IsOfJourney { get; private set; }

    /// <summary>Whether the browser sends no cookies: then no receipt code will ever open a journey in it.</summary>
    public bool SendsNoCookies { get; private set; }

    /// <summary>The long texts that were sent to such a page: they are kept nowhere else.</summary>
    public IReadOnlyList<string> Typed { get; private set; } = [];

    /// <summary>The number under which the log knows this request.</summary>
    public string RequestId => HttpContext.TraceIdentifier;

    // Handlers are chosen by method, and this page must answer all methods: so it has none, and the work is done here.
    [NonHandler]
    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        // After an exception the address says 500, but the answer may be that the request could not be read.
        var code = Response.StatusCode >= StatusCodes.Status400BadRequest
            ? Response.StatusCode
            : RouteData.Number("code");
        var failure = StoreFailures.Of(HttpContext.Features.Get<IExceptionHandlerFeature>()?.Error);
        if (failure is { } reason)
        {
            unstored.Answer(HttpContext, reason);
            code = Response.StatusCode;
            await OfferAgainAsync();
        }

        var key = Known.Contains(code) ? code.ToString(CultureInfo.InvariantCulture) : "Other";
        Title = text["Error.Title" + key];
        ReadAgain(code);
        IsOfJourney = code == StatusCodes.Status404NotFound
            && Asked?.OriginalPath.StartsWith(Routes.MyJourneys + "/", StringComparison.Ordinal) == true;
        Typed = IsOfJourney ? await TypedAsync() : [];
        SendsNoCookies = IsOfJourney && Request.Cookies.Count == 0;
        Body = BodyLimit.IsBusy(HttpContext) ? text["Error.BodyBusy", Wait()]
            : failure is { } why && SendAgain is not null ? text[Unstored.TextOf(why)]
            : HttpContext.Features.Get<CookiesBlocked>() is not null ? text["Error.CookiesBlocked"]
            : code == StatusCodes.Status429TooManyRequests ? text["Error.Body" + key, Wait()]
            : text["Error.Body" + (IsOfJourney ? "Journey" : key)];

        // The framework would answer OPTIONS by itself, and with success.
        context.Result = Page();
    }

    // The request that has failed.
    private IStatusCodeReExecuteFeature? Asked => HttpContext.Features.Get<IStatusCodeReExecuteFeature>();

    // Browsers do not keep the pages of forms: going back may show an empty one. A password is written into no page.
    private async Task OfferAgainAsync()
    {
        if (HttpContext.Features.Get<IExceptionHandlerPathFeature>() is { } failed && HttpMethods.IsPost(Request.Method)
            && await Request.TryReadFormAsync() is { Count: > 0 } form && !form.HoldsPassword())
        {
            SendAgain = new PathString(failed.Path).ToUriComponent() + Request.QueryString;
            Fields = [.. form.SelectMany(field => field.Value.OfType<string>(), (field, value) => KeyValuePair.Create(field.Key, value))];
        }
    }

    // A session may end while the customer writes, and browsers do not keep the pages of journeys.
    private async Task<IReadOnlyList<string>> TypedAsync() => await Request.TryReadFormAsync() is not { } form ? [] :
    [
        .. form
            .Where(field => LongFields.Contains(field.Key.Split('.')[^1]))
            .SelectMany(field => field.Value)
            .OfType<string>()
            .Where(value => !string.IsNullOrWhiteSpace(value)),
    ];

    private void ReadAgain(int code)
    {
        if (code == StatusCodes.Status429TooManyRequests && Asked is { } asked)
        {
            Again = new PathString(asked.OriginalPath).ToUriComponent() + asked.OriginalQueryString;
            KeepsDraft = asked.RouteValues?.ContainsKey("draft") == true
                || QueryHelpers.ParseQuery(asked.OriginalQueryString).ContainsKey("draft");
        }
    }

    private string Wait()
    {
        _ = int.TryParse(Response.Headers.RetryAfter, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds);
        return seconds < 90 ? text.Count("Wait.Seconds", Math.Max(1, seconds)) : text.Count("Wait.Minutes", (seconds + 59) / 60);
    }
}
