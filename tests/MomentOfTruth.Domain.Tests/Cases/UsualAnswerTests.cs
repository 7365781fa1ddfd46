using MomentOfTruth.Domain.Cases;

namespace MomentOfTruth.Domain.Tests.Cases;

public sealed class UsualAnswerTests
{
    [Theory]
    [InlineData(29, 29, false)]
    [InlineData(30, 30, true)]
    [InlineData(30, 4, false)]
    [InlineData(30, 5, true)]
    [InlineData(0, 0, false)]
    public void Of_SaysNothingOfTooLittle(int journeys, int answers, bool isKnown) =>
        Assert.Equal(isKnown, UsualAnswer.Of(journeys, Waits(answers, 24)) is not null);

    // Never all, and never nobody, unless it is exactly so.
    [Theory]
    [InlineData(1000, 1000, 100)]
    [InlineData(1000, 999, 99)]
    [InlineData(1000, 5, 1)]
    [InlineData(2000, 5, 1)]
    [InlineData(30, 25, 83)]
    [InlineData(200, 25, 13)]
    public void Of_RoundsTheShare(int journeys, int answers, int percent) =>
        Assert.Equal(percent, UsualAnswer.Of(journeys, Waits(answers, 24))!.Percent);

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    [InlineData(24, 1)]
    [InlineData(24.01, 2)]
    [InlineData(48, 2)]
    [InlineData(48.01, 3)]
    public void Of_RoundsTheDaysUp(double hours, int days) => Assert.Equal(days, UsualAnswer.Of(30, Waits(5, hours))!.Days);

    // Half of those who got an answer had it by then, in whatever order they come; one that took a year changes nothing.
    [Fact]
    public void Of_TakesTheMedian()
    {
        TimeSpan[] odd = [.. new[] { 9000.0, 1, 30, 2, 40 }.Select(TimeSpan.FromHours)];
        TimeSpan[] even = [.. odd, TimeSpan.FromHours(60)];

        Assert.Equal((2, 2), (UsualAnswer.Of(30, odd)!.Days, UsualAnswer.Of(30, even)!.Days));
        Assert.Equal(3, UsualAnswer.Of(30, [.. even, TimeSpan.FromHours(61), TimeSpan.FromHours(62)])!.Days);
    }

    [Fact]
    public void Of_MoreAnswersThanJourneys_Throws() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => UsualAnswer.Of(30, Waits(31, 1)));

    private static TimeSpan[] Waits(int count, double hours) => [.. Enumerable.Repeat(TimeSpan.FromHours(hours), count)];
}
