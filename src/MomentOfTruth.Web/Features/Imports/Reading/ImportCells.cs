using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Domain.Text;
using MomentOfTruth.Web.Features.Exports;
using MomentOfTruth.Web.Site;

namespace MomentOfTruth.Web.Features.Imports;

/// <summary>Reads the cells of a row that the mapping names.</summary>
internal sealed class ImportCells(ImportMapping mapping, IReadOnlyList<string> header)
{
    private readonly ImportHeader _header = new(header);
    private readonly Dictionary<object, Dictionary<string, string>> _maps = new(ReferenceEqualityComparer.Instance);

    private readonly HashSet<string> _missing = [.. mapping.Missing.Select(word => word.Trim())];

    /// <summary>
    /// Returns the text without the guard against spreadsheets; null if the cell is empty or one of the missing words. A word of the
    /// field's map is what it means there, and another is no text either.
    /// </summary>
    public string? Text(ImportRow row, ImportField? field)
    {
        var text = Word(row, field);
        return field?.Map is null ? Known(text) : MapOf(field.Map).GetValueOrDefault(Naming.KeyOf(text));
    }

    /// <summary>Returns the text, or why it cannot be stored.</summary>
    public (string? Text, Refusal? Problem) Text(ImportRow row, ImportField? field, string name, int maxLength)
    {
        var text = Text(row, field);
        return text switch
        {
            null when field?.Map is { } map && Known(Word(row, field)) is { } word =>
                (null, new Refusal($"the {name} is not in the mapping", word, Refusal.OneOf(map.Keys))),
            null => (null, null),
            _ when maxLength == Naming.MaxName && !PlainText.IsName(text) =>
                (null, new Refusal($"the {name} has nothing that can be seen", text)),
            _ when text.Length > maxLength =>
                (null, new Refusal(FormattableString.Invariant($"the {name} is longer than {maxLength} characters"), text)),
            _ when text.Contains('\0', StringComparison.Ordinal) => (null, new Refusal($"the {name} holds a NUL")),
            _ => (text, null),
        };
    }

    /// <summary>Returns the cell of a rating; null if it is one of the missing words that no map explains.</summary>
    public string? Rating(ImportRow row, ImportScale scale)
    {
        var text = Cell(row, scale.Column!).Trim();
        return _missing.Contains(text) && scale.Map?.Keys.Any(word => Naming.KeyOf(word) == Naming.KeyOf(text)) != true ? null : text;
    }

    /// <summary>What stands in the cell, without the guard against spreadsheets; empty if there is none.</summary>
    public string Word(ImportRow row, ImportField? field)
    {
        var text = field?.Column is { } column ? Cell(row, column) : field?.Value;
        return text is null ? "" : PlainText.Mended(SpreadsheetText.Unguard(text.Trim())!).Trim();
    }

    // A row that is cut off has no cells at its end.
    private string Cell(ImportRow row, string column) => _header[column] < row.Cells.Count ? row.Cells[_header[column]] : "";

    private string? Known(string text) => text.Length == 0 || _missing.Contains(text) ? null : text;

    private Dictionary<string, string> MapOf(IReadOnlyDictionary<string, string> map)
    {
        if (!_maps.TryGetValue(map, out var byKey))
        {
            _maps[map] = byKey = map.ToDictionary(word => Naming.KeyOf(word.Key), word => word.Value);
        }

        return byKey;
    }
}

/// <summary>
/// The columns of a file, by names that are compared as names are elsewhere: case, width and spaces do not count. A column of our own files
/// is also found under its Korean heading.
/// </summary>
internal sealed class ImportHeader(IReadOnlyList<string> names)
{
    private const int MostNames = 60;

    private readonly ILookup<string, int> _columns = names.Index().ToLookup(column => Naming.KeyOf(column.Item), column => column.Index);
    private readonly Dictionary<string, int> _known = [];

    /// <summary>The place of a column that the file has.</summary>
    public int this[string column]
    {
        get
        {
            if (!_known.TryGetValue(column, out var index))
            {
                _known[column] = index = PlacesOf(column).First();
            }

            return index;
        }
    }

    /// <summary>Returns a message for each of the columns that the file lacks or has more than once.</summary>
    public IReadOnlyList<string> ProblemsOf(IEnumerable<string> columns)
    {
        var problems = new List<string>();
        var isMissing = false;
        foreach (var column in columns)
        {
            switch (PlacesOf(column).Count())
            {
                case 0:
                    isMissing = true;
                    problems.Add($"The file has no column \"{column}\". The nearest is \"{Refusal.Quoted(Nearest(column))}\".");
                    break;
                case > 1 and var count:
                    problems.Add(FormattableString.Invariant(
                        $"The file has {count} columns \"{column}\", which differ in case, width or spaces only. Rename one."));
                    break;
            }
        }

        if (isMissing)
        {
            var more = names.Count > MostNames ? FormattableString.Invariant($" and {names.Count - MostNames} more") : "";
            var known = names.Take(MostNames).Select(name => $"\"{Refusal.Quoted(name)}\"");
            problems.Add($"Its columns are: {string.Join(", ", known)}{more}.");
        }

        return problems;
    }

    private IEnumerable<int> PlacesOf(string column)
    {
        var places = _columns[Naming.KeyOf(column)];
        return !places.Any() && ExportColumns.KoreanOf(column) is { } korean ? _columns[Naming.KeyOf(korean)] : places;
    }

    private string Nearest(string column)
    {
        var key = Naming.KeyOf(column);
        return names.MinBy(name => Distance(key, PlainText.Cut(Naming.KeyOf(name), Naming.MaxName)))!;
    }

    // How many letters must be added, dropped or replaced to make one name the other.
    private static int Distance(string from, string to)
    {
        var row = Enumerable.Range(0, to.Length + 1).ToArray();
        for (var i = 1; i <= from.Length; i++)
        {
            var (diagonal, left) = (row[0], row[0] = i);
            for (var j = 1; j <= to.Length; j++)
            {
                left = Math.Min(Math.Min(left, row[j]) + 1, diagonal + (from[i - 1] == to[j - 1] ? 0 : 1));
                (diagonal, row[j]) = (row[j], left);
            }
        }

        return row[^1];
    }
}
