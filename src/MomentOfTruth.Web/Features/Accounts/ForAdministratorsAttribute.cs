using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace MomentOfTruth.Web.Features.Accounts;

/// <summary>
/// Marks a page of the installation's administrator. For every other signed-in person it does not exist (404). The store is asked at every
/// request, so that a right that was taken away is gone at once.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ForAdministratorsAttribute : Attribute, IAsyncAuthorizationFilter
{
    public async Task OnAuthorizationAsync(AuthorizationFilterContext context)
    {
        var http = context.HttpContext;
        var accounts = http.RequestServices.GetRequiredService<AccountQuery>();
        if (!await accounts.IsAdministratorAsync(http.User.AccountId(), http.RequestAborted))
        {
            context.Result = new NotFoundResult();
        }
    }
}
