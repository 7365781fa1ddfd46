using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace MomentOfTruth.Web.Features.MyJourneys;

/// <summary>A page of one journey: only its customer finds anything there, as <see cref="JourneyAccess"/> says.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class OpenedByReceiptAttribute : Attribute, IAsyncAuthorizationFilter
{
    public async Task OnAuthorizationAsync(AuthorizationFilterContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var http = context.HttpContext;
        var access = http.RequestServices.GetRequiredService<JourneyAccess>();
        if (!Guid.TryParse(context.RouteData.Values["journey"] as string, out var journeyId) || !await access.OpensAsync(http, journeyId, http.RequestAborted))
        {
            context.Result = new NotFoundResult();
        }
    }
}
