using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Web.Site;

namespace MomentOfTruth.Web.Features.Intake;

/// <summary>SHA-256 of what was told of a journey, so that the same told twice is noticed without comparing texts.</summary>
public static class JourneyFingerprint
{
    // Never in a text that was accepted, so that no two tellings can be joined into the same letters.
    private const char End = '\0';

    /// <summary>
    /// Of the texts, however spaced or cased, and the scores. Null without a title or a story: many people have nothing to tell but a score,
    /// and are not the same for it.
    /// </summary>
    public static byte[]? Of(JourneyEntry said)
    {
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

/// <summary>
/// The receipt code of a journey that is not sent yet, sealed into the form that sends it. The same form sent twice has the same code,
/// and so is the same journey. A ticket is good for one draft only.
/// </summary>
public sealed class IssuedReceipt(IDataProtectionProvider protection)
{
    public string Issue(string draftKey) => ProtectorOf(draftKey).Protect(ReceiptCode.New().ToString());

    /// <summary>Null for what is no ticket of this draft.</summary>
    public ReceiptCode? Open(string draftKey, string? ticket) => ReceiptCode.TryParse(ProtectorOf(draftKey).TryUnprotect(ticket));

    private IDataProtector ProtectorOf(string draftKey) => protection.CreateProtector("receipt-ticket", draftKey);
}
