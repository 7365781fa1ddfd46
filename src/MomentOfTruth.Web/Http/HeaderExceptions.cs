namespace MomentOfTruth.Web.Http;

/// <summary>In what one answer differs from the headers that all others have. Only code sets it, never what was asked for.</summary>
public sealed class HeaderExceptions
{
    /// <summary>The sites that may show this answer in a frame; empty for nobody.</summary>
    public IReadOnlyList<string> FramedBy { get; set; } = [];

    /// <summary>Whether the address of this answer is told to nobody, not even to ourselves.</summary>
    public bool NoReferrer { get; set; }

    public static HeaderExceptions Of(HttpContext http)
    {
        ArgumentNullException.ThrowIfNull(http);
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
