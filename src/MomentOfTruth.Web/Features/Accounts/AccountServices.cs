using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Features.Mail;
using MomentOfTruth.Web.Site;

namespace MomentOfTruth.Web.Features.Accounts;

/// <summary>Accounts on the framework's Identity, in the same store as everything else.</summary>
public static class AccountServices
{
    public static IServiceCollection AddAccounts(this IServiceCollection services)
    {
        services.AddIdentityCore<User>(identity =>
        {
            identity.User.RequireUniqueEmail = true;

            // User names are e-mail addresses, which are checked where they are typed (EmailText).
            identity.User.AllowedUserNameCharacters = "";
            identity.SignIn.RequireConfirmedAccount = true;
            identity.Password = new PasswordOptions
            {
                RequiredLength = PasswordRules.MinLength,
                RequireDigit = false,
                RequireLowercase = false,
                RequireNonAlphanumeric = false,
                RequireUppercase = false,
            };
        }).AddEntityFrameworkStores<AppDbContext>().AddSignInManager().AddDefaultTokenProviders().AddPasswordValidator<PasswordRules>();

        services.AddScoped<Sessions>().AddScoped<MailedLinks>().AddScoped<SignInThrottle>().AddSingleton<KnownBrowsers>();
        services.AddHostedService<AccountSweeper>();
        services.AddPasskeys().AddScoped<IPasswordHasher<User>, NormalizingHasher>();
        services.AddScoped<Entrance>().AddScoped<SecondFactors>().AddScoped<SecondSteps>()
            .AddScoped<AccountWriter>().AddScoped<AccountQuery>().AddScoped<PasswordCheck>();
        services.AddScoped<IUserConfirmation<User>, AccountsThatMaySignIn>().AddScoped<PeopleWriter>().AddScoped<PeopleQuery>();
        services.AddKeyedScoped<IMailTemplate, SignUpMail>(AccountMails.SignUp);
        services.AddKeyedScoped<IMailTemplate, ForgottenPasswordMail>(AccountMails.ForgottenPassword);
        services.AddKeyedScoped<IMailTemplate, NewEmailMail>(AccountMails.NewEmail);
        services.AddKeyedScoped<IMailTemplate, EmailChangedMail>(AccountMails.EmailChanged);

        // OWASP's figure for PBKDF2 with HMAC-SHA512, which is what the framework uses; weaker hashes are renewed at sign-in.
        services.Configure<PasswordHasherOptions>(hasher => hasher.IterationCount = 220_000);
        services.AddDataProtection().SetApplicationName("MomentOfTruth").PersistKeysToDbContext<AppDbContext>();
        services.AddAuthentication(IdentityConstants.ApplicationScheme).AddIdentityCookies();
        services.ConfigureApplicationCookie(cookie =>
        {
            cookie.Cookie.Name = "session";
            cookie.Cookie.SameSite = SameSiteMode.Lax;
            cookie.ExpireTimeSpan = Sessions.Idle;
            cookie.Events.OnSigningIn = signIn => SessionsOf(signIn.HttpContext).StartAsync(signIn);
            cookie.Events.OnSigningOut = signOut => SessionsOf(signOut.HttpContext).EndAsync(signOut.HttpContext);
            cookie.Events.OnValidatePrincipal = session => SessionsOf(session.HttpContext).CheckAsync(session);
            cookie.Events.OnRedirectToLogin = async redirect =>
            {
                var forms = redirect.HttpContext.RequestServices.GetRequiredService<KeptForms>();
                if (await forms.AddressAsync(redirect.HttpContext) is { } here)
                {
                    redirect.Response.Redirect(Routes.SignIn.With(("returnUrl", here)));
                }
                else
                {
                    redirect.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
                }
            };
            cookie.Events.OnRedirectToAccessDenied = redirect =>
            {
                redirect.Response.StatusCode = StatusCodes.Status403Forbidden;
                return Task.CompletedTask;
            };
        });
        return services;
    }

    private static Sessions SessionsOf(HttpContext http) => http.RequestServices.GetRequiredService<Sessions>();
}

/// <summary>The kinds of mails about accounts.</summary>
public static class AccountMails
{
    public const string
        SignUp = "sign-up", ForgottenPassword = "forgotten-password", NewEmail = "new-email", EmailChanged = "email-changed";
}
