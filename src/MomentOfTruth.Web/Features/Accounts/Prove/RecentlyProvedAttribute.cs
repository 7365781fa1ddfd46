using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using MomentOfTruth.Web.Site;

namespace MomentOfTruth.Web.Features.Accounts;

/// <summary>
/// Marks a page that changes how one gets into the account: who has not proved for a while who it is does so once more before the page is
/// shown, so that nobody makes a key for himself on a phone that was left lying about.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class RecentlyProvedAttribute : Attribute, IAuthorizationFilter
{
    /// <summary>So long after it was proved the page is shown.</summary>
    public static readonly TimeSpan Lasts = TimeSpan.FromMinutes(15);

    // Who has the form before him may take his time.
    private static readonly TimeSpan ToFillIn = TimeSpan.FromMinutes(30);

    public void OnAuthorization(AuthorizationFilterContext context)
    {
        var http = context.HttpContext;
        var isSent = !HttpMethods.IsGet(http.Request.Method) && !HttpMethods.IsHead(http.Request.Method);
        if (CurrentSession.Of(http) is { } session && !IsRecent(http, session, isSent ? Lasts + ToFillIn : Lasts))
        {
            var here = http.Request.Path.ToUriComponent() + (isSent ? "" : http.Request.QueryString.ToUriComponent());
            AuditNote.Of(http).Idle();
            context.Result = new RedirectResult(Routes.ProveIdentity.With(("returnUrl", here)));
        }
    }

    private static bool IsRecent(HttpContext http, CurrentSession session, TimeSpan lasts) =>
        http.RequestServices.GetRequiredService<TimeProvider>().UtcNow() - session.ProvedAtUtc <= lasts;
}
