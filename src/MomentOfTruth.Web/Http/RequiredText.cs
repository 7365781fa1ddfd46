using System.Globalization;
using Microsoft.Extensions.Localization;
using MomentOfTruth.Web.Resources;

namespace MomentOfTruth.Web.Http;

/// <summary>A text that must be given. Spaces and invisible signs alone are none.</summary>
public static class RequiredText
{
    /// <summary>Whether anything can be seen of it.</summary>
    public static bool IsGiven(string? text) =>
        text is not null && text.Any(letter => !char.IsWhiteSpace(letter) && char.GetUnicodeCategory(letter) is not UnicodeCategory.Format);

    /// <summary>Why it is refused, in the language of the page; null for a good one.</summary>
    /// <param name="text">As it was typed.</param>
    /// <param name="maxLength">How long it may be.</param>
    /// <param name="missing">The words for one that was not given.</param>
    /// <param name="shared">The words for all else.</param>
    public static string? Refusal(string? text, int maxLength, string missing, IStringLocalizer<SharedText> shared) =>
        IsGiven(text) ? PlainTextAttribute.Refusal(text, maxLength)?.Words(shared) : missing;
}
