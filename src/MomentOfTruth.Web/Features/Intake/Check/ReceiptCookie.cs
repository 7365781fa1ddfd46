using System.Buffers.Text;
using Microsoft.AspNetCore.DataProtection;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Web.Site;

namespace MomentOfTruth.Web.Features.Intake;

/// <summary>
/// Remembers in the browser which journeys it may open, and for an hour the receipt code it was just given, so that the confirmation can be
/// shown again. Both are sealed; a cookie that was changed or is too old opens nothing.
/// </summary>
public sealed class ReceiptCookie(IDataProtectionProvider protection)
{
    public const int MaxJourneys = 50;

    private const string JourneysName = "journeys", IssuedName = "receipt";

    private static readonly TimeSpan JourneysLast = TimeSpan.FromDays(30), IssuedLasts = TimeSpan.FromHours(1);

    private readonly ITimeLimitedDataProtector _journeys = ProtectorOf(protection, JourneysName);
    private readonly ITimeLimitedDataProtector _issued = ProtectorOf(protection, IssuedName);

    /// <summary>The journeys that this browser may open, the latest opened first.</summary>
    public IReadOnlyList<JourneyKey> Journeys(HttpContext http) =>
        Read(http, JourneysName, _journeys)?.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(KeyOf).ToList() ?? [];

    /// <summary>The journey with this id if this browser may open it; null if not.</summary>
    public JourneyKey? Opened(HttpContext http, Guid id) =>
        Journeys(http).Where(key => key.JourneyId == id).Cast<JourneyKey?>().FirstOrDefault();

    /// <summary>Lets this browser open the journey. Beyond <see cref="MaxJourneys"/> the one opened longest ago is forgotten.</summary>
    public void Open(HttpContext http, JourneyKey key)
    {
        WriteJourneys(http, Journeys(http).Where(other => other != key).Prepend(key).Take(MaxJourneys));
    }

    /// <summary>Stops this browser from opening the journey.</summary>
    public void Close(HttpContext http, JourneyKey key)
    {
        var journeys = Journeys(http);
        if (journeys.Contains(key))
        {
            WriteJourneys(http, journeys.Where(other => other != key));
        }

        if (Issued(http, key) is not null)
        {
            http.Response.Cookies.Delete(IssuedName);
        }
    }

    /// <summary>Remembers the code that was just issued for this journey.</summary>
    public void Issue(HttpContext http, JourneyKey key, ReceiptCode code)
    {
        Write(http, IssuedName, _issued, $"{TextOf(key)}:{code}", IssuedLasts);
    }

    /// <summary>The code that this browser was given for the journey within the hour; null if it was not.</summary>
    public string? Issued(HttpContext http, JourneyKey key) =>
        Read(http, IssuedName, _issued)?.Split(':') is [var id, var code] && id == TextOf(key) ? code : null;

    /// <summary>Stops this browser from opening any journey; the codes still do.</summary>
    public static void Forget(HttpContext http)
    {
        http.Response.Cookies.Delete(JourneysName);
        http.Response.Cookies.Delete(IssuedName);
    }

    private void WriteJourneys(HttpContext http, IEnumerable<JourneyKey> journeys) =>
        Write(http, JourneysName, _journeys, string.Join(',', journeys.Select(TextOf)), JourneysLast);

    // As short as can be: a browser drops a cookie of more than 4096 bytes.
    private static string TextOf(JourneyKey key) =>
        Base64Url.EncodeToString([.. key.CompanyId.ToByteArray(), .. key.JourneyId.ToByteArray()]);

    private static JourneyKey KeyOf(string text) => Base64Url.DecodeFromChars(text) is { Length: 32 } bytes
        ? new JourneyKey(new Guid(bytes.AsSpan(..16)), new Guid(bytes.AsSpan(16..)))
        : throw new FormatException("No key of a journey.");

    private static ITimeLimitedDataProtector ProtectorOf(IDataProtectionProvider protection, string name) =>
        protection.CreateProtector("receipt-cookie", name).ToTimeLimitedDataProtector();

    private static string? Read(HttpContext http, string name, ITimeLimitedDataProtector protector)
    {
        return protector.TryUnprotect(http.Request.Cookies[name]);
    }

    private static void Write(HttpContext http, string name, ITimeLimitedDataProtector protector, string text, TimeSpan lasts) =>
        http.Response.Cookies.Append(name, protector.Protect(text, lasts), new CookieOptions
        {
            HttpOnly = true,
            SameSite = SameSiteMode.Lax,
            Secure = http.Request.IsHttps,
            IsEssential = true,
            MaxAge = lasts,
        });
}
