namespace MomentOfTruth.Domain.Search;

/// <summary>
/// What a search looks for: all of its words, in any order. A word is found at the beginning of another, in scripts without spaces between
/// words anywhere in it; a word of one or two letters only as it is. No character has a meaning of its own.
/// </summary>
public sealed class SearchQuery : IEquatable<SearchQuery>
{
    public const int MaxLength = 100;

    private SearchQuery(string text, IReadOnlyList<string> needles) => (Text, Needles) = (text, needles);

    /// <summary>As it was typed.</summary>
    public string Text { get; }

    /// <summary>A journey is found if its <see cref="SearchableText.Text"/> contains each of these.</summary>
    public IReadOnlyList<string> Needles { get; }

    /// <summary>Returns null if the text has no word, is too long, or has control characters.</summary>
    public static SearchQuery? Parse(string text)
    {
        text = text.Trim();
        if (text.Length > MaxLength || text.Any(char.IsControl))
        {
            return null;
        }

        var needles = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
            .Select(NeedleOf)
            .OfType<string>()
            .Distinct()
            .ToList();
        return needles.Count == 0 ? null : new SearchQuery(text, needles);
    }

    /// <summary>The terms that every journey of the company has that is to be found; others may have them too.</summary>
    public int[] TermsIn(Guid company)
    {
        var (seed, terms) = (SearchTerms.SeedOf(company), new HashSet<int>());
        foreach (var needle in Needles)
        {
            var words = needle.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            foreach (var (number, word) in words.Index())
            {
                // Only the last part of what was typed as one word may be the beginning of a longer one.
                SearchTerms.AddAsked(word, seed, isWhole: number < words.Length - 1, terms);
            }
        }

        return [.. terms.Order()];
    }

    public bool Equals(SearchQuery? other) => other is not null && Text == other.Text;

    public override bool Equals(object? obj) => Equals(obj as SearchQuery);

    public override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);

    public override string ToString() => Text;

    private static string? NeedleOf(string typed)
    {
        var words = FoldedText.Of(typed).Words;
        if (words.Count == 0)
        {
            return null;
        }

        var begins = FoldedText.IsDense(words[0]) ? "" : " ";
        var ends = !FoldedText.IsDense(words[^1]) && SearchTerms.IsMeantWhole(words[^1]) ? " " : "";
        return begins + string.Join(' ', words) + ends;
    }
}
