using Microsoft.Extensions.Localization;
using MomentOfTruth.Web.Resources;

namespace MomentOfTruth.Web.Http;

/// <summary>Why a text may not be stored.</summary>
/// <param name="Key">Of the shared message.</param>
/// <param name="MaxLength">Its argument: how long such a text may be.</param>
public sealed record TextRefusal(string Key, int MaxLength)
{
    /// <summary>In the language of the page.</summary>
    public string Words(IStringLocalizer<SharedText> shared)
    {
        ArgumentNullException.ThrowIfNull(shared);
        return shared[Key, MaxLength].Value;
    }
}
