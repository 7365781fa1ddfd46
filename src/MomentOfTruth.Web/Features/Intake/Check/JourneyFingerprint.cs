using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using MomentOfTruth.Domain.Companies;

namespace MomentOfTruth.Web.Features.Intake;

/// <summary>SHA-256 of the texts and scores of a journey, so that a repeated journey is noticed without comparing texts.</summary>
public static class JourneyFingerprint
{
    // Never part of an accepted text, so that two different journeys cannot run together into the same characters.
    private const char End = '\0';

    /// <summary>
    /// Ignores case and spacing. Returns null without a title or a story: many journeys consist of scores alone, and equal scores do not
    /// make them the same journey.
    /// </summary>
    public static byte[]? Of(JourneyEntry entry)
    {
        if (entry.Title is null && entry.Moments.All(moment => moment.Story is null))
        {
            return null;
        }

        var letters = new StringBuilder();
        Append(letters, entry.Product);
        Append(letters, entry.Title);
        foreach (var moment in entry.Moments)
        {
            Append(letters, moment.Touchpoint);
            Append(letters, moment.Story);
            letters.Append(moment.Score.Tenths.ToString(CultureInfo.InvariantCulture)).Append(End);
        }

        return SHA256.HashData(Encoding.UTF8.GetBytes(letters.ToString()));
    }

    private static void Append(StringBuilder letters, string? text) => letters.Append(text is null ? "" : Naming.KeyOf(text)).Append(End);
}
