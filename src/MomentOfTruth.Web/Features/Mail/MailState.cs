namespace MomentOfTruth.Web.Features.Mail;

/// <summary>Whether this installation sends mail. Pages that need it ask, and say so if it does not.</summary>
public sealed record MailState(bool IsOn);
