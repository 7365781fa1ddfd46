using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Features.Mail;
using MomentOfTruth.Web.Site;

namespace MomentOfTruth.Web.Features.Accounts;

/// <summary>Accounts on the framework's Identity, in the same store as everything else.</summary>
public static class AccountServices
{
    private static readonly TimeSpan IdleSession = TimeSpan.FromHours(1);

    public static IServiceCollection AddAccounts(this IServiceCollection services)
    {
        services.AddIdentityCore<User>(identity =>
        {
            identity.User.RequireUniqueEmail = true;

            // User names are e-mail addresses, which are checked where they are typed (EmailText).
            identity.User.AllowedUserNameCharacters = "";
            identity.SignIn.RequireConfirmedEmail = true;
            identity.Password = new PasswordOptions
            {
                RequiredLength = PasswordRules.MinLength,
                RequireDigit = false,
                RequireLowercase = false,
                RequireNonAlphanumeric = false,
                RequireUppercase = false,
            };
            identity.Lockout.MaxFailedAccessAttempts = 10;
            identity.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(10);
        }).AddEntityFrameworkStores<AppDbContext>().AddSignInManager().AddDefaultTokenProviders().AddPasswordValidator<PasswordRules>();

        services.AddScoped<SessionCheck>().AddScoped<MailedLinks>();
        services.AddScoped<AccountWriter>().AddScoped<AccountQuery>().AddScoped<PasswordCheck>();
        services.AddKeyedScoped<IMailTemplate, SignUpMail>(AccountMails.SignUp);
        services.AddKeyedScoped<IMailTemplate, ForgottenPasswordMail>(AccountMails.ForgottenPassword);
        services.Configure<PasswordHasherOptions>(hasher => hasher.IterationCount = 220_000);
        services.AddDataProtection().SetApplicationName("MomentOfTruth").PersistKeysToDbContext<AppDbContext>();
        services.AddAuthentication(IdentityConstants.ApplicationScheme).AddIdentityCookies();
        services.Configure<AntiforgeryOptions>(antiforgery => antiforgery.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest);
        services.Configure<CookieTempDataProviderOptions>(kept => kept.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest);
        services.ConfigureApplicationCookie(cookie =>
        {
            cookie.Cookie.Name = "session";
            cookie.Cookie.SameSite = SameSiteMode.Lax;
            cookie.ExpireTimeSpan = IdleSession;
            cookie.Events.OnValidatePrincipal = session =>
                session.HttpContext.RequestServices.GetRequiredService<SessionCheck>().RunAsync(session);
            cookie.Events.OnRedirectToLogin = redirect =>
            {
                var here = redirect.Request.Path.ToUriComponent() + redirect.Request.QueryString.ToUriComponent();
                redirect.Response.Redirect(Routes.SignIn.With(("returnUrl", here)));
                return Task.CompletedTask;
            };
            cookie.Events.OnRedirectToAccessDenied = redirect =>
            {
                redirect.Response.StatusCode = StatusCodes.Status403Forbidden;
                return Task.CompletedTask;
            };
        });
        return services;
    }
}

/// <summary>The kinds of mails about accounts.</summary>
public static class AccountMails
{
    public const string SignUp = "sign-up", ForgottenPassword = "forgotten-password";
}
