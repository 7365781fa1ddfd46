using MomentOfTruth.Domain.Scoring;

namespace MomentOfTruth.Web.Features.Intake;

/// <summary>What was told beside the moment of the page: the latest few, folded into a line each, and what the scores make together.</summary>
/// <param name="Lines">The lines that are shown, in the customer's order.</param>
/// <param name="Hidden">How many earlier moments are told and not shown: a page's weight does not grow with its journey.</param>
/// <param name="Scores">The scores of all moments in their order; null where one is missing. The page's own is at <paramref name="At"/>.</param>
/// <param name="At">Index of the page's moment among the scores.</param>
public sealed record ToldMoments(IReadOnlyList<ToldLine> Lines, int Hidden, IReadOnlyList<Score?> Scores, int At)
{
    /// <summary>As many lines as a page shows unasked.</summary>
    public const int MostLines = 5;

    public static readonly ToldMoments None = new([], 0, [null], 0);

    /// <summary>What is left of the promise, 0 to 1; null as long as nothing is scored.</summary>
    public double? Left => Scores.All(score => score is null) ? null : LeftAfter(Scores.Count);

    public static ToldMoments Of(JourneyInput draft, MomentInput current, int position, bool all)
    {
        var moments = draft.Moments.Select(m => m.Key == current.Key ? current : m).ToList();
        if (position > moments.Count)
        {
            moments.Add(current);
        }

        var told = new ToldMoments([], 0, [.. moments.Select(ScoreOf)], position - 1);
        var others = Enumerable.Range(1, moments.Count).Where(n => n != position).ToList();
        var shown = others.Skip(all ? 0 : Math.Max(0, others.Count - MostLines)).ToList();
        return told with
        {
            Hidden = others.Count - shown.Count,
            Lines = [.. shown.Select(n => new ToldLine(
                n, moments[n - 1], ScoreOf(moments[n - 1]), told.LeftAfter(n), n > 1, n < draft.Moments.Count))],
        };
    }

    private static Score? ScoreOf(MomentInput moment) => Score.TryParse(moment.Score, out var score) ? score : null;

    // One rule: what is left after some moments is what the rule says of them.
    private double LeftAfter(int count) =>
        JourneyFacts.Of([.. Scores.Take(count).OfType<Score>().Select(score => new ScoredMoment(Guid.Empty, score))]).Product;
}

/// <summary>A moment that was told, as one line.</summary>
/// <param name="Position">Its place, from 1.</param>
/// <param name="Score">Null as long as it has none that can be read.</param>
/// <param name="Left">What is left of the promise after it, 0 to 1.</param>
public sealed record ToldLine(int Position, MomentInput Input, Score? Score, double Left, bool CanGoUp, bool CanGoDown);
