namespace MomentOfTruth.Domain.Cases;

/// <summary>Whether the company's replies helped, as the customer says.</summary>
public enum Verdict
{
    Helped = 1,
    Partly = 2,
    DidNotHelp = 3,
}
