using Microsoft.Extensions.Localization;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Domain.Measures;
using MomentOfTruth.Domain.Statistics;
using MomentOfTruth.Web.Features.Journeys;
using MomentOfTruth.Web.Site;

namespace MomentOfTruth.Web.Features.Dashboards;

/// <summary>The company among others, ready to be shown.</summary>
/// <param name="Refusal">Why there is no comparison; null if there is one.</param>
public sealed record BenchmarkSection(string? Refusal, IReadOnlyList<BenchmarkSection.Row> Rows)
{
    /// <summary>One measure of the company among the others.</summary>
    /// <param name="Scale">The largest value there can be.</param>
    /// <param name="Words">All of it in words.</param>
    /// <param name="Values">The own value, then the five of the quartiles.</param>
    public sealed record Row(string Name, Quartiles Quartiles, double Own, double Scale, string Words, IReadOnlyList<string> Values);

    public static BenchmarkSection Of(Benchmark benchmark, IStringLocalizer text)
    {
        if (!benchmark.HasEnoughOthers)
        {
            return new BenchmarkSection(text["Bench.TooFewOthers", Benchmark.FewestOthers], []);
        }

        return benchmark is { Survival: { } survival, EvenScore: { } evenScore }
            ? new BenchmarkSection(null,
            [
                RowOf(text["Card.Survival"], survival, benchmark.Own.Rate!.Value, 1, Display.Percent, text),
                RowOf(text["Trend.Even"], evenScore, benchmark.OwnEvenScore!.Value, 10, Display.Mean, text),
            ])
            : new BenchmarkSection(text["Bench.TooFewOwn", Display.Count(benchmark.Own.N)], []);
    }

    private static Row RowOf(
        string name, Quartiles others, double own, double scale, Func<double, string> show, IStringLocalizer text) => new(
        name,
        others,
        own,
        scale,
        text["Bench.Words", name, show(own), others.Below, others.Others, show(others.LowerQuartile), show(others.UpperQuartile)],
        [.. new[] { own, others.Lowest, others.LowerQuartile, others.Median, others.UpperQuartile, others.Highest }.Select(show)]);
}

/// <summary>How many left, and where they went, ready to be shown.</summary>
/// <param name="Left">Of all whose outcome is known, those who left.</param>
/// <param name="Verdict">The rates of collapsed and survived journeys compared, as a sentence.</param>
public sealed record DestinationsSection(
    IReadOnlyList<DestinationsSection.Row> Rates, Proportion Left, string Verdict, IReadOnlyList<DestinationsSection.Bar> Bars)
{
    /// <summary>The left rate of collapsed journeys, or of the others.</summary>
    public sealed record Row(string Name, Proportion Share, string KnownHref, string LeftHref);

    /// <summary>One bar of where leavers went.</summary>
    /// <param name="Length">Against the longest bar, 0 to 1.</param>
    /// <param name="Href">Null where no list has exactly these journeys.</param>
    public sealed record Bar(string Label, long Count, double Length, string? Href);

    public static DestinationsSection Of(Destinations destinations, OverviewModel page, IStringLocalizer text)
    {
        var others = text[destinations.Named.Count > Destinations.MostNamed ? "Went.OtherMany" : "Went.Other"].Value;

        // The last bar is of journeys, not of leavers.
        (string Label, long Count, string? Href)[] counts =
        [
            .. destinations.Named.Select(d => (d.Name ?? others, d.Leavers, JourneysTo(d, page))),
            (text["Went.Unnamed"], destinations.LeftNowhere, page.JourneysWith(new JourneyTraits { Ending = JourneyEnding.Unnamed })),
            (text["Went.NotSaid"], destinations.NotSaid, page.Journeys(filter => filter with { Outcome = Outcome.NotSaid })),
        ];
        var longest = counts.Max(c => c.Count);
        return new DestinationsSection(
            [
                RowOf("Went.Collapsed", destinations.Collapsed, true, page, text),
                RowOf("Went.Survived", destinations.Survived, false, page, text),
            ],
            destinations.Left,
            VerdictOf(destinations.LeftDifference, text),
            [.. counts.Where(c => c.Count > 0).Select(c => new Bar(c.Label, c.Count, (double)c.Count / longest, c.Href))]);
    }

    private static string? JourneysTo(Destination destination, OverviewModel page) => JourneyTraits.MayBeAsked(destination.Spellings, '\n')
        ? page.JourneysWith(new JourneyTraits { WentTo = destination.Spellings })
        : null;

    private static Row RowOf(string key, Proportion share, bool collapsed, OverviewModel page, IStringLocalizer text) => new(
        text[key],
        share,
        page.JourneysWith(new JourneyTraits { Ending = JourneyEnding.Said }, collapsed),
        page.JourneysWith(new JourneyTraits { Ending = JourneyEnding.Left }, collapsed));

    private static string VerdictOf(Difference difference, IStringLocalizer text) => difference.MayBeShown
        ? DashboardHtml.Verdict(
            ("Went.More", "Went.Fewer", "Went.NoDifference"), difference.Value!.Value, difference.Low!.Value, difference.High!.Value, text)
        : text["Went.TooFew"];
}

