using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using MomentOfTruth.Domain.Companies;

namespace MomentOfTruth.Web.Features.Log;

/// <summary>SHA-256 of what was told of a journey, so that the same told twice is noticed without comparing texts.</summary>
public static class JourneyFingerprint
{
    // Never in a text that was accepted, so that no two tellings can be joined into the same letters.
    private const char End = '\0';

    /// <summary>
    /// Of the texts, however spaced or cased, and the scores. Null without a title or a story: many people have nothing to tell but a score,
    /// and are not the same for it.
    /// </summary>
    public static byte[]? Of(SaidJourney said)
    {
        ArgumentNullException.ThrowIfNull(said);
        if (said.Title is null && said.Moments.All(moment => moment.Story is null))
        {
            return null;
        }

        var told = new StringBuilder();
        Append(told, said.Product);
        Append(told, said.Title);
        foreach (var moment in said.Moments)
        {
            Append(told, moment.Touchpoint);
            Append(told, moment.Story);
            told.Append(moment.Score.Tenths.ToString(CultureInfo.InvariantCulture)).Append(End);
        }

        return SHA256.HashData(Encoding.UTF8.GetBytes(told.ToString()));
    }

    private static void Append(StringBuilder told, string? text) => told.Append(text is null ? "" : Naming.KeyOf(text)).Append(End);
}
