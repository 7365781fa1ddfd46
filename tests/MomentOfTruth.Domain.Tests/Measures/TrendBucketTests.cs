using CsCheck;
using MomentOfTruth.Domain.Measures;

namespace MomentOfTruth.Domain.Tests.Measures;

/// <summary>Whatever the span, a trend has few buckets, and these are all of it.</summary>
public sealed class TrendBucketTests
{
    private static readonly DateOnly Earliest = new(1990, 1, 1), Tomorrow = new(2026, 11, 27);

    private static readonly Gen<(DateOnly From, DateOnly To)> Spans = SpansOf(Earliest, Tomorrow);

    [Fact]
    public void Between_AnySpan_HasOneToSixtyBucketsWithoutGapOrOverlap() => Spans.Sample(AssertCovered);

    [Fact]
    public void Between_AnySpanOfTheCalendar_Likewise() => SpansOf(DateOnly.MinValue, DateOnly.MaxValue).Sample(AssertCovered);

    [Fact]
    public void Between_AnySpan_MarksExactlyThePartsOfABucket() => Spans.Sample(span =>
    {
        var size = SizeOf(span);
        Assert.All(Between(size, span), bucket =>
        {
            var days = DaysOf(size, bucket.Start);
            Assert.Equal(bucket.To.DayNumber - bucket.From.DayNumber + 1 < days, bucket.IsCut);
            Assert.Equal(bucket.Start.AddDays(days - 1) > Tomorrow, bucket.IsUnfinished);
        });
    });

    [Fact]
    public void StartOf_AnyDayOfABucket_IsItsStart() => Spans.Sample(span =>
    {
        var size = SizeOf(span);
        Assert.All(Between(size, span), bucket =>
            Assert.Equal((bucket.Start, bucket.Start), (size.StartOf(bucket.From), size.StartOf(bucket.To))));
    });

    [Theory]
    [InlineData("2026-01-01", "2026-04-10", 0)]
    [InlineData("2026-01-01", "2026-04-11", 1)]
    [InlineData("2022-01-01", "2026-12-31", 1)]
    [InlineData("2021-12-31", "2026-12-31", 3)]
    [InlineData("2012-01-01", "2026-12-31", 3)]
    [InlineData("2011-12-31", "2026-12-31", 12)]
    [InlineData("1990-01-01", "2026-12-31", 12)]
    [InlineData("1900-01-01", "2026-12-31", 60)]
    [InlineData("0001-01-01", "9999-12-31", 2400)]
    public void Size_OfASpan_IsTheShortestThatIsFewEnough(string from, string to, int months) => Assert.Equal(
        months, SizeOf((Day(from), Day(to))).Months);

    [Theory]
    [InlineData("2026-03-07", "2026-03-22", "2026-03-07..2026-03-08 cut|2026-03-09..2026-03-15|2026-03-16..2026-03-22")]
    [InlineData("2026-03-09", "2026-03-17", "2026-03-09..2026-03-15|2026-03-16..2026-03-17 cut")]
    [InlineData("2026-11-23", "2026-11-29", "2026-11-23..2026-11-29 unfinished")]
    public void Between_WeeksThatThePeriodOrTodayCuts_SaysSo(string from, string to, string expected) => Assert.Equal(
        expected,
        string.Join('|', Between(BucketSize.Week, (Day(from), Day(to))).Select(b =>
            $"{b.From:yyyy-MM-dd}..{b.To:yyyy-MM-dd}{(b.IsCut ? " cut" : "")}{(b.IsUnfinished ? " unfinished" : "")}")));

    private static void AssertCovered((DateOnly From, DateOnly To) span)
    {
        var buckets = Between(SizeOf(span), span);
        Assert.InRange(buckets.Count, 1, BucketSize.MostBuckets);
        Assert.Equal(span, (buckets[0].From, buckets[^1].To));
        Assert.All(buckets, bucket => Assert.True(bucket.Start <= bucket.From && bucket.From <= bucket.To));
        Assert.All(buckets.Zip(buckets.Skip(1)), two => Assert.Equal(two.First.To.DayNumber + 1, two.Second.From.DayNumber));
    }

    private static BucketSize SizeOf((DateOnly From, DateOnly To) span) => BucketSize.Of(span.From, span.To);

    private static IReadOnlyList<TrendBucket> Between(BucketSize size, (DateOnly From, DateOnly To) span) =>
        size.Between(span.From, span.To, span, Tomorrow);

    // How many days the whole bucket has.
    private static int DaysOf(BucketSize size, DateOnly start) =>
        size == BucketSize.Week ? 7 : start.AddMonths(size.Months).DayNumber - start.DayNumber;

    // Short ones as often as long ones.
    private static Gen<(DateOnly From, DateOnly To)> SpansOf(DateOnly first, DateOnly last) =>
        from days in Gen.OneOf(Gen.Int[0, 200], Gen.Int[0, 2000], Gen.Int[0, last.DayNumber - first.DayNumber])
        from start in Gen.Int[first.DayNumber, last.DayNumber - days]
        select (DateOnly.FromDayNumber(start), DateOnly.FromDayNumber(start + days));

    private static DateOnly Day(string text) => DateOnly.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
