using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace MomentOfTruth.Web.Site;

/// <summary>Reads texts that this installation has protected and that come back in a cookie, a form or a link.</summary>
public static class SealedText
{
    /// <summary>
    /// Returns null for an empty text, and for one that was changed, has expired, was protected for another purpose, or with keys that are
    /// gone.
    /// </summary>
    public static string? TryUnprotect(this IDataProtector protector, string? sealedText)
    {
        if (string.IsNullOrEmpty(sealedText))
        {
            return null;
        }

        try
        {
            return protector.Unprotect(sealedText);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
