namespace MomentOfTruth.Web.Features.Accounts;

/// <summary>
/// What a browser calls itself, in the words people know it by. It is only shown to the person whose session it is: nothing is decided by
/// it, and a browser may say what it likes.
/// </summary>
/// <param name="Browser">Null if it is none that we know.</param>
/// <param name="Device">Null if it is nothing that we know.</param>
public readonly record struct BrowserName(string? Browser, string? Device)
{
    // In this order: most browsers also name those that they are like.
    private static readonly (string Part, string Name)[]
        Browsers =
        [
            ("SamsungBrowser/", "Samsung Internet"), ("Whale/", "Whale"), ("KAKAOTALK", "KakaoTalk"), ("NAVER(", "NAVER"), ("Edg", "Edge"),
            ("OPR/", "Opera"), ("FxiOS/", "Firefox"), ("Firefox/", "Firefox"), ("CriOS/", "Chrome"), ("HeadlessChrome/", "Chrome"),
            ("Chrome/", "Chrome"), ("Safari/", "Safari"),
        ],
        Devices =
        [
            ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("CrOS", "ChromeOS"), ("Windows", "Windows"), ("Mac OS", "Mac"),
            ("Linux", "Linux"),
        ];

    /// <param name="userAgent">The header; null if none was sent.</param>
    public static BrowserName Of(string? userAgent) => new(Find(Browsers, userAgent), Find(Devices, userAgent));

    private static string? Find((string Part, string Name)[] known, string? text) => text is null
        ? null
        : known.FirstOrDefault(one => text.Contains(one.Part, StringComparison.Ordinal)).Name;
}
