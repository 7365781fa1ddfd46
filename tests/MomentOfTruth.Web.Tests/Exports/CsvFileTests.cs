using System.Text;
using MomentOfTruth.Web.Features.Exports;

namespace MomentOfTruth.Web.Tests.Exports;

public sealed class CsvFileTests
{
    [Fact]
    public void Cell_OfANumberOrTime_IsWrittenWholeAndWithoutAGuard()
    {
        Assert.Equal("-3", ((CsvCell)(-3)).Written);
        Assert.Equal("0.30000000000000004", ((CsvCell)(double?)(0.1 + 0.2)).Written);
        Assert.Equal("09:05:00", ((CsvCell)(TimeOnly?)new TimeOnly(9, 5)).Written);
        Assert.Equal("2026-03-09", ((CsvCell)(DateOnly?)new DateOnly(2026, 3, 9)).Written);
        Assert.Null(((CsvCell)(int?)null).Written);
    }

    // A number that comes as a text is a text: whatever a person may have typed is guarded, without asking what it is.
    [Theory]
    [InlineData("-3", "'-3")]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("plain", "plain")]
    public void Cell_OfAText_IsAlwaysGuarded(string text, string written) => Assert.Equal(written, ((CsvCell)text).Written);

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
}
