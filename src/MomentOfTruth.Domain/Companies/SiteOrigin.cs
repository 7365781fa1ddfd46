namespace MomentOfTruth.Domain.Companies;

/// <summary>
/// A web site as browsers tell sites apart: <c>https://host</c> with a port where it is not the usual one. On a person's own machine
/// (localhost) also plain http. Written with ASCII letters only, so that it can stand in a header as it is.
/// </summary>
public sealed record SiteOrigin
{
    public const int MaxSites = 20, MaxLength = 200;

    private SiteOrigin(string text) => Text = text;

    private string Text { get; }

    /// <summary>Reads what people type or paste. Returns null for anything but an address without a path.</summary>
    public static SiteOrigin? TryParse(string? text)
    {
        text = text?.Trim();
        if (text is not { Length: > 0 and <= MaxLength } || !Uri.TryCreate(text, UriKind.Absolute, out var address))
        {
            return null;
        }

        var isSite = address is { PathAndQuery: "/", Fragment: "", UserInfo: "" }
            && Uri.CheckHostName(address.IdnHost) is UriHostNameType.Dns or UriHostNameType.IPv4
            && address.IdnHost.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '-');
        var isSafe = address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback);
        if (!isSite || !isSafe)
        {
            return null;
        }

        var origin = $"{address.Scheme}://{address.IdnHost.ToLowerInvariant()}{(address.IsDefaultPort ? "" : $":{address.Port}")}";
        return origin.Length <= MaxLength ? new SiteOrigin(origin) : null;
    }

    /// <summary>Reads a stored list, one site a line.</summary>
    public static IReadOnlyList<SiteOrigin> ListOf(string? lines) =>
        [.. (lines ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(TryParse).OfType<SiteOrigin>()];

    public override string ToString() => Text;
}
