using System.Runtime.InteropServices;

namespace MomentOfTruth.Domain.Search;

/// <summary>
/// Measure J: the words by which the stories of zeros differ from other stories of the same touchpoint. With y the stories that have a
/// word, n all words of the stories (each once a story), 1 for zeros and 2 for the others:
/// δ = ln((y₁+α)/(n₁+α₀−y₁−α)) − ln((y₂+α)/(n₂+α₀−y₂−α)) and z = δ/√(1/(y₁+α)+1/(y₂+α)). The prior α is the word's share of all words
/// times α₀, as many observations as there are different words (B. L. Monroe, M. P. Colaresi and K. M. Quinn, Fightin' Words, Political
/// Analysis 16, 2008).
/// </summary>
/// <remarks>
/// English words are folded over singular and plural, and said as most stories have them. Korean words are folded over their particles
/// without a dictionary: see <see cref="KoreanStems"/>.
/// </remarks>
/// <param name="Zeros">How many stories of zeros there are.</param>
/// <param name="Others">How many other stories.</param>
/// <param name="Words">Those that mark zeros, the surest first.</param>
public sealed record MarkingWords(long Zeros, long Others, IReadOnlyList<MarkingWord> Words)
{
    /// <summary>The z from which a word is shown.</summary>
    public const double ShownFrom = 1.96;

    /// <summary>
    /// So many different words are held at once. Where stories have more, those that were in fewest so far are let go of, so that a word
    /// that is rare at first may count a few stories less than have it.
    /// </summary>
    public const int MostDifferent = 200_000;

    // A word of one story is one customer's.
    private const int FewestStories = 2;

    // What is longer is no word: runs of a script without spaces, or of letters held down.
    private const int LongestWord = 30;

    /// <summary>Reads the stories once.</summary>
    /// <param name="stories">Texts of moments at one touchpoint, and whether the moment scored zero.</param>
    /// <param name="most">At most so many words.</param>
    /// <param name="mostDifferent">At most so many different words are held at once.</param>
    public static MarkingWords Of(IEnumerable<(string Text, bool IsZero)> stories, int most, int mostDifferent = MostDifferent)
    {
        var (counts, forms) = (new Dictionary<string, StoryCount>(), new Dictionary<string, StoryCount>());
        var (all, keys) = (new StoryCount(), new HashSet<string>());
        foreach (var (text, isZero) in stories)
        {
            all = all.With(isZero);
            keys.Clear();
            foreach (var word in FoldedText.Of(text).Words.Where(w => w.Length <= LongestWord && CountedWords.IsCounted(w)).Distinct())
            {
                Count(forms, word, isZero);
                keys.UnionWith(KeysOf(word));
            }

            foreach (var key in keys)
            {
                Count(counts, key, isZero);
            }

            Bound(counts, mostDifferent);
            Bound(forms, mostDifferent);
        }

        return new MarkingWords(all.Zeros, all.Others, Marking(Folded(counts, forms), most));
    }

    // Each word with the stories that have it in any form. A Korean stem was counted for every form that it may be the stem of.
    private static List<(string Word, StoryCount Count)> Folded(
        Dictionary<string, StoryCount> counts, Dictionary<string, StoryCount> forms)
    {
        var stems = new KoreanStems(forms.Where(f => CountedWords.IsHangul(f.Key)).Select(f => (f.Key, f.Value.N)));
        return
        [
            .. forms
                .GroupBy(form => CountedWords.IsHangul(form.Key) ? stems.Of(form.Key) : SingularOf(form.Key))
                .Where(same => counts.ContainsKey(same.Key))
                .Select(same => (
                    CountedWords.IsHangul(same.Key)
                        ? same.Key
                        : same.OrderByDescending(form => form.Value.N).ThenBy(form => form.Key, StringComparer.Ordinal).First().Key,
                    counts[same.Key])),
        ];
    }

    private static List<MarkingWord> Marking(List<(string Word, StoryCount Count)> words, int most)
    {
        // A single word is all that is said of zeros and of the others alike.
        if (words.Count < 2)
        {
            return [];
        }

        double n1 = words.Sum(w => w.Count.Zeros), n2 = words.Sum(w => w.Count.Others), prior = words.Count;
        return
        [
            .. words
                .Where(w => w.Count.Zeros >= FewestStories)
                .Select(w =>
                {
                    var alpha = prior * w.Count.N / (n1 + n2);
                    double y1 = w.Count.Zeros + alpha, y2 = w.Count.Others + alpha;
                    var delta = Math.Log(y1 / (n1 + prior - y1)) - Math.Log(y2 / (n2 + prior - y2));
                    return new MarkingWord(
                        w.Word, w.Count.Zeros, w.Count.Others, delta, delta / Math.Sqrt((1 / y1) + (1 / y2)));
                })
                .Where(w => w.Z >= ShownFrom)
                .OrderByDescending(w => w.Z)
                .ThenBy(w => w.Word, StringComparer.Ordinal)
                .Take(most),
        ];
    }

    private static IEnumerable<string> KeysOf(string word) =>
        CountedWords.IsHangul(word) ? KoreanStems.Candidates(word).Prepend(word) : [SingularOf(word)];

    // Good enough to bring both forms together: the word that is shown is one that stands in the stories.
    internal static string SingularOf(string word)
    {
        bool Ends(params ReadOnlySpan<string> endings)
        {
            foreach (var ending in endings)
            {
                if (word.EndsWith(ending, StringComparison.Ordinal))
                {
                    return true;
                }
            }

            return false;
        }

        return word.Length < 4 || !Ends("s") || Ends("ss", "us", "is") ? word
            : word.Length > 4 && Ends("ies") ? word[..^3] + 'y'
            : Ends("shes", "ches", "xes", "zes", "sses") ? word[..^2]
            : word[..^1];
    }

    private static void Count(Dictionary<string, StoryCount> counts, string key, bool isZero)
    {
        ref var count = ref CollectionsMarshal.GetValueRefOrAddDefault(counts, key, out _);
        count = count.With(isZero);
    }

    // The rarest go, until a quarter is free, so that this is seldom (in the manner of lossy counting; G. S. Manku and R. Motwani, 2002).
    private static void Bound(Dictionary<string, StoryCount> counts, int most)
    {
        for (var rare = 1; counts.Count > (rare == 1 ? most : most * 3 / 4); rare++)
        {
            foreach (var key in counts.Where(c => c.Value.N <= rare).Select(c => c.Key).ToList())
            {
                counts.Remove(key);
            }
        }
    }
}

/// <summary>A word that marks zeros.</summary>
/// <param name="Zeros">The stories of zeros that have it.</param>
/// <param name="Others">The other stories that have it.</param>
/// <param name="Delta">δ: how much the logarithm of its odds is larger in zeros.</param>
/// <param name="Z">δ in standard errors.</param>
public sealed record MarkingWord(string Word, long Zeros, long Others, double Delta, double Z)
{
    /// <summary>Whether a story has the word, in any of its forms.</summary>
    public bool StandsIn(string story) => FoldedText.Of(story).Words.Any(CountedWords.IsHangul(Word)
        ? word => word.StartsWith(Word, StringComparison.Ordinal)
        : word => MarkingWords.SingularOf(word) == MarkingWords.SingularOf(Word));
}

/// <summary>How many stories have something.</summary>
internal readonly record struct StoryCount(long Zeros, long Others)
{
    public long N => Zeros + Others;

    public StoryCount With(bool isZero) => isZero ? this with { Zeros = Zeros + 1 } : this with { Others = Others + 1 };
}
