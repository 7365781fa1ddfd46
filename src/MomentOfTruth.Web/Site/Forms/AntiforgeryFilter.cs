using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using MomentOfTruth.Web.Texts;

namespace MomentOfTruth.Web.Site;

/// <summary>Refuses every posted form without a good antiforgery token: 400, and nothing typed is lost where the page can keep it.</summary>
public sealed class AntiforgeryFilter(IAntiforgery antiforgery, IStringLocalizer<SharedText> text) : IAsyncPageFilter
{
    public Task OnPageHandlerSelectionAsync(PageHandlerSelectedContext context) => Task.CompletedTask;

    public async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        var http = context.HttpContext;
        var runsNothing = context.HandlerMethod is null;
        if (runsNothing || FormInFrame.IsAskedFor(http) || HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method) || await antiforgery.IsRequestValidAsync(http))
        {
            await next();
            return;
        }

        if (context.HandlerInstance is not (PageModel page and IKeepsInput keeper))
        {
            context.Result = new BadRequestResult();
            return;
        }

        page.ModelState.AddModelError("", text["Error.FormExpired"]);
        context.Result = await keeper.RenderAgainAsync(http.RequestAborted);
        http.Response.StatusCode = StatusCodes.Status400BadRequest;
        if (context.Result is PageResult drawn)
        {
            drawn.StatusCode = StatusCodes.Status400BadRequest;
        }
    }
}

/// <summary>
/// A page whose form holds more than one would want to type again. If its antiforgery token is no longer good, it is drawn once more
/// with everything that was typed and a fresh token, and nothing is stored.
/// </summary>
public interface IKeepsInput
{
    /// <summary>Loads what the page needs and draws it with the input and the errors it has.</summary>
    Task<IActionResult> RenderAgainAsync(CancellationToken cancellationToken);
}

/// <summary>
/// Says that an address is the customer's form as other sites show it in a frame. Browsers that block other sites' cookies give it none, so it
/// works without: what is typed is kept in the form itself, and its token is not asked for. Nothing is lost by that: the form acts for nobody,
/// it only keeps a draft under a key that whoever sent it is told. Checking and sending happen in a tab of our own, with cookies and the token.
/// </summary>
public sealed class FormInFrame
{
    public static readonly FormInFrame Instance = new();

    private FormInFrame()
    {
    }

    public static bool IsAskedFor(HttpContext http) => http.GetEndpoint()?.Metadata.GetMetadata<FormInFrame>() is not null;
}

/// <summary>Pages that answer otherwise than with 200.</summary>
public static class PageStatus
{
    /// <summary>The page as it stands, under that status.</summary>
    public static PageResult Drawn(this PageModel model, int status)
    {
        var page = model.Page();
        page.StatusCode = status;
        return page;
    }
}
