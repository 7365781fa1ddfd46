using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Domain.Text;
using MomentOfTruth.Web.Site;

namespace MomentOfTruth.Web.Features.Companies;

/// <summary>What people may call companies, touchpoints and products: one line with a letter, digit or symbol that is drawn.</summary>
public static class NameText
{
    public static bool IsName(string? text) => PlainText.IsName(text);

    /// <summary>Why the text is refused as a name; null for a good one or for none.</summary>
    public static TextRefusal? Refusal(string? text) => PlainText.IsSeen(text) && !IsName(text)
        ? new("Error.NameOfSigns", Naming.MaxName)
        : PlainTextAttribute.Refusal(text, Naming.MaxName);

    /// <summary>The name as it is stored: without what nobody sees in it.</summary>
    public static string Stored(string text) => PlainText.MendedName(text).Trim();
}
