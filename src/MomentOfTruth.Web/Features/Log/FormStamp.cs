using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace MomentOfTruth.Web.Features.Log;

/// <summary>When a form was first drawn, sealed into it: people take a while to fill it in.</summary>
public sealed class FormStamp(IDataProtectionProvider protection, TimeProvider clock)
{
    private readonly IDataProtector _protector = protection.CreateProtector("form-stamp");

    public string Issue() => _protector.Protect(clock.GetUtcNow().Ticks.ToString(CultureInfo.InvariantCulture));

    /// <summary>How long the form has been there; null for what is no stamp.</summary>
    public TimeSpan? Age(string? stamp)
    {
        try
        {
            return string.IsNullOrEmpty(stamp)
                ? null
                : clock.GetUtcNow() - new DateTimeOffset(long.Parse(_protector.Unprotect(stamp), CultureInfo.InvariantCulture), TimeSpan.Zero);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
