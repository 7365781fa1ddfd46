using Microsoft.AspNetCore.Authorization;

namespace MomentOfTruth.Web.Site;

/// <summary>Headers that tell the browser what no page of ours does or allows.</summary>
public static class SecurityHeaders
{
    /// <summary>The policy for files, such as photos: they load nothing, and nothing in them runs in the name of the site.</summary>
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

    public static IApplicationBuilder UseSecurityHeaders(this WebApplication app) =>
        app.Use(ApplyExceptionsAsync).UseSecurityHeaders(new HeaderPolicyCollection()
        .AddContentSecurityPolicy(csp =>
        {
            csp.AddDefaultSrc().None();
            csp.AddScriptSrc().Self();
            csp.AddStyleSrc().Self();
            csp.AddImgSrc().Self();
            csp.AddConnectSrc().Self();
            csp.AddManifestSrc().Self();
            csp.AddWorkerSrc().Self();
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

    // OnStarting callbacks run in reverse order: this one is registered first and so runs after the headers are set.
    private static Task ApplyExceptionsAsync(HttpContext http, RequestDelegate next)
    {
        http.Response.OnStarting(() =>
        {
            http.Features.Get<HeaderExceptions>()?.ApplyTo(http.Response.Headers);
            if (IsPrivate(http))
            {
                http.Response.Headers.CacheControl = "no-store";
            }

            return Task.CompletedTask;
        });
        return next(http);
    }

    // What needs a sign-in, and what shows who is signed in, is not to be shown again by the Back button of whoever comes next.
    private static bool IsPrivate(HttpContext http) =>
        http.GetEndpoint() is { } endpoint
        && (endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null
            || (http.User.Identity is { IsAuthenticated: true }
                && http.Response.ContentType?.StartsWith("text/html", StringComparison.Ordinal) == true));

    // Features that browsers know by name and that no page of ours needs. Passkeys stay allowed. An unknown name would be an error in the
    // console.
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

/// <summary>How the headers of one answer differ from those of all others. Only code sets it, never the request.</summary>
public sealed class HeaderExceptions
{
    /// <summary>The sites that may show this answer in a frame; empty if none may.</summary>
    public IReadOnlyList<string> FramedBy { get; set; } = [];

    /// <summary>Whether the browser must not send the address of this answer as a referrer, not even to this site.</summary>
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
            // X-Frame-Options cannot list sites and would forbid what the content security policy allows.
            headers.Remove("X-Frame-Options");
            headers.ContentSecurityPolicy = headers.ContentSecurityPolicy.ToString()
                .Replace("frame-ancestors 'none'", "frame-ancestors " + string.Join(' ', FramedBy), StringComparison.Ordinal);
        }
    }
}
