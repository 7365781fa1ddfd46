namespace MomentOfTruth.Domain.Search;

/// <summary>A few words of a story around what was looked for.</summary>
/// <param name="Pieces">One after the other; whether each is what was looked for.</param>
public sealed record Excerpt(IReadOnlyList<(string Text, bool IsMatch)> Pieces)
{
    private const int Before = 40, After = 80;
    private const string Cut = "…";

    /// <summary>Takes it from the text that has most of the words. Returns null if no text has any of them.</summary>
    public static Excerpt? Of(SearchQuery query, IEnumerable<string> texts)
    {
        var best = texts
            .Select(text => (Text: text, Folded: FoldedText.Of(text)))
            .Select(text => (
                text.Text,
                text.Folded,
                Found: query.Needles.Count(needle => text.Folded.Text.Contains(needle, StringComparison.Ordinal))))
            .Where(text => text.Found > 0)
            .OrderByDescending(text => text.Found)
            .FirstOrDefault();
        return best.Text is null ? null : Around(best.Text, Matches(query, best.Folded));
    }

    private static List<(int Start, int End)> Matches(SearchQuery query, FoldedText folded)
    {
        var matches = new List<(int Start, int End)>();
        foreach (var needle in query.Needles)
        {
            var word = needle.Trim();
            for (var at = folded.Text.IndexOf(needle, StringComparison.Ordinal);
                at >= 0;
                at = folded.Text.IndexOf(needle, at + 1, StringComparison.Ordinal))
            {
                matches.Add(folded.PlaceOf(at + (needle[0] == ' ' ? 1 : 0), word.Length));
            }
        }

        matches.Sort();
        return matches;
    }

    private static Excerpt Around(string text, List<(int Start, int End)> matches)
    {
        var (first, pieces) = (matches[0], new List<(string, bool)>());
        var start = WordFrom(text, first.Start - Before, first.Start);
        var end = WordTo(text, first.End, first.End + After);
        var at = start;
        foreach (var match in matches.Where(m => m.End <= end && m.Start >= start))
        {
            // One of the words may be a part of another, or overlap it.
            var from = Math.Max(match.Start, at);
            if (match.End <= from)
            {
                continue;
            }

            pieces.Add(((at == start && start > 0 ? Cut : "") + text[at..from], false));
            pieces.Add((text[from..match.End], true));
            at = match.End;
        }

        pieces.Add((text[at..end] + (end < text.Length ? Cut : ""), false));
        return new Excerpt([.. pieces.Where(piece => piece.Item1.Length > 0)]);
    }

    private static int WordFrom(string text, int from, int match)
    {
        if (from <= 0)
        {
            return 0;
        }

        var space = text.AsSpan(from, match - from).IndexOf(' ');
        var start = space < 0 ? from : from + space + 1;
        return char.IsLowSurrogate(text[start]) ? start + 1 : start;
    }

    private static int WordTo(string text, int match, int to)
    {
        if (to >= text.Length)
        {
            return text.Length;
        }

        var space = text.AsSpan(match, to - match).LastIndexOf(' ');
        var end = space <= 0 ? to : match + space;
        return char.IsLowSurrogate(text[end]) ? end - 1 : end;
    }
}
