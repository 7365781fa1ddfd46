using System.Globalization;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Web.Http;

namespace MomentOfTruth.Web.Features.Log;

/// <summary>What people may name companies, touchpoints and products: one line that can be seen.</summary>
public static class NameText
{
    /// <summary>Whether anything can be seen of it; spaces and invisible signs alone are no name.</summary>
    public static bool IsName(string? text) =>
        text is not null && text.Any(letter => !char.IsWhiteSpace(letter) && char.GetUnicodeCategory(letter) is not UnicodeCategory.Format);

    /// <summary>The key of the shared message that says why not; null for a good name or none.</summary>
    public static (string Key, int MaxLength)? Refusal(string? text) =>
        text is not null && text.Trim().Any(char.IsControl) ? ("Error.TextUnstorable", Naming.MaxName) : PlainTextAttribute.Refusal(text, Naming.MaxName);
}
