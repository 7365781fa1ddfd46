using Microsoft.AspNetCore.Authorization;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Web.Features.Mail;

namespace MomentOfTruth.Web.Features.Companies;

/// <summary>Companies, and who may see their pages.</summary>
public static class CompanyServices
{
    public static IServiceCollection AddCompanies(this IServiceCollection services) => services
        .AddSingleton<UnknownZones>()
        .AddScoped<CompanyRegister>()
        .AddScoped<CompanySettings>()
        .AddScoped<KeptTexts>()
        .AddHostedService<RetentionSweeper>()
        .AddScoped<CompanyNaming>()
        .AddHostedService<MergeSweeper>()
        .AddScoped<CompanyFormQuery>()
        .AddScoped<CompanyNames>()
        .AddScoped<ToAnswerQuery>()
        .AddScoped<MyCompaniesQuery>()
        .AddScoped<MemberQuery>()
        .AddScoped<MemberWriter>()
        .AddScoped<InvitationWriter>()
        .AddScoped<ClaimQuery>()
        .AddScoped<ClaimWriter>()
        .AddKeyedScoped<IMailTemplate, InvitationMail>(InvitationMail.Kind)
        .AddKeyedScoped<IMailTemplate, ClaimMail>(ClaimMails.Accepted)
        .AddKeyedScoped<IMailTemplate, ClaimMail>(ClaimMails.Refused)
        .AddScoped<PublicCompanyQuery>()
        .AddScoped<CompanyFormQuery>()
        .AddScoped<IAuthorizationHandler, CompanyRequirementHandler>()
        .AddSingleton<IAuthorizationMiddlewareResultHandler, NotFoundForNonMembers>()
        .AddAuthorizationBuilder()
        .AddPolicy(CompanyPolicies.Read, Requires(CompanyRole.Viewer))
        .AddPolicy(CompanyPolicies.Manage, Requires(CompanyRole.Manager))
        .AddPolicy(CompanyPolicies.Own, Requires(CompanyRole.Owner))
        .SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build())
        .Services;

    /// <summary>The company of the address. Throws on an address without a company policy.</summary>
    public static CurrentCompany Company(this HttpContext http) =>
        http.Features.Get<CurrentCompany>() ?? throw new InvalidOperationException("This address has no company policy.");

    private static Action<AuthorizationPolicyBuilder> Requires(CompanyRole role) =>
        policy => policy.RequireAuthenticatedUser().AddRequirements(new CompanyRequirement(role));
}
