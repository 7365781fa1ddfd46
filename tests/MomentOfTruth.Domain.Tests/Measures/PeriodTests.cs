using System.Globalization;
using MomentOfTruth.Domain.Measures;

namespace MomentOfTruth.Domain.Tests.Measures;

public sealed class PeriodTests
{
    [Theory]
    [InlineData("2026-03-01", "2026-03-31", 31, "2026-01-29", "2026-02-28")]
    [InlineData("2026-03-10", "2026-03-10", 1, "2026-03-09", "2026-03-09")]
    [InlineData("2026-03-10", "2026-03-11", 2, "2026-03-08", "2026-03-09")]
    [InlineData("2024-03-01", "2024-03-30", 30, "2024-01-31", "2024-02-29")]
    public void Before_IsOfAsManyDaysAndEndsTheDayBefore(string from, string to, int days, string beforeFrom, string beforeTo)
    {
        var period = new Period(Day(from), Day(to));

        Assert.Equal((days, new Period(Day(beforeFrom), Day(beforeTo))), (period.Days, period.Before));
        Assert.Equal(period.Days, period.Before.Days);
    }

    private static DateOnly Day(string iso) => DateOnly.ParseExact(iso, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
