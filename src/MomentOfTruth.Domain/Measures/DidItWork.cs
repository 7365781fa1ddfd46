using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Domain.Ledger;
using MomentOfTruth.Domain.Statistics;

namespace MomentOfTruth.Domain.Measures;

/// <summary>
/// Measure H: did a marked change at a touchpoint work? The share of zeros there after it minus before it, less the same of all other
/// touchpoints, which what changed everywhere moves alike (difference in differences; O. Ashenfelter and D. Card, 1985). Moments count on
/// their own day, over equally many days on either side. Beside it stands its place among the same figure at earlier days, on which
/// nothing was changed (placebo dates; M. Bertrand, E. Duflo and S. Mullainathan, How much should we trust differences-in-differences
/// estimates?, 2004): in a store that swings by itself, an interval alone would call every other day a success.
/// </summary>
/// <remarks>Moments of journeys that are not finished are not counted yet, so that the last days have fewer than they will have.</remarks>
/// <param name="Days">How many days on either side; 0 if there is nothing to compare with.</param>
/// <param name="There">The share of zeros at the touchpoint, after minus before.</param>
/// <param name="Elsewhere">The same at all other touchpoints of the company.</param>
/// <param name="OrdinaryDays">How many earlier days the figure is compared with.</param>
/// <param name="LargerThan">On how many of them the figure was smaller, whichever its sign.</param>
public sealed record DidItWork(
    Marker Marker, int Days, Difference There, Difference Elsewhere, int OrdinaryDays, int LargerThan)
{
    /// <summary>The longest stretch on either side.</summary>
    public const int LongestDays = 90;

    /// <summary>So many ordinary days at most: "larger than on 94 of 100".</summary>
    public const int MostOrdinaryDays = 100;

    // Of the figure and those of the ordinary days together, it must be among the largest 5 in 100. Counting the figure itself keeps the
    // promise exact (B. Phipson and G. K. Smyth, Permutation P-values should never be zero, 2010); with fewer than 19 others no figure is.
    private const double CertainPlace = 0.95;

    // Of the days before the change, a third on its near side is compared, so that two thirds are left for ordinary days.
    private const int PartsOfBefore = 3;

    /// <summary>The figure: what happened there less what happened elsewhere. Below zero is good: fewer zeros.</summary>
    public DifferenceOfDifferences Effect => new(There, Elsewhere);

    /// <summary>
    /// Better or worse only if the interval leaves zero and the figure is larger than on 95 in 100 ordinary days, itself counted among
    /// them.
    /// </summary>
    public ChangeVerdict Verdict
    {
        get
        {
            var fewest = new[] { There.First.N, There.Second.N, Elsewhere.First.N, Elsewhere.Second.N }.Min();
            return Proportion.VerdictOf(fewest) == SampleVerdict.CountsOnly ? ChangeVerdict.TooFew
                : !((IDifference)Effect).IsCertain || LargerThan < CertainPlace * (OrdinaryDays + 1) ? ChangeVerdict.NotSure
                : Effect.Value < 0 ? ChangeVerdict.Better
                : ChangeVerdict.Worse;
        }
    }

    /// <summary>
    /// The moments at the touchpoint that each side needs for what was seen to be told from chance; null if there is no difference, or no
    /// moment on a side.
    /// </summary>
    public long? NeededMoments { get; private init; }

    /// <summary>
    /// The day on which there will be so many after the change, at as many moments a day as there were; null if that is past, or further
    /// off than is compared.
    /// </summary>
    public DateOnly? KnownOn { get; private init; }

    /// <summary>
    /// The observations an arm by which a difference of two shares is told from chance 4 times in 5: 7.85·(p₁q₁ + p₂q₂)/(p₁ − p₂)², with
    /// 7.85 = (1.96 + 0.84)² (J. L. Fleiss, Statistical Methods for Rates and Proportions, 1981, chapter 3); null if they are the same.
    /// </summary>
    public static long? NeededFor(double first, double second)
    {
        const double Squared = 7.85, Most = 1e12;
        var needed = Squared * ((first * (1 - first)) + (second * (1 - second))) / ((first - second) * (first - second));
        return needed < Most ? Math.Max(1, (long)Math.Ceiling(needed)) : null;
    }

    /// <param name="marker">The change.</param>
    /// <param name="days">All days up to today that have moments, in any order; see <see cref="MomentDay.Of"/>.</param>
    /// <param name="otherChanges">The days of the company's other marked changes: no ordinary day has one among the days compared.</param>
    /// <param name="today">The last day that may count; it is not over yet.</param>
    public static DidItWork Of(Marker marker, IEnumerable<MomentDay> days, IEnumerable<DateOnly> otherChanges, DateOnly today)
    {
        var sums = new RunningSums(days.Where(d => d.Day <= today));
        var on = marker.On.DayNumber;
        var before = sums.FirstThere is { } first ? Math.Max(0, on - first) : 0;
        var longest = Math.Min(LongestDays, before / PartsOfBefore);
        var length = Math.Max(0, Math.Min(longest, today.DayNumber - on + 1));
        var (there, elsewhere) = sums.Around(on, length);
        var figure = new DifferenceOfDifferences(there, elsewhere).Value;
        var ordinary = length == 0 || figure is null ? [] : Ordinary(sums, on, length, [.. otherChanges.Select(d => d.DayNumber)]);
        var result = new DidItWork(
            marker, length, there, elsewhere, ordinary.Count, ordinary.Count(o => Math.Abs(o) < Math.Abs(figure!.Value)));
        if (there is not { First.Rate: { } after, Second.Rate: { } rate } || NeededFor(rate, after) is not { } needed)
        {
            return result;
        }

        var needs = Math.Ceiling(needed * 2.0 * length / (there.First.N + there.Second.N));
        var isAhead = needs <= longest && on + needs - 1 > today.DayNumber;
        return result with
        {
            NeededMoments = needed,
            KnownOn = isAhead ? marker.On.AddDays((int)needs - 1) : null,
        };
    }

    // The figure of every earlier day around which as many days are compared, before the change and without another one; of many, some
    // that lie evenly.
    private static List<double> Ordinary(RunningSums sums, int on, int length, IReadOnlyCollection<int> changes)
    {
        var all = new List<double>();
        for (var day = sums.FirstThere!.Value + length; day <= on - length; day++)
        {
            var (from, to) = (day - length, day + length - 1);
            var (there, elsewhere) = sums.Around(day, length);
            if (!changes.Any(c => from <= c && c <= to) && new DifferenceOfDifferences(there, elsewhere).Value is { } figure)
            {
                all.Add(figure);
            }
        }

        return all.Count <= MostOrdinaryDays
            ? all
            : [.. Enumerable.Range(0, MostOrdinaryDays).Select(i => all[(int)((long)i * (all.Count - 1) / (MostOrdinaryDays - 1))])];
    }

    // Sums up to each day, so that any stretch is the difference of two of them.
    private sealed class RunningSums
    {
        private readonly int _first;
        private readonly (long Zeros, long N)[] _there, _elsewhere;

        public RunningSums(IEnumerable<MomentDay> days)
        {
            var byDay = days.ToLookup(d => d.Day.DayNumber);
            _first = byDay.Select(d => d.Key).DefaultIfEmpty().Min();
            var length = byDay.Select(d => d.Key - _first + 1).DefaultIfEmpty().Max();
            FirstThere = byDay.Where(d => d.Any(m => m.There.N > 0)).Select(d => (int?)d.Key).Min();
            _there = SumsOf(length, day => byDay[day].Select(d => d.There));
            _elsewhere = SumsOf(length, day => byDay[day].Select(d => d.Elsewhere));
        }

        public int? FirstThere { get; }

        public (Difference There, Difference Elsewhere) Around(int day, int length) =>
            (Around(_there, day, length), Around(_elsewhere, day, length));

        private Difference Around((long, long)[] sums, int day, int length) =>
            new(Between(sums, day, day + length), Between(sums, day - length, day));

        private Proportion Between((long Zeros, long N)[] sums, int from, int until)
        {
            var (start, end) = (sums[Math.Clamp(from - _first, 0, sums.Length - 1)], sums[Math.Clamp(until - _first, 0, sums.Length - 1)]);
            return new Proportion(end.Zeros - start.Zeros, end.N - start.N);
        }

        private (long, long)[] SumsOf(int length, Func<int, IEnumerable<Proportion>> sharesOf)
        {
            var sums = new (long Zeros, long N)[length + 1];
            for (var i = 0; i < length; i++)
            {
                sums[i + 1] = sharesOf(_first + i).Aggregate(sums[i], (sum, share) => (sum.Zeros + share.Count, sum.N + share.N));
            }

            return sums;
        }
    }
}

/// <summary>The zeros among the moments that happened on a day.</summary>
/// <param name="There">Those at the touchpoint that was changed.</param>
/// <param name="Elsewhere">Those at all others.</param>
public sealed record MomentDay(DateOnly Day, Proportion There, Proportion Elsewhere)
{
    /// <param name="day">The day.</param>
    /// <param name="counts">What the ledger counts under that day; reads <see cref="TallyKind.DatedMoments"/>.</param>
    /// <param name="touchpointId">The touchpoint that was changed.</param>
    public static MomentDay Of(DateOnly day, CountBag counts, Guid touchpointId)
    {
        var moments = counts.Counts
            .Select(count => (Key: count.Key as DatedMomentKey, count.Value.N))
            .Where(moment => moment.Key is not null)
            .ToLookup(moment => moment.Key!.TouchpointId == touchpointId, moment => (moment.Key!.IsZero, moment.N));
        Proportion ShareOf(bool there) => new(moments[there].Where(m => m.IsZero).Sum(m => m.N), moments[there].Sum(m => m.N));
        return new MomentDay(day, ShareOf(true), ShareOf(false));
    }
}
