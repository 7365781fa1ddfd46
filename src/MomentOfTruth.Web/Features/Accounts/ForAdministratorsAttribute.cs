using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.EntityFrameworkCore;
using MomentOfTruth.Web.Data;

namespace MomentOfTruth.Web.Features.Accounts;

/// <summary>A page of the installation's administrator; for everybody else who is signed in there is none. Asked of the store at every request.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ForAdministratorsAttribute : Attribute, IAsyncAuthorizationFilter
{
    public async Task OnAuthorizationAsync(AuthorizationFilterContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var http = context.HttpContext;
        var account = http.User.AccountId();
        if (account is null || !await http.RequestServices.GetRequiredService<AppDbContext>().Users.AnyAsync(u => u.Id == account && u.IsAdministrator, http.RequestAborted))
        {
            context.Result = new NotFoundResult();
        }
    }
}
