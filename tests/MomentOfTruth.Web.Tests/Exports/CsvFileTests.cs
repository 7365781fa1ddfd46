using System.Text;
using MomentOfTruth.Web.Features.Exports;

namespace MomentOfTruth.Web.Tests.Exports;

public sealed class CsvFileTests
{
    [Fact]
    public async Task Write_Texts_AreGuarded_AndNumbersAreNot()
    {
        var stream = new MemoryStream();
        await using (var csv = new CsvFile(stream, forExcel: false))
        {
            await csv.WriteAsync(["=1+1", "-1", "'quoted", "＝1", "plain", (string?)null], default);
            await csv.WriteAsync([-1, -1L, -0.5, (double?)null, (int?)-2, new DateOnly(2026, 3, 1)], default);
        }

        Assert.Equal("'=1+1,'-1,''quoted,'＝1,plain,\r\n-1,-1,-0.5,,-2,2026-03-01\r\n", Encoding.UTF8.GetString(stream.ToArray()));
    }

    [Theory]
    [InlineData(true, 3)]
    [InlineData(false, 0)]
    public async Task Write_ForExcel_BeginsWithTheByteOrderMark(bool forExcel, int bytes)
    {
        var stream = new MemoryStream();
        await using (var csv = new CsvFile(stream, forExcel))
        {
            await csv.WriteAsync(["a"], default);
        }

        Assert.Equal([.. Encoding.UTF8.Preamble[..bytes], .. "a\r\n"u8], stream.ToArray());
    }

    [Fact]
    public void Instant_HasTheOffsetOfItsZoneThen() => Assert.Equal(
        ("2026-07-01T14:00:00+02:00", "2026-01-01T13:00:00+01:00", null),
        (Written(new DateTime(2026, 7, 1, 12, 0, 0, DateTimeKind.Utc)), Written(new DateTime(2026, 1, 1, 12, 0, 0, DateTimeKind.Utc)), Written(null)));

    private static string? Written(DateTime? instant) => CsvCell.Instant(instant, "Europe/Berlin").Written;
}
