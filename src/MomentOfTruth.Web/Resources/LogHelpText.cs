namespace MomentOfTruth.Web.Resources;

/// <summary>Texts that help with the customer's form: drafts, suggestions, questions before sending.</summary>
public sealed class LogHelpText;
