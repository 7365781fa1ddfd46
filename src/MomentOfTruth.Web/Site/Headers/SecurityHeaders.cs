using MomentOfTruth.Web.Site;

namespace MomentOfTruth.Web.Site;

/// <summary>What the browser is told not to do on our behalf.</summary>
public static class SecurityHeaders
{
    /// <summary>The policy for files that are shown and not run: nothing is loaded by them, and nothing in them acts for the site.</summary>
    public const string Files = "files";

    public static IServiceCollection AddFileHeaders(this IServiceCollection services)
    {
        services.AddSecurityHeaderPolicies().AddPolicy(Files, policy => policy
            .AddContentSecurityPolicy(csp =>
            {
                csp.AddDefaultSrc().None();
                csp.AddFrameAncestors().None();
                csp.AddSandbox();
            })
            .AddContentTypeOptionsNoSniff()
            .AddFrameOptionsDeny()
            .AddReferrerPolicySameOrigin()
            .AddCrossOriginOpenerPolicy(opener => opener.SameOrigin())
            .AddCrossOriginResourcePolicy(resource => resource.SameOrigin())
            .AddStrictTransportSecurityMaxAgeIncludeSubDomains()
            .RemoveServerHeader());
        return services;
    }

    public static IApplicationBuilder UseSecurityHeaders(this WebApplication app) => app.Use(ExceptWhereSaid).UseSecurityHeaders(new HeaderPolicyCollection()
        .AddContentSecurityPolicy(csp =>
        {
            csp.AddDefaultSrc().None();
            csp.AddScriptSrc().Self();
            csp.AddStyleSrc().Self();
            csp.AddImgSrc().Self();
            csp.AddConnectSrc().Self();
            csp.AddFormAction().Self();
            csp.AddBaseUri().None();
            csp.AddFrameAncestors().None();
        })
        .AddContentTypeOptionsNoSniff()
        .AddFrameOptionsDeny()
        .AddReferrerPolicySameOrigin()
        .AddCrossOriginOpenerPolicy(policy => policy.SameOrigin())
        .AddCrossOriginResourcePolicy(policy => policy.SameOrigin())
        .AddPermissionsPolicy(Refuse)
        .AddStrictTransportSecurityMaxAgeIncludeSubDomains()
        .RemoveServerHeader());

    // Registered before the headers are, and so called after they are set.
    private static Task ExceptWhereSaid(HttpContext http, RequestDelegate next)
    {
        http.Response.OnStarting(() =>
        {
            http.Features.Get<HeaderExceptions>()?.ApplyTo(http.Response.Headers);
            return Task.CompletedTask;
        });
        return next(http);
    }

    // What browsers know by name and no page of ours needs; an unknown name is an error in their consoles. Passkeys may still be asked for.
    private static void Refuse(PermissionsPolicyBuilder permissions)
    {
        permissions.AddAccelerometer().None();
        permissions.AddAutoplay().None();
        permissions.AddCamera().None();
        permissions.AddDisplayCapture().None();
        permissions.AddEncryptedMedia().None();
        permissions.AddFullscreen().None();
        permissions.AddGeolocation().None();
        permissions.AddGyroscope().None();
        permissions.AddMagnetometer().None();
        permissions.AddMicrophone().None();
        permissions.AddMidi().None();
        permissions.AddPayment().None();
        permissions.AddPictureInPicture().None();
        permissions.AddScreenWakeLock().None();
        permissions.AddUsb().None();
        permissions.AddXrSpatialTracking().None();
    }
}

/// <summary>In what one answer differs from the headers that all others have. Only code sets it, never what was asked for.</summary>
public sealed class HeaderExceptions
{
    /// <summary>The sites that may show this answer in a frame; empty for nobody.</summary>
    public IReadOnlyList<string> FramedBy { get; set; } = [];

    /// <summary>Whether the address of this answer is told to nobody, not even to ourselves.</summary>
    public bool NoReferrer { get; set; }

    public static HeaderExceptions Of(HttpContext http)
    {
        var exceptions = http.Features.Get<HeaderExceptions>() ?? new HeaderExceptions();
        http.Features.Set(exceptions);
        return exceptions;
    }

    internal void ApplyTo(IHeaderDictionary headers)
    {
        if (NoReferrer)
        {
            headers["Referrer-Policy"] = "no-referrer";
        }

        if (FramedBy.Count > 0)
        {
            // The older header knows no list of sites, and would forbid what the newer one allows.
            headers.Remove("X-Frame-Options");
            headers.ContentSecurityPolicy = headers.ContentSecurityPolicy.ToString()
                .Replace("frame-ancestors 'none'", "frame-ancestors " + string.Join(' ', FramedBy), StringComparison.Ordinal);
        }
    }
}
