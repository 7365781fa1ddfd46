using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Web.Site;

namespace MomentOfTruth.Web.Features.Companies;

/// <summary>What people may call companies, touchpoints and products: one line with something visible in it.</summary>
public static class NameText
{
    /// <summary>Whether anything can be seen of it; spaces and invisible characters alone are not a name.</summary>
    public static bool IsName(string? text) => RequiredText.IsGiven(text);

    /// <summary>Why the text is refused as a name; null for a good one or for none.</summary>
    public static TextRefusal? Refusal(string? text) => text is not null && text.Trim().Any(char.IsControl)
        ? new("Error.TextUnstorable", Naming.MaxName)
        : PlainTextAttribute.Refusal(text, Naming.MaxName);
}
