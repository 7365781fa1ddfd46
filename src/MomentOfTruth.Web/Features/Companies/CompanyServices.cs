using Microsoft.AspNetCore.Authorization;
using MomentOfTruth.Domain.Companies;

namespace MomentOfTruth.Web.Features.Companies;

/// <summary>Companies, and who may see them.</summary>
public static class CompanyServices
{
    public static IServiceCollection AddCompanies(this IServiceCollection services) => services
        .AddScoped<CompanyRegister>()
        .AddScoped<CompanySettings>()
        .AddScoped<MyCompaniesQuery>()
        .AddScoped<PublicCompanyQuery>()
        .AddScoped<FormQuery>()
        .AddScoped<IAuthorizationHandler, CompanyRequirementHandler>()
        .AddSingleton<IAuthorizationMiddlewareResultHandler, NotFoundForNonMembers>()
        .AddAuthorizationBuilder()
        .AddPolicy(CompanyPolicies.Read, policy => policy.RequireAuthenticatedUser().AddRequirements(new CompanyRequirement(CompanyRole.Viewer)))
        .AddPolicy(CompanyPolicies.Manage, policy => policy.RequireAuthenticatedUser().AddRequirements(new CompanyRequirement(CompanyRole.Manager)))
        .AddPolicy(CompanyPolicies.Own, policy => policy.RequireAuthenticatedUser().AddRequirements(new CompanyRequirement(CompanyRole.Owner)))
        .SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build())
        .Services;

    /// <summary>The company of the address. Only pages under a company policy may ask.</summary>
    public static CurrentCompany Company(this HttpContext http)
    {
        return http.Features.Get<CurrentCompany>() ?? throw new InvalidOperationException("This address has no company policy.");
    }
}
