using MomentOfTruth.Domain.Statistics;

namespace MomentOfTruth.Domain.Cases;

/// <summary>What became of a company's cases: what its customers say beside what it says itself.</summary>
/// <param name="Solved">Of the cases whose customers gave a verdict, those whom the answer helped.</param>
/// <param name="Closed">Of all cases, those that the company has closed.</param>
/// <param name="FirstAnswer">How long half of the answered customers waited for the first answer at most; null without any.</param>
public sealed record CaseOutcomes(Proportion Solved, Proportion Closed, TimeSpan? FirstAnswer)
{
    /// <param name="cases">Status and verdict of each.</param>
    /// <param name="waits">How long each of those that were answered waited for its first reply, in any order.</param>
    public static CaseOutcomes Of(IReadOnlyCollection<(CaseStatus Status, Verdict? Verdict)> cases, IReadOnlyCollection<TimeSpan> waits) => new(
        new Proportion(cases.Count(c => c.Verdict == Verdict.Helped), cases.Count(c => c.Verdict is not null)),
        new Proportion(cases.Count(c => c.Status == CaseStatus.Closed), cases.Count),
        waits.Count == 0 ? null : UsualAnswer.MedianOf(waits));
}
