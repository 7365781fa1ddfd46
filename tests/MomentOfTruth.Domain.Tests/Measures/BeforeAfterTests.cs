using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Domain.Measures;
using MomentOfTruth.Domain.Statistics;

namespace MomentOfTruth.Domain.Tests.Measures;

public sealed class BeforeAfterTests
{
    private static readonly DateOnly On = new(2026, 3, 10);

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

    [Fact]
    public void Of_DaysAroundTheMarker_AreEquallyManyOnEitherSide()
    {
        var compared = Compare(firstDay: On.AddDays(-3), today: On.AddDays(10));

        Assert.Equal((3, On.AddDays(-3), On.AddDays(2)), (compared.Days, compared.From, compared.To));
        Assert.Equal((new Proportion(3, 6), new Proportion(3, 6)), (compared.Zeros.First, compared.Zeros.Second));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(88, 89)]
    [InlineData(89, 90)]
    [InlineData(90, 90)]
    public void Of_TodayCounts_UpToTheLongestStretch(int daysLater, int days) =>
        Assert.Equal(days, Compare(On.AddDays(-1000), On.AddDays(daysLater)).Days);

    [Theory]
    [InlineData(-89, 89)]
    [InlineData(-90, 90)]
    [InlineData(-91, 90)]
    [InlineData(0, 0)]
    [InlineData(5, 0)]
    public void Of_TheFirstDay_LimitsTheStretch(int daysFromMarker, int days) =>
        Assert.Equal(days, Compare(On.AddDays(daysFromMarker), On.AddDays(1000)).Days);

    [Fact]
    public void Of_AMarkerToCome_ComparesNothing() => Assert.Equal(0, Compare(On.AddDays(-10), On.AddDays(-1)).Days);

    [Fact]
    public void Of_NoMoments_ComparesNothing() => Assert.Equal(0, Compare(null, On.AddDays(10)).Days);

    [Fact]
    public void Of_DaysBeforeAndAfter_AreKeptApart()
    {
        (DateOnly, Proportion)[] days = [(On.AddDays(-2), new(2, 3)), (On.AddDays(-1), new(1, 3)), (On, new(1, 5)), (On.AddDays(1), new(0, 5))];
        var marker = new Marker(TestData.Company, TestData.Touchpoint('A'), On, "New script");

        var compared = MarkerComparison.Of(marker, days, On.AddDays(-2), On.AddDays(1));

        Assert.Equal((new Proportion(1, 10), new Proportion(3, 6)), (compared.Zeros.First, compared.Zeros.Second));
    }

    // A zero and another moment a day.
    private static MarkerComparison Compare(DateOnly? firstDay, DateOnly today) => MarkerComparison.Of(
        new Marker(TestData.Company, TestData.Touchpoint('A'), On, "New script"),
        Enumerable.Range(-200, 400).Select(i => (On.AddDays(i), new Proportion(1, 2))),
        firstDay,
        today);

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
