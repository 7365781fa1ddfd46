using MomentOfTruth.Web.Site;

namespace MomentOfTruth.Web.Tests.Site;

public sealed class DaysTests
{
    [Theory]
    [InlineData("2026-01-31", "2026-01-31")]
    [InlineData("0001-01-01", "0001-01-01")]
    [InlineData("2026-02-29", null)]
    [InlineData("2026-1-31", null)]
    [InlineData("31/01/2026", null)]
    [InlineData(" 2026-01-31", null)]
    [InlineData("2026-01-31T00:00", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void FromIso_ReadsThatFormAndNoOther(string? text, string? expected) => Assert.Equal(expected, Days.FromIso(text)?.ToIso());
}
