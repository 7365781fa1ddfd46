using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace MomentOfTruth.Web.Site;

/// <summary>Reads what this installation sealed and others carried for it: in a cookie, a form, a link.</summary>
public static class SealedText
{
    /// <summary>What was sealed; null for nothing, and for what was changed, has expired, or was sealed for something else or with keys that are gone.</summary>
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
