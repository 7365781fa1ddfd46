using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Web.Features.Accounts;
using MomentOfTruth.Web.Features.Cases;
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
            routes.MapGet(route, OpenAsync).AllowAnonymous();
        }
    }

    /// <summary>The whole address of a code. It names no language, as the reader of a mail or a QR code may prefer another one.</summary>
    public static string AddressOf(string site, string code) => site + Routes.Receipt(code);

    private static async Task<IResult> OpenAsync(string code, HttpContext http, CodeLookup lookup, ReceiptCookie receipts)
    {
        http.Response.Headers.CacheControl = "no-store";
        HeaderExceptions.Of(http).NoReferrer = true;
        var (found, wait) = await lookup.FindAsync(http, code, http.RequestAborted);
        if (wait is { } left)
        {
            Limits.RetryAfter(http.Response, left);
            return Results.StatusCode(StatusCodes.Status429TooManyRequests);
        }

        if (found is not { } key)
        {
            return Results.Redirect(Routes.MyJourneys.With((UnknownName, "code")));
        }

        await receipts.OpenAsync(http, key, http.RequestAborted);
        var journey = Routes.MyJourney(key.JourneyId);
        return Results.Redirect((string?)http.Request.Query[CaseMails.ReplyName] switch
        {
            null => journey.Page,
            CaseMails.ToCase => journey.Case,
            _ => journey.Reply,
        });
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
        if (Guid.TryParse(context.RouteData.Values["journey"] as string, out var id)
            && await access.OpenedAsync(http, id, http.RequestAborted) is { } key)
        {
            http.Features.Set(new OpenedJourney(key));
        }
        else
        {
            context.Result = await WasSignedInAsync(http) ? new ChallengeResult() : new NotFoundResult();
        }
    }

    // Whoever was signed in when the form was shown, and no longer is, signs in again and finds in it what was typed.
    private static async Task<bool> WasSignedInAsync(HttpContext http) =>
        HttpMethods.IsPost(http.Request.Method)
        && http.User.AccountId() is null
        && await http.Request.TryReadFormAsync() is { } form
        && http.RequestServices.GetRequiredService<FormTokens>().Of(form)?.Person is not null;
}

/// <summary>The journey that this request may open, as <see cref="OpenedByReceiptAttribute"/> found it.</summary>
public sealed record OpenedJourney(JourneyKey Key);

/// <summary>Gives the handlers of such a page the key of the journey, which no address could name wrongly.</summary>
public sealed class OpenedJourneyBinder : IModelBinder, IModelBinderProvider
{
    public IModelBinder? GetBinder(ModelBinderProviderContext context) =>
        context.Metadata.ModelType == typeof(JourneyKey) ? this : null;

    public Task BindModelAsync(ModelBindingContext bindingContext)
    {
        bindingContext.Result = ModelBindingResult.Success(bindingContext.HttpContext.OpenedJourney());
        return Task.CompletedTask;
    }
}

/// <summary>Reads what <see cref="OpenedByReceiptAttribute"/> found.</summary>
public static class OpenedJourneys
{
    /// <summary>Throws on a page without the attribute.</summary>
    public static JourneyKey OpenedJourney(this HttpContext http) => http.Features.Get<OpenedJourney>()?.Key
        ?? throw new InvalidOperationException("No journey was opened for this request.");
}

/// <summary>
/// Finds journeys by their receipt codes. Only a code that opens nothing counts as a guess: a family, or a shop with one address, opens as
/// many journeys as it has.
/// </summary>
public sealed class CodeLookup(JourneyWriter journeys, HourlyQuotas quotas)
{
    /// <summary>
    /// Returns no journey if the code opens nothing; a text that cannot be a code is not looked up and gets the same answer. After too many
    /// guesses returns how long the sender has to wait, whatever the code.
    /// </summary>
    public async Task<(JourneyKey? Key, TimeSpan? Wait)> FindAsync(HttpContext http, string code, CancellationToken cancellationToken)
    {
        var readable = PlainTextAttribute.Refusal(code, code.Length) is null ? ReceiptCode.TryParse(code) : null;
        var key = readable is null ? null : await journeys.FindAsync(readable, cancellationToken);
        var sender = Limits.Address(http);
        return key is not null && !quotas.WrongCodes.IsUsedUp(sender)
            ? (key, null)
            : (null, quotas.WrongCodes.Refusal(sender));
    }
}
