namespace MomentOfTruth.Domain.Companies;

/// <summary>
/// Whether two names are so nearly the same that one may be a slip of the other: a letter too many, too few or another one, or two that
/// changed places (the restricted Damerau-Levenshtein distance).
/// </summary>
public static class NearNames
{
    /// <summary>Shorter names are not compared: most names of three letters are near each other.</summary>
    public const int Shortest = 4;

    /// <summary>Near names begin or end with this many same letters.</summary>
    public const int Same = 2;

    private const int LongEnoughForTwo = 8;

    /// <summary>The key of a name without its spaces: people write them or not.</summary>
    /// <param name="key">A key, see <see cref="Naming.KeyOf"/>.</param>
    public static string Dense(string key) => key.Replace(" ", "", StringComparison.Ordinal);

    /// <summary>Whether at most one change, or two in a name of eight letters or more, makes one of the other.</summary>
    /// <param name="one">A key without spaces.</param>
    /// <param name="other">Another.</param>
    public static bool AreNear(string one, string other)
    {
        var shorter = Math.Min(one.Length, other.Length);
        return shorter >= Shortest && Distance(one, other) <= (shorter < LongEnoughForTwo ? 1 : 2);
    }

    private static int Distance(string one, string other)
    {
        var (before, last, next) = (new int[other.Length + 1], new int[other.Length + 1], new int[other.Length + 1]);
        for (var j = 0; j <= other.Length; j++)
        {
            last[j] = j;
        }

        for (var i = 1; i <= one.Length; i++)
        {
            next[0] = i;
            for (var j = 1; j <= other.Length; j++)
            {
                var change = one[i - 1] == other[j - 1] ? 0 : 1;
                next[j] = Math.Min(Math.Min(next[j - 1], last[j]) + 1, last[j - 1] + change);
                if (i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1])
                {
                    next[j] = Math.Min(next[j], before[j - 2] + 1);
                }
            }

            (before, last, next) = (last, next, before);
        }

        return last[other.Length];
    }
}
