using System.Buffers.Binary;
using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using MomentOfTruth.Domain.Companies;

namespace MomentOfTruth.Web.Features.Imports;

/// <summary>
/// Gives every journey of a file a key, so that importing the file again adds nothing: its own id, or a hash of the row and its ordinal
/// among identical rows of the file. Keeps 16 bytes of each row in memory.
/// </summary>
internal sealed class ImportKeys(ImportMapping mapping, ImportCells cells)
{
    /// <summary>Identical rows have the same beginning of their keys, up to the ordinal.</summary>
    public const int RowPrefix = 48;

    private const int MaxId = 180;

    private readonly Dictionary<UInt128, int> _seen = [];

    /// <summary>
    /// Returns the key of the journey that begins with this row, or why it has no key. Call it once for each journey, in the order of the
    /// file.
    /// </summary>
    public (string? Key, Refusal? Problem) Next(ImportRow first)
    {
        var field = mapping.ExternalId ?? (mapping.IsLong ? mapping.Journey : null);
        if (field is null)
        {
            var row = Hash(first.Cells);
            return (OfRow($"row:{Base64Url.EncodeToString(row)}:", Count(row)), null);
        }

        var (id, problem) = cells.Text(first, field, "journey's id", MaxId);
        if (id is null)
        {
            return (null, problem ?? new Refusal("the journey has no id"));
        }

        // An id is unique within its company.
        return Count(Hash([Naming.KeyOf(cells.Text(first, mapping.Company) ?? ""), id])) > 1
            ? (null, new Refusal("the id was in the file before", id))
            : ($"id:{id}", null);
    }

    /// <summary>The key of a row that has no id.</summary>
    public static string OfRow(string prefix, int ordinal) => prefix + ordinal.ToString(CultureInfo.InvariantCulture);

    /// <summary>
    /// Names the journey of a row of the long shape within the file; null if that cannot be known, as the row has no such cell.
    /// </summary>
    public byte[]? Journey(ImportRow row) =>
        cells.Text(row, mapping.Journey) is { } journey
            ? Hash([Naming.KeyOf(cells.Text(row, mapping.Company) ?? ""), journey])
            : null;

    /// <summary>A hash of all that the file says of a journey, however it was written.</summary>
    public static byte[] ContentOf(ImportedJourney journey) => Hash(
    [
        journey.Title ?? "", journey.Story ?? "", journey.Place ?? "", Naming.KeyOf(journey.Product ?? ""),
        journey.EndedOn.ToString("O", CultureInfo.InvariantCulture), journey.Outcome.ToString(), journey.IsOrdered.ToString(),
        .. journey.Moments.SelectMany(m => new[]
        {
            Naming.KeyOf(m.Touchpoint), m.Channel.ToString(), m.Score.Tenths.ToString(CultureInfo.InvariantCulture),
            m.OccurredOn.ToString("O", CultureInfo.InvariantCulture),
        }),
    ])[..16];

    private int Count(byte[] hash)
    {
        var start = BinaryPrimitives.ReadUInt128BigEndian(hash);
        return _seen[start] = _seen.GetValueOrDefault(start) + 1;
    }

    // The lengths keep "ab","c" and "a","bc" apart.
    private static byte[] Hash(IReadOnlyList<string> texts)
    {
        var all = new StringBuilder();
        foreach (var text in texts)
        {
            all.Append(CultureInfo.InvariantCulture, $"{text.Length}:").Append(text);
        }

        return SHA256.HashData(Encoding.UTF8.GetBytes(all.ToString()));
    }
}
