using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;
using Microsoft.EntityFrameworkCore;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Features.Accounts;

namespace MomentOfTruth.Web.Features.Companies;

/// <summary>
/// Reads the company from the address and the role from the store, at every request, so that a role taken away is gone at once.
/// The administrator may do in every company what its owner may.
/// </summary>
public sealed class CompanyRequirementHandler(AppDbContext db) : AuthorizationHandler<CompanyRequirement, HttpContext>
{
    protected override async Task HandleRequirementAsync(AuthorizationHandlerContext context, CompanyRequirement requirement, HttpContext resource)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(requirement);
        ArgumentNullException.ThrowIfNull(resource);
        var company = resource.Features.Get<CurrentCompany>() ?? await FindAsync(context.User, resource);
        if (company is null)
        {
            context.Fail(new StrangerReason(this));
            return;
        }

        resource.Features.Set(company);
        if (company.Role >= requirement.Role)
        {
            context.Succeed(requirement);
        }
    }

    private async Task<CurrentCompany?> FindAsync(ClaimsPrincipal person, HttpContext http)
    {
        if (http.GetRouteValue("company") is not string slug || person.AccountId() is not { } userId)
        {
            return null;
        }

        var found = await db.Companies
            .Where(c => c.Slug == slug)
            .Select(c => new
            {
                c.Id,
                c.Name,
                c.KoreanName,
                c.TimeZoneId,
                Role = db.Memberships.Where(m => m.CompanyId == c.Id && m.UserId == userId).Select(m => (CompanyRole?)m.Role).FirstOrDefault(),
                IsAdministrator = db.Users.Any(u => u.Id == userId && u.IsAdministrator),
            })
            .SingleOrDefaultAsync(http.RequestAborted);
        var role = found is { IsAdministrator: true } ? CompanyRole.Owner : found?.Role;
        return role is null ? null : new CurrentCompany(found!.Id, slug, found.Name, found.KoreanName, found.TimeZoneId, role.Value);
    }
}
