using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Web.Http;

namespace MomentOfTruth.Web.Features.Log;

/// <summary>What people may name companies, touchpoints and products: one line that can be seen.</summary>
public static class NameText
{
    /// <summary>Whether anything can be seen of it; spaces and invisible signs alone are no name.</summary>
    public static bool IsName(string? text) => RequiredText.IsGiven(text);

    /// <summary>Why it is none; null for a good name or nothing.</summary>
    public static TextRefusal? Refusal(string? text) =>
        text is not null && text.Trim().Any(char.IsControl) ? new("Error.TextUnstorable", Naming.MaxName) : PlainTextAttribute.Refusal(text, Naming.MaxName);
}
