using System.Globalization;
using MomentOfTruth.Domain.Text;

namespace MomentOfTruth.Web.Features.Imports;

/// <summary>Why a row was refused.</summary>
/// <param name="What">The reason, the same for all rows that have it.</param>
/// <param name="Text">What stands in the cell.</param>
/// <param name="Allowed">What may stand there.</param>
public sealed record Refusal(string What, string? Text = null, string? Allowed = null)
{
    private const int LongestQuote = 40, MostWords = 20;

    /// <summary>Of which lines, where they are not those of the refused row alone: <c>line 7</c>, <c>lines 6 to 8</c>.</summary>
    public string? Where { get; init; }

    /// <summary>What the text would be, where that is not certain.</summary>
    public string? Readings { get; init; }

    /// <summary>What rows have in common that are refused for the same reason.</summary>
    public string Kind => Allowed is null ? What : $"{What} ({Allowed})";

    public override string ToString() => string.Concat(
        Where is null ? "" : $"{Where}: ",
        What,
        string.IsNullOrEmpty(Text) ? "" : $": \"{Quoted(Text)}\"",
        (Readings ?? Allowed) is { } more ? $" ({more})" : "");

    /// <summary>The words that may stand in a cell.</summary>
    public static string OneOf(IEnumerable<string> words)
    {
        var known = words.Select(word => Quoted(word)).Distinct().ToList();
        return string.Join(", ", known.Take(MostWords))
            + (known.Count > MostWords ? string.Create(CultureInfo.InvariantCulture, $" and {known.Count - MostWords} more") : "");
    }

    /// <summary>A text from a file as a message shows it: on one line, and not whole if it is long.</summary>
    public static string Quoted(string text)
    {
        var line = PlainText.MendedName(text).Replace("\0", "", StringComparison.Ordinal).Trim();
        return line.Length > LongestQuote ? PlainText.Cut(line, LongestQuote) + "…" : line;
    }
}
