namespace MomentOfTruth.Domain.Cases;

/// <summary>Whether the company is still at work on a journey.</summary>
public enum CaseStatus
{
    Open = 1,
    Closed = 2,
}
