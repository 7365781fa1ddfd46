namespace MomentOfTruth.Web.Resources;

/// <summary>Names the resource files of the mails.</summary>
public sealed class MailText;
