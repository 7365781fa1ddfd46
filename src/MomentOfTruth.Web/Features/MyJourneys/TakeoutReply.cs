namespace MomentOfTruth.Web.Features.MyJourneys;

/// <summary>What was written between the customer and the company of a downloaded journey.</summary>
/// <param name="From"><c>company</c> or <c>customer</c>.</param>
public sealed record TakeoutReply(int Number, string From, DateTime At, string Text);