/// <summary>What the company's own journeys say about the rule, ready to be shown.</summary>
/// <param name="Good">Journeys that went on well after the killing moment.</param>
/// <param name="Poor">Journeys that did not.</param>
/// <param name="AfterVerdict">The two compared, as a sentence.</param>
/// <param name="AlikeVerdict">Collapsed and survived journeys alike in length and average compared, as a sentence.</param>
/// <param name="CollapsedHref">The collapsed journeys of that comparison; null if no address could ask for them.</param>
/// <param name="SurvivedHref">The survived ones, likewise.</param>
public sealed record RuleTestSection(
    RuleTestSection.Arm Good,
    RuleTestSection.Arm Poor,
    string AfterVerdict,
    MantelHaenszel Alike,
    string? CollapsedHref,
    string? SurvivedHref,
    string AlikeVerdict)
{
    /// <summary>The left rate of one group of journeys.</summary>
    /// <param name="Key">The key of the sentence; with few journeys it has no rate.</param>
    public sealed record Arm(string Key, Proportion Share, string LeftHref, string KnownHref);

    public static RuleTestSection Of(RuleTest test, OverviewModel page, IStringLocalizer text)
    {
        var (after, alike) = (test.Recovery, test.AtEqualAverage);
        return new RuleTestSection(
            ArmOf(after.First, true, page),
            ArmOf(after.Second, false, page),
            VerdictOf("Rule.After.Verdict", after.MayBeShown, after.Value, after.Low, after.High, text),
            alike,
            AlikeHref(true),
            AlikeHref(false),
            VerdictOf("Rule.Alike.Verdict", alike.MayBeShown, alike.Value, alike.Low, alike.High, text));

        string? AlikeHref(bool collapsed) => JourneyTraits.MayBeAsked(test.Alike, ',')
            ? page.JourneysWith(new JourneyTraits { Alike = test.Alike }, collapsed)
            : null;
    }

    private static Arm ArmOf(Proportion share, bool well, OverviewModel page) => new(
        share.Verdict == SampleVerdict.CountsOnly ? "Rule.ArmCount" : "Rule.Arm",
        share,
        page.JourneysWith(new JourneyTraits { WentOnWell = well, Ending = JourneyEnding.Left }),
        page.JourneysWith(new JourneyTraits { WentOnWell = well, Ending = JourneyEnding.Said }));

    private static string VerdictOf(
        string question, bool mayBeShown, double? value, double? low, double? high, IStringLocalizer text) => mayBeShown
        ? DashboardHtml.Verdict((question + ".More", question + ".Fewer", question + ".None"), value!.Value, low!.Value, high!.Value, text)
        : text["Rule.NoEvidence"];
}
