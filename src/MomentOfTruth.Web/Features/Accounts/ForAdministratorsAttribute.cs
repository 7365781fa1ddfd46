using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace MomentOfTruth.Web.Features.Accounts;

/// <summary>A page of the installation's administrator; for everybody else who is signed in there is none. Asked of the store at every request.</summary>
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
