using System.Text.Json;
using Microsoft.Data.Sqlite;
using MomentOfTruth.Web.Data;

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
    private readonly SqliteStatement _add;

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
        Run("CREATE TABLE Rows (Number INTEGER PRIMARY KEY, Journey BLOB NOT NULL, Row TEXT NOT NULL)");
        Run("BEGIN");
        _add = new SqliteStatement(_file, "INSERT INTO Rows (Journey, Row) VALUES (?, ?)");
    }

    /// <param name="journey">Names the journey; null if nobody knows which it is: then the row stands alone.</param>
    /// <param name="row">The row.</param>
    public void Add(byte[]? journey, ImportRow row) =>
        _add.Run(journey ?? BitConverter.GetBytes(row.Line), JsonSerializer.Serialize(row));

    /// <summary>
    /// The rows of each journey, in the order of the file; the journeys in the order of their first rows. Rows of one that has too many are
    /// returned one by one, each with that problem.
    /// </summary>
    public IEnumerable<IReadOnlyList<ImportRow>> Journeys()
    {
        // The rows were added one behind the other, and are sorted by their journeys only now: the other way round each would be written
        // somewhere else. The journeys are sorted without their rows, which mostly stand together.
        Run("CREATE INDEX OfJourney ON Rows (Journey)");
        using var journeys = Reading("SELECT Journey, COUNT(*) FROM Rows GROUP BY Journey ORDER BY MIN(Number)");
        using var rows = Reading("SELECT Row FROM Rows WHERE Journey = $journey ORDER BY Number");
        var name = rows.Parameters.Add("$journey", SqliteType.Blob);
        using var journey = journeys.ExecuteReader();
        while (journey.Read())
        {
            var count = journey.GetInt32(1);
            name.Value = journey.GetFieldValue<byte[]>(0);
            using var row = rows.ExecuteReader();
            if (count <= MostRows)
            {
                var together = new List<ImportRow>(count);
                while (row.Read())
                {
                    together.Add(RowOf(row));
                }

                yield return together;
                continue;
            }

            var problem = FormattableString.Invariant($"the journey has more than {MostRows} rows");
            while (row.Read())
            {
                var one = RowOf(row);
                yield return [one with { Problem = one.Problem ?? new Refusal(problem) }];
            }
        }
    }

    public void Dispose()
    {
        _add.Dispose();
        _file.Dispose();
        _folder.Delete(recursive: true);
    }

    private static ImportRow RowOf(SqliteDataReader row) => JsonSerializer.Deserialize<ImportRow>(row.GetString(0))!;

    private SqliteCommand Reading(string text)
    {
        var command = _file.CreateCommand();
        command.CommandText = text;
        return command;
    }

    private void Run(string text)
    {
        using var command = Reading(text);
        command.ExecuteNonQuery();
    }
}
