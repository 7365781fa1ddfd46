using System.Runtime.InteropServices;

namespace MomentOfTruth.Domain.Search;

/// <summary>
/// What an index of stories holds: numbers, each standing for a piece of a word in one company. So a look-up never meets another company's
/// stories, nothing that a person types is syntax, and both engines index the same. Two pieces may share a number: the index finds
/// candidates, and their text decides.
/// </summary>
internal static class SearchTerms
{
    // A word that begins with what was typed is found by its first letters; the rest is the text's to decide.
    private const int ShortestBeginning = 3, LongestBeginning = 6;

    /// <summary>Whether a word is looked for as it is: too many words begin with so few letters.</summary>
    public static bool IsMeantWhole(string word) => word.Length < ShortestBeginning;

    /// <summary>The terms by which the word can be asked for.</summary>
    public static void AddOffered(string word, uint company, HashSet<int> terms)
    {
        if (FoldedText.IsDense(word))
        {
            AddPairs(word, company, terms, withSingles: true);
            return;
        }

        terms.Add(Number(company, word));
        for (var length = ShortestBeginning; length <= LongestBeginning && length < word.Length; length++)
        {
            terms.Add(Number(company, word.AsSpan(0, length)));
        }
    }

    /// <summary>The terms that every text has that contains the word.</summary>
    public static void AddAsked(string word, uint company, bool isWhole, HashSet<int> terms)
    {
        if (FoldedText.IsDense(word))
        {
            AddPairs(word, company, terms, withSingles: false);
            return;
        }

        terms.Add(Number(company, isWhole || word.Length < LongestBeginning ? word : word.AsSpan(0, LongestBeginning)));
    }

    /// <summary>Where the numbers of a company begin.</summary>
    public static uint SeedOf(Guid company) => Mix(2166136261, MemoryMarshal.AsBytes([company]));

    private static void AddPairs(string word, uint company, HashSet<int> terms, bool withSingles)
    {
        var (before, at) = (-1, 0);
        foreach (var rune in word.EnumerateRunes())
        {
            var end = at + rune.Utf16SequenceLength;
            if (withSingles || end - at == word.Length)
            {
                terms.Add(Number(company, word.AsSpan(at, end - at)));
            }

            if (before >= 0)
            {
                terms.Add(Number(company, word.AsSpan(before, end - before)));
            }

            (before, at) = (at, end);
        }
    }

    private static int Number(uint company, ReadOnlySpan<char> piece) => (int)Mix(company, MemoryMarshal.AsBytes(piece));

    // FNV-1a: the same on every machine and in every version, which the framework's own hash codes are not.
    private static uint Mix(uint hash, ReadOnlySpan<byte> bytes)
    {
        foreach (var value in bytes)
        {
            hash = (hash ^ value) * 16777619;
        }

        return hash;
    }
}
