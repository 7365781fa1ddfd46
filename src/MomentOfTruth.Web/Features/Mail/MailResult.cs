namespace MomentOfTruth.Web.Features.Mail;

/// <summary>What became of an attempt to send a mail.</summary>
/// <param name="Verdict">What to do next.</param>
/// <param name="Reason">In words without any address; null if it was sent.</param>
public sealed record MailResult(MailVerdict Verdict, string? Reason = null)
{
    public static MailResult Sent { get; } = new(MailVerdict.Sent);
}
