using System.Buffers.Text;
using Microsoft.AspNetCore.DataProtection;
using MomentOfTruth.Web.Site;

namespace MomentOfTruth.Web.Features.Intake;

/// <summary>
/// Remembers in the browser which drafts were begun in it, so that they are found again. Sealed: whoever reads the cookie learns no key, and
/// one that was changed or is too old names none.
/// </summary>
public sealed class DraftCookie(IDataProtectionProvider protection)
{
    public const int MaxDrafts = 10;

    private const string Name = "drafts";
    private const int KeyBytes = 16;

    private static readonly TimeSpan Lasts = TimeSpan.FromDays(7);

    private readonly ITimeLimitedDataProtector _protector = protection.CreateProtector("draft-cookie").ToTimeLimitedDataProtector();

    /// <summary>The drafts that were begun in this browser, the one saved last first.</summary>
    public IReadOnlyList<DraftKey> Read(HttpContext http)
    {
        if (http.Features.Get<Known>() is { } known)
        {
            return known.Drafts;
        }

        return _protector.TryUnprotect(http.Request.Cookies[Name]) is { Length: > 0 } text
            ? [.. text.Split(',').Select(KeyOf)]
            : [];
    }

    /// <summary>Puts the draft first. Beyond <see cref="MaxDrafts"/> the one saved longest ago is no longer listed.</summary>
    public void Remember(HttpContext http, DraftKey draft)
    {
        var before = Read(http);
        if (before.Count == 0 || before[0] != draft)
        {
            Write(http, [.. before.Where(other => other != draft).Prepend(draft).Take(MaxDrafts)]);
        }
    }

    public void Forget(HttpContext http, DraftKey draft) => Write(http, [.. Read(http).Where(other => other != draft)]);

    private void Write(HttpContext http, IReadOnlyList<DraftKey> drafts)
    {
        http.Features.Set(new Known(drafts));
        if (drafts.Count == 0)
        {
            http.Response.Cookies.Delete(Name);
            return;
        }

        http.Response.Cookies.Append(Name, _protector.Protect(string.Join(',', drafts.Select(TextOf)), Lasts), new CookieOptions
        {
            HttpOnly = true,
            SameSite = SameSiteMode.Lax,
            IsEssential = true,
            MaxAge = Lasts,
        });
    }

    private static string TextOf(DraftKey draft) =>
        Base64Url.EncodeToString([.. draft.CompanyId.ToByteArray(), .. Convert.FromHexString(draft.Key)]);

    private static DraftKey KeyOf(string text) => Base64Url.DecodeFromChars(text) is { Length: 2 * KeyBytes } bytes
        ? new DraftKey(new Guid(bytes.AsSpan(..KeyBytes)), Convert.ToHexStringLower(bytes.AsSpan(KeyBytes..)))
        : throw new FormatException("No key of a draft.");

    private sealed record Known(IReadOnlyList<DraftKey> Drafts);
}

/// <summary>Which draft of which company.</summary>
public readonly record struct DraftKey(Guid CompanyId, string Key);
