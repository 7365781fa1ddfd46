using MomentOfTruth.Domain.Scoring;
using MomentOfTruth.Domain.Text;

namespace MomentOfTruth.Web.Features.Intake;

/// <summary>The scores as they are multiplied: <c>3 × 2 × 1</c>. Of many only the last stand there, after an ellipsis.</summary>
public static class Equation
{
    /// <summary>As many as stand on one line of a phone.</summary>
    public const int Most = 8;

    /// <summary>Scores that are missing have no factor. The script of the form writes the same.</summary>
    public static string Of(IEnumerable<Score?> scores)
    {
        var factors = scores.OfType<Score>().Select(score => score.ToString()).ToList();
        return string.Join(" × ", factors.Count <= Most ? factors : ["…", .. factors.TakeLast(Most)]);
    }
}

/// <summary>The first words of a story.</summary>
public static class FirstWords
{
    private const int MaxLetters = 60;

    /// <summary>On one line; with an ellipsis where it goes on.</summary>
    public static string Of(string? story)
    {
        var line = string.Join(' ', (story ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= MaxLetters ? line : PlainText.Cut(line, MaxLetters) + "…";
    }
}
