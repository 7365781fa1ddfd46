namespace MomentOfTruth.Domain.Search;

/// <summary>What a journey can be found by: its title and the stories told in it.</summary>
public sealed class SearchableText
{
    private readonly Guid _company;

    private SearchableText(Guid company, string text) => (_company, Text) = (company, text);

    /// <summary>The folded texts, one a line, so that no word spans two of them.</summary>
    public string Text { get; }

    /// <summary>Returns null if there is no word in any of the texts.</summary>
    public static SearchableText? Of(Guid company, IEnumerable<string?> texts)
    {
        var folded = texts.OfType<string>().Select(text => FoldedText.Of(text).Text).Where(text => text.Length > 1).ToList();
        return folded.Count == 0 ? null : new SearchableText(company, string.Join('\n', folded));
    }

    /// <summary>The same text, folded before, as one of another company's: its terms are others.</summary>
    public static SearchableText Folded(Guid company, string text) => new(company, text);

    /// <summary>Each once, in a fixed order.</summary>
    public int[] Terms()
    {
        var (seed, terms) = (SearchTerms.SeedOf(_company), new HashSet<int>());
        foreach (var word in Text.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries).Distinct())
        {
            SearchTerms.AddOffered(word, seed, terms);
        }

        return [.. terms.Order()];
    }
}
