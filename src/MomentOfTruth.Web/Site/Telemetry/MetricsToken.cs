using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace MomentOfTruth.Web.Site;

/// <summary>Who may read the metrics.</summary>
public sealed class MetricsOptions
{
    public const string Section = "Metrics";

    /// <summary>What Prometheus shows to read them; nobody may without it.</summary>
    [RegularExpression(@"[\x21-\x7E]{32,}", ErrorMessage = "Metrics:Token must have 32 characters or more, without spaces")]
    public string? Token { get; set; }
}

/// <summary>
/// Lets in whoever shows the token of the settings, and nobody else, however signed in. A token and not a port of its own or a network:
/// behind a proxy each request comes from this machine, and in a container from another, while Prometheus can show a token anywhere.
/// </summary>
internal sealed class MetricsToken(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, IOptions<MetricsOptions> metrics)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string Policy = "metrics";

    private const string Bearer = "Bearer";

    protected override Task<AuthenticateResult> HandleAuthenticateAsync() => Task.FromResult(
        Request.Headers.Authorization.ToString().Split(' ') is [Bearer, var shown] && IsRight(shown)
            ? AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(new ClaimsIdentity(Scheme.Name)), Scheme.Name))
            : AuthenticateResult.NoResult());

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        // A program reads no page.
        Context.Features.Get<IStatusCodePagesFeature>()?.Enabled = false;
        Response.StatusCode = StatusCodes.Status401Unauthorized;
        Response.Headers[HeaderNames.WWWAuthenticate] = Bearer;
        return Task.CompletedTask;
    }

    // Of equal length whatever was shown, so that the time tells nothing of the token.
    private bool IsRight(string shown) => CryptographicOperations.FixedTimeEquals(
        SHA256.HashData(Encoding.UTF8.GetBytes(shown)), SHA256.HashData(Encoding.UTF8.GetBytes(metrics.Value.Token!)));
}

internal static class MetricsTokenServices
{
    public static void AddMetricsToken(this IServiceCollection services)
    {
        services.AddAuthentication().AddScheme<AuthenticationSchemeOptions, MetricsToken>(MetricsToken.Policy, null);
        services.AddAuthorizationBuilder().AddPolicy(
            MetricsToken.Policy, policy => policy.AddAuthenticationSchemes(MetricsToken.Policy).RequireAuthenticatedUser());
    }
}
