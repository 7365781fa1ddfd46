using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Texts;

namespace MomentOfTruth.Web.Site;

/// <summary>
/// Answers a form that the store cannot take now with the form itself and all that was typed, if the store can still be read; otherwise the
/// error page answers.
/// </summary>
public sealed class StoreFailureFilter(Unstored unstored, IStringLocalizer<SharedText> text) : IAsyncPageFilter
{
    public Task OnPageHandlerSelectionAsync(PageHandlerSelectedContext context) => Task.CompletedTask;

    public async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        var done = await next();
        if (done.ExceptionHandled || StoreFailures.Of(done.Exception) is not { } failure
            || !HttpMethods.IsPost(context.HttpContext.Request.Method)
            || context.HandlerInstance is not (PageModel page and IKeepsInput keeper))
        {
            return;
        }

        page.ModelState.AddModelError("", text[Unstored.TextOf(failure)]);
        try
        {
            done.Result = await keeper.RenderAgainAsync(context.HttpContext.RequestAborted);
        }
        catch (Exception again) when (StoreFailures.Of(again) is not null)
        {
            return;
        }

        done.ExceptionHandled = true;
        unstored.Answer(context.HttpContext, failure);
        if (done.Result is PageResult result)
        {
            result.StatusCode = Unstored.StatusOf(failure);
        }
    }
}
