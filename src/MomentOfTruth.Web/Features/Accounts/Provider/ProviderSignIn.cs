using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using MomentOfTruth.Web.Site;

namespace MomentOfTruth.Web.Features.Accounts;

/// <summary>
/// Signing in with an identity provider, by the framework's handler: code flow with PKCE, state and nonce. What the provider says is read
/// once, by the page that it leads back to, and no token is kept.
/// </summary>
public static partial class ProviderSignIn
{
    public const string Scheme = "oidc";

    public static IServiceCollection AddProviderSignIn(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<ProviderOptions>().BindConfiguration(ProviderOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<ProviderOptions>, ProviderOptionsCheck>();
        services.AddSingleton<ProviderState>().AddScoped<ProviderAccounts>();
        services.Configure<CookieAuthenticationOptions>(IdentityConstants.ExternalScheme, cookie =>
        {
            cookie.Cookie.Name = "provider";
            cookie.Cookie.SameSite = SameSiteMode.Lax;
            cookie.ExpireTimeSpan = TimeSpan.FromMinutes(5);
        });
        if (string.IsNullOrEmpty(configuration[ProviderOptions.Section + ":Authority"]))
        {
            return services;
        }

        services.AddAuthentication().AddOpenIdConnect(Scheme, _ => { });
        services.AddOptions<OpenIdConnectOptions>(Scheme)
            .Configure<IOptions<ProviderOptions>>((oidc, provider) => Set(oidc, provider.Value));
        return services;
    }

    private static void Set(OpenIdConnectOptions oidc, ProviderOptions provider)
    {
        (oidc.Authority, oidc.ClientId, oidc.ClientSecret) = (provider.Authority, provider.ClientId, provider.ClientSecret);
        oidc.RequireHttpsMetadata = !new Uri(provider.Authority!).IsLoopback;
        oidc.SignInScheme = IdentityConstants.ExternalScheme;
        (oidc.ResponseType, oidc.ResponseMode) = (OpenIdConnectResponseType.Code, OpenIdConnectResponseMode.Query);
        oidc.MapInboundClaims = false;
        oidc.GetClaimsFromUserInfoEndpoint = true;
        oidc.Scope.Clear();
        foreach (var scope in $"openid email {provider.Scopes}".Split(' ', StringSplitOptions.RemoveEmptyEntries).Distinct())
        {
            oidc.Scope.Add(scope);
        }

        // The page that reads it asks who says so, and whether the address is verified.
        oidc.ClaimActions.Remove("iss");
        oidc.ClaimActions.MapJsonKey("email_verified", "email_verified");
        foreach (var claim in provider.Roles.Values.Select(role => role.Claim!).Distinct())
        {
            oidc.ClaimActions.MapJsonKey(claim, claim);
        }

        // The answer comes as a plain link, so that cookies of this site alone suffice, and plain HTTP on trial too.
        foreach (var cookie in new[] { oidc.CorrelationCookie, oidc.NonceCookie })
        {
            (cookie.SameSite, cookie.SecurePolicy) = (SameSiteMode.Lax, CookieSecurePolicy.SameAsRequest);
        }

        oidc.Events.OnRemoteFailure = failed =>
        {
            Log.Failed(
                failed.HttpContext.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(ProviderSignIn)),
                failed.Failure?.GetType().Name ?? "unknown");
            failed.Response.Redirect(Routes.SignIn.With((SignInModel.NoticeName, SignInModel.ProviderNotice)));
            failed.HandleResponse();
            return Task.CompletedTask;
        };
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 303, Level = LogLevel.Warning, Message = "A sign-in with the identity provider failed: {Reason}")]
        public static partial void Failed(ILogger logger, string reason);
    }
}
