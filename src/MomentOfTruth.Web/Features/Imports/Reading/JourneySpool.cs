using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace MomentOfTruth.Web.Features.Imports;

/// <summary>
/// Gathers the rows of each journey of a long file wherever they stand. They wait in a temporary file and not in memory, whatever the size
/// of the file.
/// </summary>
internal sealed class JourneySpool : IDisposable
{
    /// <summary>More rows are no journey: most of them would have to be moments.</summary>
    public const int MostRows = 1000;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("import-");
    private readonly SqliteConnection _file;
    private readonly SqliteTransaction _transaction;
    private readonly SqliteCommand _add;

    /// <summary>The folder can be read by this user alone: the rows are customers' words.</summary>
    public JourneySpool()
    {
        _file = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = Path.Combine(_folder.FullName, "rows.db"),
            Pooling = false,
        }.ConnectionString);
        _file.Open();
        Run("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA locking_mode=EXCLUSIVE; PRAGMA temp_store=FILE");
        Run("CREATE TABLE Rows (Journey BLOB, Line INTEGER, Row TEXT, PRIMARY KEY (Journey, Line)) WITHOUT ROWID");
        _transaction = _file.BeginTransaction();
        _add = _file.CreateCommand();
        _add.Transaction = _transaction;
        _add.CommandText = "INSERT INTO Rows VALUES ($journey, $line, $row)";
        foreach (var name in new[] { "$journey", "$line", "$row" })
        {
            _add.Parameters.Add(new SqliteParameter { ParameterName = name });
        }
    }

    /// <param name="journey">Names the journey; null if nobody knows which it is: then the row stands alone.</param>
    /// <param name="row">The row.</param>
    public void Add(byte[]? journey, ImportRow row)
    {
        _add.Parameters[0].Value = journey ?? BitConverter.GetBytes(row.Line);
        _add.Parameters[1].Value = row.Line;
        _add.Parameters[2].Value = JsonSerializer.Serialize(row);
        _add.ExecuteNonQuery();
    }

    /// <summary>
    /// The rows of each journey, in the order of the file; the journeys in the order of their first rows. Rows of one that has too many are
    /// returned one by one, each with that problem.
    /// </summary>
    public IEnumerable<IReadOnlyList<ImportRow>> Journeys()
    {
        using var command = _file.CreateCommand();
        command.Transaction = _transaction;
        command.CommandText = """
            SELECT r.Row, g.N FROM (SELECT Journey, MIN(Line) AS First, COUNT(*) AS N FROM Rows GROUP BY Journey) AS g
            JOIN Rows AS r ON r.Journey = g.Journey ORDER BY g.First, r.Line
            """;
        using var reader = command.ExecuteReader();
        var journey = new List<ImportRow>();
        while (reader.Read())
        {
            var (row, count) = (JsonSerializer.Deserialize<ImportRow>(reader.GetString(0))!, reader.GetInt32(1));
            if (count > MostRows)
            {
                var problem = FormattableString.Invariant($"the journey has more than {MostRows} rows");
                yield return [row with { Problem = row.Problem ?? new Refusal(problem) }];
                continue;
            }

            journey.Add(row);
            if (journey.Count == count)
            {
                yield return journey;
                journey = [];
            }
        }
    }

    public void Dispose()
    {
        _add.Dispose();
        _transaction.Dispose();
        _file.Dispose();
        _folder.Delete(recursive: true);
    }

    private void Run(string text)
    {
        using var command = _file.CreateCommand();
        command.CommandText = text;
        command.ExecuteNonQuery();
    }
}
