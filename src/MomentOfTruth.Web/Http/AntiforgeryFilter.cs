using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using MomentOfTruth.Web.Resources;

namespace MomentOfTruth.Web.Http;

/// <summary>Refuses every posted form without a good antiforgery token: 400, and nothing typed is lost where the page can keep it.</summary>
public sealed class AntiforgeryFilter(IAntiforgery antiforgery, IStringLocalizer<SharedText> text) : IAsyncPageFilter
{
    public Task OnPageHandlerSelectionAsync(PageHandlerSelectedContext context) => Task.CompletedTask;

    public async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(next);
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
        context.Result = await keeper.RedrawAsync(http.RequestAborted);
        http.Response.StatusCode = StatusCodes.Status400BadRequest;
        if (context.Result is PageResult drawn)
        {
            drawn.StatusCode = StatusCodes.Status400BadRequest;
        }
    }
}
