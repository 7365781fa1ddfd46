namespace MomentOfTruth.Browser.Tests;

/// <summary>Who looks at the site through what.</summary>
/// <param name="Culture">The language of the person and of the browser.</param>
/// <param name="LosesConnection">Requests fail on the way, on purpose.</param>
/// <param name="BlocksCookies">No cookie reaches the browser, nor comes back from it.</param>
/// <param name="State">Cookies from an earlier visit, such as a sign-in.</param>
public sealed record Screen(int Width, string Culture, bool HasScript = true, string? State = null, bool LosesConnection = false, bool BlocksCookies = false)
{
    /// <summary>Whether the site's service worker runs.</summary>
    public bool HasWorker { get; init; }

    /// <summary>Whether it is touched, as telephones are.</summary>
    public bool HasTouch { get; init; }

    /// <summary>Where the site is; null if it is that of all stories.</summary>
    public Uri? Site { get; init; }

    public static Screen Phone(string culture) => new(390, culture);

    public static Screen Desktop(string culture) => new(1280, culture);
}
