using System.Text;
using MomentOfTruth.Web.Features.Exports;

namespace MomentOfTruth.Web.Tests.Exports;

public sealed class CsvFileTests
{
    [Fact]
    public async Task Cell_OfANumberOrTime_IsWrittenWholeAndWithoutAGuard() => Assert.Equal(
        "-3,9223372036854775807,0.30000000000000004,1E-07,09:05:00,2026-03-09,,,,",
        await WrittenAsync(
            -3, long.MaxValue, (double?)(0.1 + 0.2), (double?)1e-7, (TimeOnly?)new TimeOnly(9, 5), (DateOnly?)new DateOnly(2026, 3, 9),
            (int?)null, (double?)null, (DateOnly?)null, (TimeOnly?)null));

    // A number that comes as a text is a text: whatever a person may have typed is guarded, without asking what it is.
    [Theory]
    [InlineData("-3", "'-3")]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("plain", "plain")]
    public async Task Cell_OfAText_IsAlwaysGuarded(string text, string written) => Assert.Equal(written + ",", await WrittenAsync(text, (string?)null));

    [Fact]
    public async Task File_ThatIsWritten_LeavesTheStreamOpen()
    {
        using var stream = new MemoryStream();
        await using (var file = new CsvFile(stream, forExcel: false))
        {
            await file.WriteAsync(["a", " b", "c,d"], default);
        }

        Assert.True(stream.CanWrite);
        Assert.Equal("a,\" b\",\"c,d\"\r\n", Encoding.UTF8.GetString(stream.ToArray()));
    }

    private static async Task<string> WrittenAsync(params CsvCell[] row)
    {
        using var stream = new MemoryStream();
        await using (var file = new CsvFile(stream, forExcel: false))
        {
            await file.WriteAsync(row, default);
        }

        return Encoding.UTF8.GetString(stream.ToArray()).TrimEnd('\r', '\n');
    }
}
