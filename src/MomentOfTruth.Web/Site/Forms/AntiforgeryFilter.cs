using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using MomentOfTruth.Web.Texts;

namespace MomentOfTruth.Web.Site;

/// <summary>
/// Refuses a posted form without a valid antiforgery token with 400. A page that can keep what was typed shows it again. A browser that
/// sends no cookies is told so: it could send the form for ever. A method that a page has nothing for is answered with 405: the page would
/// be drawn without what it needs.
/// </summary>
public sealed class AntiforgeryFilter(IAntiforgery antiforgery, FormTokens tokens, IStringLocalizer<SharedText> text) : IAsyncPageFilter
{
    public Task OnPageHandlerSelectionAsync(PageHandlerSelectedContext context) => Task.CompletedTask;

    public async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        var http = context.HttpContext;
        var reads = HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method);
        var isErrorPage = http.Features.Get<IStatusCodeReExecuteFeature>() is not null
            || http.Features.Get<IExceptionHandlerFeature>() is not null;
        if (context.HandlerMethod is null && !reads && !isErrorPage)
        {
            http.Response.Headers.Allow = AllowedBy(context.ActionDescriptor);
            context.Result = new StatusCodeResult(StatusCodes.Status405MethodNotAllowed);
            return;
        }

        if (ShownAgain.Is(http) && !isErrorPage)
        {
            // What is wrong with it is said when it is sent.
            context.ModelState.Clear();
            context.Result = context.HandlerInstance is IKeepsInput shown
                ? await shown.RenderAgainAsync(http.RequestAborted)
                : new BadRequestResult();
            return;
        }

        if (reads || isErrorPage || FormInFrame.IsAskedFor(http) || await antiforgery.IsRequestValidAsync(http))
        {
            await next();
            return;
        }

        var isBlocked = await SendsNoCookiesAsync(http.Request);
        if (context.HandlerInstance is not (PageModel page and IKeepsInput keeper))
        {
            http.Features.Set(isBlocked ? CookiesBlocked.Instance : null);
            context.Result = new BadRequestResult();
            return;
        }

        page.ModelState.AddModelError("", text[isBlocked ? "Error.CookiesBlocked" : "Error.FormExpired"]);
        context.Result = await keeper.RenderAgainAsync(http.RequestAborted);
        http.Response.StatusCode = StatusCodes.Status400BadRequest;
        if (context.Result is PageResult result)
        {
            result.StatusCode = StatusCodes.Status400BadRequest;
        }
    }

    // The form is one of ours, and none of the cookies came that it was shown with. Somebody who has just deleted them is told the same,
    // and helped by sending again.
    private async Task<bool> SendsNoCookiesAsync(HttpRequest request) =>
        request.Cookies.Count == 0 && await request.TryReadFormAsync() is { } form && tokens.Of(form) is not null;

    private static string AllowedBy(CompiledPageActionDescriptor page) => string.Join(", ", page.HandlerMethods
        .Select(handler => handler.HttpMethod.ToUpperInvariant())
        .Concat([HttpMethods.Get, HttpMethods.Head])
        .Distinct()
        .Order(StringComparer.Ordinal));
}

/// <summary>Says that a form was refused because the browser sends no cookies.</summary>
public sealed class CookiesBlocked
{
    public static readonly CookiesBlocked Instance = new();

    private CookiesBlocked()
    {
    }
}

/// <summary>
/// A page whose form holds more than one would want to type again. If its antiforgery token is no longer valid, the page is shown again
/// with everything that was typed and a fresh token, and nothing is stored.
/// </summary>
public interface IKeepsInput
{
    /// <summary>Loads what the page needs and shows it with its input and errors.</summary>
    Task<IActionResult> RenderAgainAsync(CancellationToken cancellationToken);
}

/// <summary>
/// Marks the address of the customer's form as other sites show it in a frame. Browsers that block third-party cookies send it none, so it
/// works without: what is typed is kept in a draft whose key is in the address, and no antiforgery token is required. That is safe because the form acts on no
/// account: it only saves a draft, under a key that only the sender learns. Checking and sending happen in a tab of our own, with cookies
/// and the token.
/// </summary>
public sealed class FormInFrame
{
    public static readonly FormInFrame Instance = new();

    private FormInFrame()
    {
    }

    public static bool IsAskedFor(HttpContext http) => http.GetEndpoint()?.Metadata.GetMetadata<FormInFrame>() is not null;
}

/// <summary>Pages that answer with another status than 200.</summary>
public static class PageStatus
{
    /// <summary>The page with this status.</summary>
    public static PageResult Page(this PageModel model, int status)
    {
        var page = model.Page();
        page.StatusCode = status;
        return page;
    }
}
