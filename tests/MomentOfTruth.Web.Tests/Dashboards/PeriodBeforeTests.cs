using System.Globalization;
using MomentOfTruth.Web.Features.Dashboards;

namespace MomentOfTruth.Web.Tests.Dashboards;

/// <summary>Arrows of the dashboard compare a period with as many days right before it.</summary>
public sealed class PeriodBeforeTests
{
    [Theory]
    [InlineData("2026-03-10", "2026-03-10", "2026-03-09", "2026-03-09")]
    [InlineData("2026-03-02", "2026-03-08", "2026-02-23", "2026-03-01")]
    [InlineData("2026-01-01", "2026-03-31", "2025-10-03", "2025-12-31")]
    [InlineData("2024-03-01", "2024-03-31", "2024-01-30", "2024-02-29")]
    [InlineData("2025-01-01", "2025-12-31", "2024-01-02", "2024-12-31")]
    public void Before_APeriod_IsAsManyDaysAndEndsTheDayBefore(string from, string to, string beforeFrom, string beforeTo)
    {
        var scope = new LedgerScope(Guid.CreateVersion7(), Day(from), Day(to), Guid.CreateVersion7());

        Assert.Equal(scope with { From = Day(beforeFrom), To = Day(beforeTo) }, Against.Before.Of(scope));
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("2026-03-10", null)]
    [InlineData(null, "2026-03-10")]
    public void Before_APeriodWithoutABeginningOrAnEnd_IsNone(string? from, string? to) =>
        Assert.Null(Against.Before.Of(new LedgerScope(Guid.CreateVersion7(), Day(from), Day(to))));

    private static DateOnly? Day(string? text) =>
        text is null ? null : DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
