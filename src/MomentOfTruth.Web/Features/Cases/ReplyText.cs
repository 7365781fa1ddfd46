using Microsoft.Extensions.Localization;
using MomentOfTruth.Domain.Cases;
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
        return RequiredText.Refusal(typed, Reply.MaxText, text["Reply.Missing"], shared);
    }
}
