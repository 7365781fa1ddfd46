namespace MomentOfTruth.Web.Features.Mail;

/// <summary>A mail in plain words, to one address.</summary>
public sealed record Letter(string To, string Subject, string Text);
