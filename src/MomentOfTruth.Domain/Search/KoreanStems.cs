using System.Runtime.InteropServices;
using MomentOfTruth.Domain.Text;

namespace MomentOfTruth.Domain.Search;

/// <summary>
/// The stems of Korean words, found in the stories themselves without a dictionary. A word may be a stem and one or several particles, each
/// in the form that follows that sound. It is taken for that if its stem has three different endings in the stories, none being one; with
/// two, only if the stem coheres no less than the word. The cohesion of c1…cn is P(c1…cn | c1)^(1/(n−1)): how surely each syllable
/// follows those before it (the L-tokenizer of H. Kim, soynlp, 2014).
/// </summary>
internal sealed class KoreanStems
{
    private const string Plural = "들";

    // Plural, place and topic: 직원들에게는.
    private const int MostParticles = 3;

    private const int ManyEndings = 3;

    // Subject, object, topic, possession and "too" come last: 고양이가 is not 고양, 이 and 가.
    private static readonly HashSet<string> Last = ["은", "는", "이", "가", "을", "를", "의", "도"];

    // The particles whose form depends on the sound before them, with both forms.
    private static readonly Dictionary<string, string> Pairs =
        new[] { "은/는", "이/가", "을/를", "과/와", "으로/로", "으로는/로는", "이라고/라고" }
            .SelectMany(pair => pair.Split('/'), (pair, form) => (form, pair))
            .ToDictionary(p => p.form, p => p.pair);

    private readonly Dictionary<string, long> _beginnings = [];
    private readonly Dictionary<string, int> _endings = [];

    /// <param name="words">The different Korean words, and how many stories have each.</param>
    public KoreanStems(IEnumerable<(string Word, long Stories)> words)
    {
        foreach (var (word, stories) in words)
        {
            for (var length = 1; length <= word.Length; length++)
            {
                CollectionsMarshal.GetValueRefOrAddDefault(_beginnings, word[..length], out _) += stories;
            }

            foreach (var stem in Candidates(word).Append(word))
            {
                CollectionsMarshal.GetValueRefOrAddDefault(_endings, stem, out _)++;
            }
        }
    }

    /// <summary>All that may be the stem of a word, but for the word itself.</summary>
    public static IReadOnlySet<string> Candidates(string word)
    {
        var found = new HashSet<string>();
        AddStems(word, MostParticles, CountedWords.Particles.Append(Plural), found);
        return found;
    }

    /// <summary>The stem of one of the words; the word itself if it has no other.</summary>
    public string Of(string word)
    {
        var candidates = Candidates(word).Where(stem => _endings[stem] > 1).ToList();
        var sure = candidates.Where(stem => _endings[stem] >= ManyEndings).ToList();
        return (sure.Count > 0 ? sure : [.. candidates, word])
            .OrderByDescending(CohesionOf)
            .ThenBy(stem => stem.Length)
            .First();
    }

    private static void AddStems(string word, int most, IEnumerable<string> particles, HashSet<string> found)
    {
        if (most == 0)
        {
            return;
        }

        foreach (var particle in particles)
        {
            if (word.Length - particle.Length < CountedWords.ShortestDense || !word.EndsWith(particle, StringComparison.Ordinal))
            {
                continue;
            }

            var stem = word[..^particle.Length];
            if ((!Pairs.TryGetValue(particle, out var pair) || KoreanParticle.After(stem, pair) == particle) && found.Add(stem))
            {
                AddStems(stem, most - 1, CountedWords.Particles.Append(Plural).Where(p => !Last.Contains(p)), found);
            }
        }
    }

    private double CohesionOf(string stem) =>
        Math.Pow((double)_beginnings[stem] / _beginnings[stem[..1]], 1.0 / (stem.Length - 1));
}
