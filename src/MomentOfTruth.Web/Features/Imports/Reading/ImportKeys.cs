using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace MomentOfTruth.Web.Features.Imports;

/// <summary>
/// Gives every journey of a file a key, so that importing the file again adds nothing: its own id, or a hash of the row and its ordinal
/// among identical rows of the file. Keeps 16 bytes of each row in memory.
/// </summary>
internal sealed class ImportKeys(ImportMapping mapping, ImportCells cells)
{
    private const int MaxId = 180;

    private readonly Dictionary<UInt128, int> _seen = [];

    /// <summary>
    /// Returns the key of the journey that begins with this row, or why it has no key. Call it once for each journey, in the order of the
    /// file.
    /// </summary>
    public (string? Key, string? Problem) Next(ImportRow first)
    {
        var field = mapping.ExternalId ?? (mapping.IsLong ? mapping.Journey : null);
        if (field is null)
        {
            var row = Hash(first.Cells);
            var ordinal = Count(row);
            return (FormattableString.Invariant($"row:{Base64Url.EncodeToString(row)}:{ordinal}"), null);
        }

        var (id, problem) = cells.Text(first, field, "journey's id", MaxId);
        if (id is null)
        {
            return (null, problem ?? "the journey has no id");
        }

        // An id is unique within its company.
        return Count(Hash([cells.Text(first, mapping.Company) ?? "", id])) > 1
            ? (null, mapping.IsLong ? "the rows of this journey do not stand together" : "the id was in the file before")
            : ($"id:{id}", null);
    }

    private int Count(byte[] hash)
    {
        var start = BinaryPrimitives.ReadUInt128BigEndian(hash);
        return _seen[start] = _seen.GetValueOrDefault(start) + 1;
    }

    // The lengths keep "ab","c" and "a","bc" apart.
    private static byte[] Hash(IReadOnlyList<string> texts) =>
        SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(texts.Select(text => FormattableString.Invariant($"{text.Length}:{text}")))));
}
