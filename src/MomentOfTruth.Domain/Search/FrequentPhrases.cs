namespace MomentOfTruth.Domain.Search;

/// <summary>
/// The words and pairs of words that most of many stories contain. English words that every story has do not count; a Korean particle is
/// taken off where the stories themselves show that it is one: what is left occurs in them alone or with another particle too.
/// </summary>
public static class FrequentPhrases
{
    private const int FewestStories = 2, ShortestWord = 3, ShortestDense = 2;

    // Longest first: the first that fits is taken off.
    private static readonly string[] Particles =
    [
        "에서는", "에서도", "이라고", "으로는", "에서", "에게", "으로", "까지", "부터", "라고", "한테",
        "은", "는", "이", "가", "을", "를", "에", "로", "도", "의", "와", "과", "만",
    ];

    private static readonly HashSet<string> Common =
    [
        .. """
            about after again all also always and any are aren because been before being both but can cannot could couldn did didn does
            doesn doing don done down each even ever every few for from further get give given go going gone got had hadn has hasn have
            haven having her here hers him his how into isn its itself just let like made make many may me might more most much must my
            myself never not now off once one only other our out over own put said same say says shall she should shouldn since some still
            such take than that the their them then there these they this those though through told too took two under until upon use very
            want was wasn way well went were weren what when where which while who whom why will with without won would wouldn yet you your
            """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries),
        "그리고", "그런데", "그래서", "하지만", "그러나", "있습니다", "없습니다", "했습니다", "합니다", "입니다",
        "있었습니다", "것입니다", "했다", "있다", "없다", "한다", "된다", "되었다", "있었다",
        "제가", "저는", "내가", "나는", "너무", "정말", "다시", "하는", "있는",
        "없는", "그냥", "아주", "모두", "또한", "다른", "같은", "그것", "이것",
    ];

    /// <summary>The most frequent first; none that stands in a single story.</summary>
    public static IReadOnlyList<FrequentPhrase> Of(IEnumerable<string> stories, int most)
    {
        var worded = stories.Select(story => FoldedText.Of(story).Words).ToList();
        var stems = Stems(worded.SelectMany(words => words).Distinct().Where(IsHangul));
        var counts = new Dictionary<string, int>();
        foreach (var phrase in worded.SelectMany(words => Phrases(words, stems)))
        {
            counts[phrase] = counts.GetValueOrDefault(phrase) + 1;
        }

        var frequent = counts
            .Where(c => c.Value >= FewestStories)
            .OrderByDescending(c => c.Value)
            .ThenByDescending(c => c.Key.Contains(' ', StringComparison.Ordinal))
            .ThenBy(c => c.Key, StringComparer.Ordinal)
            .Select(c => new FrequentPhrase(c.Key, c.Value))
            .ToList();
        var pairs = frequent.Where(p => p.Text.Contains(' ', StringComparison.Ordinal)).ToList();

        // A word that is only ever half of a pair says no more than the pair.
        var halves = pairs.SelectMany(p => p.Text.Split(' '), (pair, half) => (half, pair.Stories)).ToHashSet();
        return [.. frequent.Where(p => !halves.Contains((p.Text, p.Stories))).Take(most)];
    }

    private static HashSet<string> Phrases(IReadOnlyList<string> words, Dictionary<string, string> stems)
    {
        var (phrases, before) = (new HashSet<string>(), (string?)null);
        foreach (var word in words)
        {
            var counted = IsCounted(word) ? stems.GetValueOrDefault(word, word) : null;
            if (counted is not null)
            {
                phrases.Add(counted);
                if (before is not null && before != counted)
                {
                    phrases.Add(before + ' ' + counted);
                }
            }

            before = counted;
        }

        return phrases;
    }

    private static bool IsCounted(string word) => !Common.Contains(word)
        && (FoldedText.IsDense(word) ? word.Length >= ShortestDense : word.Length >= ShortestWord && !word.All(char.IsDigit));

    private static bool IsHangul(string word) => word[0] is >= '\uAC00' and <= '\uD7A3';

    private static Dictionary<string, string> Stems(IEnumerable<string> words)
    {
        var stems = new Dictionary<string, string>();
        var forms = new Dictionary<string, int>();
        foreach (var word in words)
        {
            forms[word] = forms.GetValueOrDefault(word) + 1;
            if (StemOf(word) is { } stem)
            {
                stems[word] = stem;
                forms[stem] = forms.GetValueOrDefault(stem) + 1;
            }
        }

        return stems.Where(s => forms[s.Value] > 1).ToDictionary();
    }

    private static string? StemOf(string word)
    {
        var particle = Particles.FirstOrDefault(p => word.Length - p.Length >= ShortestDense && word.EndsWith(p, StringComparison.Ordinal));
        return particle is null ? null : word[..^particle.Length];
    }
}

/// <summary>A word, or two in a row, and how many stories contain it.</summary>
public sealed record FrequentPhrase(string Text, int Stories);
