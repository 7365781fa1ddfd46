using Microsoft.Extensions.Localization;
using MomentOfTruth.Domain.Cases;
using MomentOfTruth.Web.Features.Log;
using MomentOfTruth.Web.Http;
using MomentOfTruth.Web.Resources;

namespace MomentOfTruth.Web.Features.Cases;

/// <summary>What company and customer may write to each other.</summary>
public static class ReplyText
{
    /// <summary>Why the text is refused, in the language of the page; null for a good one.</summary>
    public static string? Refusal(string? typed, IStringLocalizer<CasesText> text, IStringLocalizer<SharedText> shared)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(shared);
        if (!NameText.IsName(typed))
        {
            return text["Reply.Missing"];
        }

        return PlainTextAttribute.Refusal(typed, Reply.MaxText) is { } refusal ? shared[refusal.Key, refusal.MaxLength].Value : null;
    }
}
