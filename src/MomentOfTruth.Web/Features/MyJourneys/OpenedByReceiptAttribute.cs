using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace MomentOfTruth.Web.Features.MyJourneys;

/// <summary>A page of one journey: only a browser that a receipt code has opened it for finds anything there.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class OpenedByReceiptAttribute : Attribute, IAuthorizationFilter
{
    public void OnAuthorization(AuthorizationFilterContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var receipts = context.HttpContext.RequestServices.GetRequiredService<ReceiptCookie>();
        if (!Guid.TryParse(context.RouteData.Values["journey"] as string, out var journeyId) || !receipts.Opens(context.HttpContext, journeyId))
        {
            context.Result = new NotFoundResult();
        }
    }
}
