using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Web.Features.Log;
using MomentOfTruth.Web.Http;

namespace MomentOfTruth.Web.Features.Publications;

/// <summary>What a customer may be called in public: a name that can be seen, and no way to reach or find the person.</summary>
public static partial class PseudonymText
{
    // Fewer digits than any telephone number has.
    private const int MostDigits = 5;

    /// <summary>The number of a name for those who choose none. It is new each time, so that it leads to no other journey.</summary>
    public static string AnyNumber() => RandomNumberGenerator.GetInt32(1000, 10_000).ToString(CultureInfo.InvariantCulture);

    /// <summary>The key of the shared message that says why not; null for a good one.</summary>
    public static string? Refusal(string? text)
    {
        if (!NameText.IsName(text))
        {
            return "Error.PseudonymMissing";
        }

        if (NameText.Refusal(text) is not null || PlainTextAttribute.Refusal(text, Publication.MaxPseudonym) is not null)
        {
            return "Error.Pseudonym";
        }

        // Full-width signs and digits are the same to those who read them.
        var plain = text!.Normalize(NormalizationForm.FormKC);
        return plain.Contains('@', StringComparison.Ordinal) || Address().IsMatch(plain) || plain.Count(char.IsDigit) > MostDigits ? "Error.Pseudonym" : null;
    }

    /// <summary>A web address, with or without what it usually begins with: letters behind a full stop that follows a word.</summary>
    [GeneratedRegex(@"://|\bwww\.|[\p{L}\p{Nd}]{2}\.\p{L}{2}", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Address();
}
