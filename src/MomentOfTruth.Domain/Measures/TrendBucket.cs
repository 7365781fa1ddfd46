namespace MomentOfTruth.Domain.Measures;

/// <summary>
/// How long the buckets of a trend are: weeks that begin on Monday, or months, quarters, years or several years of the calendar. The span
/// decides, so that what is drawn and sent does not grow with it.
/// </summary>
/// <param name="Months">The months in one bucket; 0 for a week.</param>
public readonly record struct BucketSize(int Months)
{
    /// <summary>A trend has no more buckets.</summary>
    public const int MostBuckets = 60;

    // Up to this many days what happened over time is told by week.
    private const int LongestByWeek = 100;

    private const int MonthsOfYear = 12;

    // Several years are as people count them; the last covers every span that the calendar has.
    private static readonly int[] InMonths = [1, 3, 12, 24, 60, 120, 240, 600, 1200, 2400];

    public static readonly BucketSize Week = new(0), Month = new(1), Quarter = new(3), Year = new(MonthsOfYear);

    /// <summary>The years in one bucket; 0 if it is shorter than a year.</summary>
    public int Years => Months / MonthsOfYear;

    public BucketUnit Unit => Months switch
    {
        0 => BucketUnit.Week,
        1 => BucketUnit.Month,
        < MonthsOfYear => BucketUnit.Quarter,
        MonthsOfYear => BucketUnit.Year,
        _ => BucketUnit.Years,
    };

    /// <summary>The size for a span: weeks if it is short, else the shortest of which it needs no more than the most.</summary>
    public static BucketSize Of(DateOnly from, DateOnly to) =>
        to.DayNumber - from.DayNumber < LongestByWeek ? Week : OfMonths(from, to);

    /// <summary>The shortest of at least a month of which a span needs no more than the most.</summary>
    public static BucketSize OfMonths(DateOnly from, DateOnly to, int most = MostBuckets) => InMonths
        .Select(months => new BucketSize(months))
        .First(size => size == new BucketSize(InMonths[^1]) || size.Place(to) - size.Place(from) < most);

    /// <summary>The first day of the bucket that a day is in.</summary>
    public DateOnly StartOf(DateOnly day) => DayAt(Place(day));

    /// <summary>The buckets of a span, in order, without a gap.</summary>
    /// <param name="first">A day of the first bucket.</param>
    /// <param name="last">A day of the last bucket.</param>
    /// <param name="period">The days that count; null where the period has no beginning or no end.</param>
    /// <param name="today">The day up to which something can have happened.</param>
    public IReadOnlyList<TrendBucket> Between(DateOnly first, DateOnly last, (DateOnly? From, DateOnly? To) period, DateOnly today)
    {
        var buckets = new List<TrendBucket>();
        for (var place = Place(first); place <= Place(last); place++)
        {
            var (start, end) = (DayAt(place), EndAt(place));
            buckets.Add(new TrendBucket(
                this, start, period.From > start ? period.From.Value : start, period.To < end ? period.To.Value : end)
            {
                IsCut = period.From > start || period.To < end,
                IsUnfinished = end > today,
            });
        }

        return buckets;
    }

    // Which bucket of the calendar a day is in, from its beginning. The first day of the calendar is a Monday.
    private int Place(DateOnly day) => Months == 0 ? day.DayNumber / 7 : ((day.Year * MonthsOfYear) + day.Month - 1) / Months;

    private DateOnly DayAt(int place)
    {
        if (Months == 0)
        {
            return DateOnly.FromDayNumber(place * 7);
        }

        var (year, month) = Math.DivRem(place * Months, MonthsOfYear);
        return year < DateOnly.MinValue.Year ? DateOnly.MinValue : new DateOnly(year, month + 1, 1);
    }

    private DateOnly EndAt(int place) => place == Place(DateOnly.MaxValue) ? DateOnly.MaxValue : DayAt(place + 1).AddDays(-1);
}

/// <summary>What a bucket is called.</summary>
public enum BucketUnit
{
    Week,
    Month,
    Quarter,
    Year,

    /// <summary>Several years.</summary>
    Years,
}

/// <summary>One stretch of a trend.</summary>
/// <param name="Start">Its first day, by which the ledger names it.</param>
/// <param name="From">Its first day that is within the period.</param>
/// <param name="To">Its last day that is within the period.</param>
public sealed record TrendBucket(BucketSize Size, DateOnly Start, DateOnly From, DateOnly To)
{
    /// <summary>Whether the period has only some of its days.</summary>
    public bool IsCut { get; init; }

    /// <summary>Whether some of its days are still to come.</summary>
    public bool IsUnfinished { get; init; }

    /// <summary>Whether it is only a part of a week, month, quarter or year, and so not to be compared with a whole one.</summary>
    public bool IsPartial => IsCut || IsUnfinished;

    /// <summary>The quarter of the year that it begins in, from 1.</summary>
    public int Quarter => ((Start.Month - 1) / BucketSize.Quarter.Months) + 1;

    /// <summary>The last year of a bucket of years.</summary>
    public int LastYear => Start.Year + Size.Years - 1;
}
