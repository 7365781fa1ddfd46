namespace MomentOfTruth.Domain.Companies;

/// <summary>
/// Where a company is on the web, such as <c>www.example.co.kr</c>, in ASCII and small letters; and what an e-mail address tells of it.
/// </summary>
public sealed record WebHost
{
    public const int MaxLength = 253;

    private const string Www = "www.";

    // Anybody gets an address there, so that it tells nothing of where somebody works.
    private static readonly HashSet<string> Providers = new(StringComparer.Ordinal)
    {
        "126.com", "163.com", "aol.com", "daum.net", "dreamwiz.com", "empal.com", "empas.com", "fastmail.com", "freechal.com", "gmail.com",
        "gmx.at", "gmx.ch", "gmx.com", "gmx.de", "gmx.net", "googlemail.com", "hanmail.net", "hanmir.com", "hey.com", "hitel.net",
        "hotmail.co.kr", "hotmail.com", "icloud.com", "inbox.com", "kakao.com", "korea.com", "live.co.kr", "live.com", "lycos.co.kr",
        "mac.com", "mail.com", "mail.ru", "me.com", "msn.com", "nate.com", "naver.com", "outlook.com", "outlook.kr", "paran.com",
        "pm.me", "proton.me", "protonmail.com", "qq.com", "rediffmail.com", "sina.com", "sohu.com", "t-online.de", "tuta.com",
        "tutanota.com", "unitel.co.kr", "web.de", "yahoo.co.jp", "yahoo.co.kr", "yahoo.co.uk", "yahoo.com", "yahoo.de", "yahoo.fr",
        "yandex.com", "yandex.ru", "ymail.com", "zoho.com", "zum.com",
    };

    private WebHost(string text) => Text = text;

    private string Text { get; }

    // "www.example.com" and "example.com" are the same place.
    private string Bare => Text.StartsWith(Www, StringComparison.Ordinal) ? Text[Www.Length..] : Text;

    /// <summary>Reads what people type or paste: an address of a page, or a host alone. Returns null for anything else.</summary>
    public static WebHost? TryParse(string? text)
    {
        text = text?.Trim() ?? "";
        var address = text.Contains("://", StringComparison.Ordinal) ? text : "https://" + text;
        return Uri.TryCreate(address, UriKind.Absolute, out var read)
            && read is { Scheme: "https" or "http", UserInfo: "", IsLoopback: false }
            && Uri.CheckHostName(read.IdnHost) == UriHostNameType.Dns
            ? OfHost(read.IdnHost)
            : null;
    }

    /// <summary>Where the mail of an address is read; null if that is no host.</summary>
    public static WebHost? OfMail(string email) =>
        Uri.TryCreate("https://" + email[(email.LastIndexOf('@') + 1)..], UriKind.Absolute, out var read)
        && read is { PathAndQuery: "/", Fragment: "", UserInfo: "", IsDefaultPort: true }
            ? OfHost(read.IdnHost)
            : null;

    /// <summary>What the address of somebody's mail tells of a company that is here.</summary>
    public MailMatch MatchOf(string email)
    {
        if (OfMail(email) is not { } mail)
        {
            return MailMatch.Other;
        }

        return mail.IsOfProvider ? MailMatch.Provider
            : mail.Bare == Bare ? MailMatch.Same
            : IsUnder(mail.Bare, Bare) ? MailMatch.MailBelow
            : IsUnder(Bare, mail.Bare) ? MailMatch.WebBelow
            : MailMatch.Other;
    }

    /// <summary>
    /// The hosts that a company may be stored with such that this mail proves who reads it to be of the company; none for a provider's.
    /// </summary>
    public static IReadOnlyList<string> ProvenBy(string email) =>
        OfMail(email) is { IsOfProvider: false } mail ? [mail.Bare, Www + mail.Bare] : [];

    public override string ToString() => Text;

    private bool IsOfProvider => Providers.Contains(Bare) || Providers.Any(provider => IsUnder(Bare, provider));

    private static WebHost? OfHost(string host)
    {
        host = host.TrimEnd('.').ToLowerInvariant();
        return host.Length <= MaxLength && host.Contains('.', StringComparison.Ordinal)
            && host.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '-')
            && host.Any(char.IsAsciiLetter)
            ? new WebHost(host)
            : null;
    }

    private static bool IsUnder(string host, string other) => host.EndsWith("." + other, StringComparison.Ordinal);
}

/// <summary>How the domain of a mail address is to the web address of a company. The names are parts of keys of texts.</summary>
public enum MailMatch
{
    /// <summary>It has nothing to do with it.</summary>
    Other,

    /// <summary>It is the same, but for a <c>www</c>.</summary>
    Same,

    /// <summary>The mail is at a part of the web address, as <c>mail.example.com</c> is of <c>example.com</c>.</summary>
    MailBelow,

    /// <summary>The web address is a part of the mail's domain, as <c>shop.example.com</c> is of <c>example.com</c>.</summary>
    WebBelow,

    /// <summary>It is a mail provider's, where anybody gets an address.</summary>
    Provider,
}
