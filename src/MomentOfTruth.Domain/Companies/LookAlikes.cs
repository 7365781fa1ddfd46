using System.Text;

namespace MomentOfTruth.Domain.Companies;

/// <summary>In what two names are alike.</summary>
public enum Likeness
{
    /// <summary>They are the same but for spaces, signs and the form of the company.</summary>
    Same = 1,

    /// <summary>They mean the same kind of contact, in one language or in two.</summary>
    Meaning = 2,

    /// <summary>One is the other's Korean initial consonants.</summary>
    Initials = 3,

    /// <summary>A letter or two are different.</summary>
    Near = 4,
}

/// <summary>
/// Proposes which of many names may be one. Only names that share a block are compared: a block is what is left of a name when a letter or
/// two are left out of it, so that names a letter or two apart share one, and ten thousand names are not a hundred million comparisons.
/// </summary>
public static class LookAlikes
{
    // A name of more letters shares its first or its last ones with those near it.
    private const int LongestWhole = 24, OfLong = 8, LongEnoughForTwo = 8, MostInBlock = 200;

    private const char FirstSyllable = '가', LastSyllable = '힣';

    private const string Initial = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ";

    private const int Vowels = 21, Finals = 28;

    // As keys are written: in lower case, of one width, and without what is no letter and no digit.
    private static readonly string[] Forms =
        ["주식회사", "유한회사", "(주)", "(유)", " inc", " inc.", " ltd", " ltd.", " co.", " corp", " corp.", " gmbh", " llc", " plc", " ag"];

    /// <summary>The pairs of owners of which two names are alike, the most alike first.</summary>
    /// <param name="names">Keys of names, each with the number of whose it is; an owner may have several.</param>
    public static IReadOnlyList<(int One, int Other, Likeness Likeness)> Of(IReadOnlyList<(int Owner, string Key)> names)
    {
        var bare = names.Select(name => Bare(name.Key)).ToList();
        var blocks = new List<(int Hash, int Name)>();
        foreach (var (i, name) in bare.Index())
        {
            blocks.AddRange(BlocksOf(name).Distinct().Select(hash => (hash, i)));
        }

        blocks.Sort();
        var pairs = new Dictionary<(int, int), Likeness>();
        for (var (from, to) = (0, 0); from < blocks.Count; from = to)
        {
            for (to = from; to < blocks.Count && blocks[to].Hash == blocks[from].Hash && to - from < MostInBlock; to++)
            {
                for (var before = from; before < to; before++)
                {
                    Compare(blocks[before].Name, blocks[to].Name);
                }
            }

            while (to < blocks.Count && blocks[to].Hash == blocks[from].Hash)
            {
                to++;
            }
        }

        return
        [
            .. pairs.Select(pair => (pair.Key.Item1, pair.Key.Item2, pair.Value)).OrderBy(pair => pair.Value).ThenBy(pair => pair.Item1),
        ];

        void Compare(int one, int other)
        {
            var (a, b) = (names[one].Owner, names[other].Owner);
            var key = a < b ? (a, b) : (b, a);
            if (a != b && !(pairs.TryGetValue(key, out var known) && known == Likeness.Same)
                && Between(bare[one], bare[other]) is { } likeness && (known == default || likeness < known))
            {
                pairs[key] = likeness;
            }
        }
    }

    /// <summary>In what two names are alike; null if they are not.</summary>
    /// <param name="one">A key, see <see cref="Naming.KeyOf"/>.</param>
    /// <param name="other">Another.</param>
    public static Likeness? Compare(string one, string other) => Between(Bare(one), Bare(other));

    /// <summary>The initial consonants of a name of Korean syllables; null for any other.</summary>
    public static string? InitialsOf(string name) => name.Length > 0 && name.All(c => c is >= FirstSyllable and <= LastSyllable)
        ? string.Concat(name.Select(c => Initial[(c - FirstSyllable) / (Vowels * Finals)]))
        : null;

    private static Likeness? Between(string one, string other)
    {
        if (one.Length == 0 || other.Length == 0)
        {
            return null;
        }

        if (one == other)
        {
            return Likeness.Same;
        }

        if (one == InitialsOf(other) || other == InitialsOf(one))
        {
            return Likeness.Initials;
        }

        // Names that differ in a number are meant to: lines, shops, years.
        var areNear = DigitsOf(one) == DigitsOf(other) && (NearNames.AreNear(one, other) || AreNearSyllables(one, other));
        return areNear ? Likeness.Near : null;
    }

    // Short names of Korean syllables: one of them differs in its vowel or its end.
    private static bool AreNearSyllables(string one, string other) =>
        one.Length is 2 or 3 && one.Length == other.Length && InitialsOf(one) is { } initials && initials == InitialsOf(other)
        && one.Zip(other).Count(pair => pair.First != pair.Second) == 1
        && one.Zip(other).All(pair => (pair.First - FirstSyllable) / Finals == (pair.Second - FirstSyllable) / Finals
            || (pair.First - FirstSyllable) % Finals == (pair.Second - FirstSyllable) % Finals);

    private static string DigitsOf(string name) => string.Concat(name.Where(char.IsDigit));

    /// <summary>
    /// Letters and digits alone, without the form of the company. Initial consonants that stand alone are as they are typed.
    /// </summary>
    internal static string Bare(string key)
    {
        foreach (var form in Forms)
        {
            key = key.StartsWith(form.TrimStart(), StringComparison.Ordinal) && form[0] != ' ' ? key[form.Length..]
                : key.EndsWith(form, StringComparison.Ordinal) ? key[..^form.Length]
                : key;
        }

        var bare = new StringBuilder(key.Length);
        foreach (var c in key.Where(char.IsLetterOrDigit))
        {
            // Compatibility forms fold an initial that stands alone into the one of a syllable.
            bare.Append(c is >= '\u1100' and <= '\u1112' ? Initial[c - '\u1100'] : c);
        }

        return bare.ToString();
    }

    private static IEnumerable<int> BlocksOf(string name)
    {
        if (name.Length == 0)
        {
            yield break;
        }

        yield return HashOf(name);
        if ((InitialsOf(name) ?? (name.All(Initial.Contains) ? name : null)) is { } initials)
        {
            yield return ~HashOf(initials);
        }

        if (name.Length < NearNames.Shortest)
        {
            yield break;
        }

        if (name.Length > LongestWhole)
        {
            yield return HashOf("^" + name[..OfLong]);
            yield return HashOf("$" + name[^OfLong..]);
            yield break;
        }

        for (var i = 0; i < name.Length; i++)
        {
            var less = name.Remove(i, 1);
            yield return HashOf(less);
            for (var j = i; name.Length >= LongEnoughForTwo && j < less.Length; j++)
            {
                yield return HashOf(less.Remove(j, 1));
            }
        }
    }

    private static int HashOf(string text) => string.GetHashCode(text, StringComparison.Ordinal);
}
