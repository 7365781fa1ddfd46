using System.Text;
using CsvHelper;
using MomentOfTruth.Domain.Companies;

namespace MomentOfTruth.Web.Features.Imports;

/// <summary>How the text of a CSV file is read: detected from its bytes, unless it is said.</summary>
public sealed record TextFormat(Encoding Encoding, char Separator)
{
    private const int SampleBytes = 256 * 1024, SampleRows = 50;

    private static readonly char[] Separators = [',', ';', '\t', '|'];

    public override string ToString() => $"{TextEncodings.NameOf(Encoding)}, separator {NameOf(Separator)}";

    /// <summary>Returns the format of the file, or why it cannot be read as text.</summary>
    /// <param name="path">The file.</param>
    /// <param name="columns">The columns that it should have: a separator with which it has them is preferred.</param>
    /// <param name="encoding">The encoding if it is said; else null.</param>
    /// <param name="separator">The separator if it is said; else null.</param>
    public static (TextFormat? Format, string? Problem) Of(string path, IReadOnlyList<string> columns, Encoding? encoding, char? separator)
    {
        using var file = File.OpenRead(path);
        if (TextEncodings.IsWorkbook(file))
        {
            return (null, "The file is a workbook, not text. Open it in its program, save it as \"CSV UTF-8\", and import that file.");
        }

        var (used, problem) = encoding is null
            ? TextEncodings.Detect(file)
            : (encoding, TextEncodings.ProblemOf(file, encoding));
        return problem is null ? (new TextFormat(used!, separator ?? SeparatorOf(file, used!, columns)), null) : (null, problem);
    }

    /// <summary>Returns a separator such as ";", "tab" or "\t"; null if the text is none.</summary>
    public static char? SeparatorOf(string text) => text switch
    {
        "tab" or "\\t" => '\t',
        [var letter] when char.IsAscii(letter) && !char.IsLetterOrDigit(letter) && letter is not ('"' or '\r' or '\n') => letter,
        _ => null,
    };

    public static string NameOf(char separator) => separator == '\t' ? "tab" : separator.ToString();

    /// <summary>The separator of a first line such as <c>sep=;</c>, which spreadsheets write and read; null of any other line.</summary>
    internal static char? HintOf(string line) =>
        line.Trim('"', ' ') is ['s' or 'S', 'e' or 'E', 'p' or 'P', '=', var hint] ? hint : null;

    // The one with which the first row has the most of the columns; else the most rows as wide as the first; else the most columns.
    private static char SeparatorOf(FileStream file, Encoding encoding, IReadOnlyList<string> columns)
    {
        var sample = Sample(file, encoding);
        if (HintOf(sample.Split('\n')[0].TrimEnd('\r')) is { } hint && char.IsAscii(hint))
        {
            return hint;
        }

        var keys = columns.Select(Naming.KeyOf).ToHashSet();
        return Separators.MaxBy(separator =>
        {
            var rows = Rows(sample, separator);
            var width = rows.Count == 0 ? 0 : rows[0].Count;
            return (
                width == 0 ? 0 : rows[0].Select(Naming.KeyOf).Distinct().Count(keys.Contains),
                width < 2 ? 0 : rows.Count(row => row.Count == width),
                width);
        });
    }

    private static List<IReadOnlyList<string>> Rows(string sample, char separator)
    {
        using var csv = CsvReader.Create(
            new StringReader(sample), CsvReaderOptions.Default with { HasHeader = false, Separator = separator }, leaveOpen: false);
        var rows = new List<IReadOnlyList<string>>();
        while (rows.Count < SampleRows && csv.Read())
        {
            rows.Add([.. Enumerable.Range(0, csv.FieldCount).Select(csv.GetString)]);
        }

        return rows;
    }

    private static string Sample(FileStream file, Encoding encoding)
    {
        file.Position = TextEncodings.PreambleOf(file, encoding);
        var bytes = new byte[SampleBytes];
        var read = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        return encoding.GetString(bytes, 0, read);
    }
}
