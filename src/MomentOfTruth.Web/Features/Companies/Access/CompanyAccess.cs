using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Features.Accounts;
using MomentOfTruth.Web.Site;

namespace MomentOfTruth.Web.Features.Companies;

/// <summary>
/// Reads the company from the address and the role from the store, at every request, so that a role that was taken away is gone at once.
/// The administrator may do in every company what its owner may do.
/// </summary>
public sealed class CompanyRequirementHandler(AppDbContext db, UnknownZones zones) : AuthorizationHandler<CompanyRequirement, HttpContext>
{
    protected override async Task HandleRequirementAsync(
        AuthorizationHandlerContext context, CompanyRequirement requirement, HttpContext resource)
    {
        var company = resource.Features.Get<CurrentCompany>() ?? await FindAsync(context.User, resource);
        if (company is null)
        {
            context.Fail(new NonMemberReason(this));
            return;
        }

        zones.Check(company.Id, company.TimeZoneId);
        if (company.RequiresSecondFactor && CurrentSession.Of(resource) is not { IsStrong: true })
        {
            context.Fail(new PasswordAloneReason(this));
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
            .Where(c => c.Slug == slug && c.MergedIntoId == null)
            .Select(c => new
            {
                c.Id,
                c.Name,
                c.KoreanName,
                c.TimeZoneId,
                c.QuietDays,
                c.RequiresSecondFactor,
                Role = db.Memberships
                    .Where(m => m.CompanyId == c.Id && m.UserId == userId)
                    .Select(m => (CompanyRole?)m.Role)
                    .FirstOrDefault(),
                IsAdministrator = db.Users.Any(u => u.Id == userId && u.IsAdministrator),
            })
            .SingleOrDefaultAsync(http.RequestAborted);
        var role = found is { IsAdministrator: true } ? CompanyRole.Owner : found?.Role;
        return role is null ? null : new CurrentCompany(found!.Id, slug, found.Name, found.KoreanName, found.TimeZoneId, role.Value)
        {
            QuietDays = found.QuietDays,
            RequiresSecondFactor = found.RequiresSecondFactor,
        };
    }
}

/// <summary>
/// The policies of addresses under <c>/companies/{company}</c>: each requires a role of the signed-in person in that company.
/// </summary>
public static class CompanyPolicies
{
    public const string Read = "company:read", Manage = "company:manage", Own = "company:own";
}

/// <summary>Requires at least this role in the company of the address.</summary>
public sealed record CompanyRequirement(CompanyRole Role) : IAuthorizationRequirement;

/// <summary>The person is not a member of the company: for such a person its pages do not exist.</summary>
public sealed class NonMemberReason(IAuthorizationHandler handler) : AuthorizationFailureReason(handler, "Not a member of this company.");

/// <summary>The company asks for more than a password, and the session was opened with one alone.</summary>
public sealed class PasswordAloneReason(IAuthorizationHandler handler)
    : AuthorizationFailureReason(handler, "A password is not enough here.");

/// <summary>
/// Answers non-members with 404, so that an address reveals nothing, and leads members who came with a password alone to the page that says
/// what else the company asks for; leaves everything else to the framework.
/// </summary>
public sealed class NotFoundForNonMembers : IAuthorizationMiddlewareResultHandler
{
    private readonly AuthorizationMiddlewareResultHandler _framework = new();

    public async Task HandleAsync(
        RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
    {
        var reasons = authorizeResult is { Forbidden: true, AuthorizationFailure: { } failure } ? failure.FailureReasons.ToList() : [];
        if (reasons.OfType<NonMemberReason>().Any())
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
        }
        else if (reasons.OfType<PasswordAloneReason>().Any())
        {
            await LeadOnAsync(context);
        }
        else
        {
            await _framework.HandleAsync(next, context, policy, authorizeResult);
        }
    }

    // What was typed is kept, as for somebody whose session has ended. A file or a program cannot be led to a page.
    private static async Task LeadOnAsync(HttpContext http)
    {
        var address = http.GetEndpoint()?.Metadata.GetMetadata<PageActionDescriptor>() is null
            ? null
            : await http.RequestServices.GetRequiredService<KeptForms>().AddressAsync(http);
        if (address is null)
        {
            http.Response.StatusCode = StatusCodes.Status403Forbidden;
            return;
        }

        http.Response.Redirect(Routes.StrongerSignIn.With(("returnUrl", address)));
    }
}

/// <summary>The company of the address as the policy has found it, so that pages need not look it up again.</summary>
public sealed record CurrentCompany(Guid Id, string Slug, string Name, string? KoreanName, string TimeZoneId, CompanyRole Role)
{
    /// <summary>An open journey that nobody touched for so many days finishes by itself.</summary>
    public int QuietDays { get; init; }

    /// <summary>Whether a password alone does not open it.</summary>
    public bool RequiresSecondFactor { get; init; }
}
