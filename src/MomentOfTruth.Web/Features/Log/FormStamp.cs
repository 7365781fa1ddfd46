using System.Globalization;
using Microsoft.AspNetCore.DataProtection;
using MomentOfTruth.Web.Http;

namespace MomentOfTruth.Web.Features.Log;

/// <summary>When a form was first drawn, sealed into it: people take a while to fill it in.</summary>
public sealed class FormStamp(IDataProtectionProvider protection, TimeProvider clock)
{
    private readonly IDataProtector _protector = protection.CreateProtector("form-stamp");

    public string Issue() => _protector.Protect(clock.GetUtcNow().Ticks.ToString(CultureInfo.InvariantCulture));

    /// <summary>How long the form has been there; null for what is no stamp.</summary>
    public TimeSpan? Age(string? stamp) =>
        _protector.TryUnprotect(stamp) is { } ticks ? clock.GetUtcNow() - new DateTimeOffset(long.Parse(ticks, CultureInfo.InvariantCulture), TimeSpan.Zero) : null;
}
