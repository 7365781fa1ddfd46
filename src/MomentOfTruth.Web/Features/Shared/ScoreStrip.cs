using MomentOfTruth.Domain.Scoring;
using MomentOfTruth.Domain.Text;

namespace MomentOfTruth.Web.Features.Shared;

/// <summary>What <c>_ScoreStrip</c> shows in a row of a list: the scores of a journey in their order, a zero as ✕.</summary>
public sealed record ScoreStrip(IReadOnlyList<Score> Scores)
{
    /// <summary>So many have room; of the others it is said how many they are, and whether there is a zero among them.</summary>
    public const int Most = 12;

    public IEnumerable<Score> Shown => Scores.Take(Most);

    public int Hidden => Math.Max(0, Scores.Count - Most);

    public bool HasZero => Scores.Any(score => score.IsZero);

    public bool HidesFirstZero => HasZero && !Shown.Any(score => score.IsZero);
}

/// <summary>A story in a row of a list.</summary>
public static class StoryLine
{
    /// <summary>So many characters of a story are enough to read for its line.</summary>
    public const int Read = 200;

    private const int Most = 80;

    /// <summary>One line of the story, cut between words where that is possible.</summary>
    public static string? Of(string? story)
    {
        if (story is null)
        {
            return null;
        }

        var line = string.Join(' ', story.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        if (line.Length <= Most)
        {
            return line;
        }

        var cut = PlainText.Cut(line, Most);
        return (cut.LastIndexOf(' ') is > Most / 2 and var space ? cut[..space] : cut) + "…";
    }
}
