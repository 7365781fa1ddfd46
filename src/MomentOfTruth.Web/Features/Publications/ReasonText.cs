using Microsoft.Extensions.Localization;
using MomentOfTruth.Web.Http;
using MomentOfTruth.Web.Resources;

namespace MomentOfTruth.Web.Features.Publications;

/// <summary>A reason that must be given: why a journey should not be public.</summary>
public static class ReasonText
{
    /// <summary>Why it is refused, in the language of the page; null for a good one.</summary>
    public static string? Refusal(string? typed, int maxLength, IStringLocalizer<SharedText> shared)
    {
        ArgumentNullException.ThrowIfNull(shared);
        return string.IsNullOrWhiteSpace(typed) ? shared["Error.Required"].Value
            : PlainTextAttribute.Refusal(typed, maxLength) is { } refusal ? shared[refusal.Key, refusal.MaxLength].Value
            : null;
    }
}
