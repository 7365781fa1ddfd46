using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Domain.Measures;
using MomentOfTruth.Web.Features.Dashboards;

namespace MomentOfTruth.Web.Tests.Dashboards;

/// <summary>Laws of the measures as a store gives them, through the writer and the ledger: what must follow where the journeys change in a
/// known way. A company split in two and merged again is a law of the merging.</summary>
public sealed class StoreLawsTests(AppFixture app) : IClassFixture<AppFixture>
{
    private static readonly string[] Touchpoints = ["A", "B", "C", "D", "E"];
    private static readonly string[] Scores = ["0", "0", "1", "6", "8", "9.5", "10", "10"];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task MomentsWithoutAnOrder_InAnotherOne_ChangeNoFigure(int seed)
    {
        var random = new Random(seed);
        var store = Drawn(random);
        var shuffled = store.Select(j => j.IsOrdered ? j : j with { Moments = string.Join(' ', j.Moments.Split(' ').OrderBy(_ => random.Next())) });

        Assert.Equal(JsonOf(await MeasuredAsync(store)), JsonOf(await MeasuredAsync(shuffled)));
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public async Task EveryJourneyTwice_LeavesRatesAndMeans_AndNarrowsIntervals(int seed)
    {
        var store = Drawn(new Random(seed));
        var (once, twice) = (await MeasuredAsync(store), await MeasuredAsync([.. store, .. store]));

        Assert.Equal((2 * once.Journeys, 2 * once.Collapsed, 2 * once.Unsavable.Count), (twice.Journeys, twice.Collapsed, twice.Unsavable.Count));
        Assert.Equal(once.Survival.Rate, twice.Survival.Rate);
        Assert.Equal(once.MeanProduct!.Value, twice.MeanProduct!.Value, 12);
        Assert.Equal(once.MeanEvenScore!.Value, twice.MeanEvenScore!.Value, 12);
        Assert.Equal(once.MeanAverage!.Value, twice.MeanAverage!.Value, 12);
        Assert.True(twice.Survival.High - twice.Survival.Low < once.Survival.High - once.Survival.Low);
        foreach (var (one, two) in once.FairShares.OrderBy(s => s.Touchpoint).Zip(twice.FairShares.OrderBy(s => s.Touchpoint)))
        {
            Assert.Equal((one.Touchpoint, 2 * one.Collapsed), (two.Touchpoint, two.Collapsed));
            Assert.Equal(one.Share, two.Share, 12);
            Assert.True(two.High - two.Low < one.High - one.Low);
        }
    }

    [Theory]
    [InlineData(7)]
    [InlineData(8)]
    public async Task TouchpointsWithOtherNames_MoveRowsOnly(int seed)
    {
        var store = Drawn(new Random(seed));
        var other = Touchpoints.Zip(Touchpoints.Reverse()).ToDictionary(pair => pair.First, pair => pair.Second);
        var renamed = store.Select(j => j with { Moments = string.Join(' ', j.Moments.Split(' ').Select(m => other[m[..1]] + m[1..])) });
        var (before, after) = (await MeasuredAsync(store), await MeasuredAsync(renamed));

        Assert.Equal(
            before.FairShares.Select(s => (other[s.Touchpoint], s.Collapsed, s.Share)).Order(),
            after.FairShares.Select(s => (s.Touchpoint, s.Collapsed, s.Share)).Order());
        Assert.Equal(
            before.KillingMoments.Select(k => (other[k.Touchpoint], k.Kills, k.Reached)).Order(),
            after.KillingMoments.Select(k => (k.Touchpoint, k.Kills, k.Reached)).Order());
        Assert.Equal((before.Survival, before.Hidden, before.Unsavable), (after.Survival, after.Hidden, after.Unsavable));
    }

    [Theory]
    [InlineData(9)]
    [InlineData(10)]
    public async Task AllTens_RaiseNoFairShare_AndWhatMovedAddsUp(int seed)
    {
        var store = Drawn(new Random(seed));
        var (before, after) = (
            await MeasuredAsync(store),
            await MeasuredAsync([.. store, .. ToldJourney.Times(17, new("A10 B10 C10 D10 E10", Outcome.Stayed))]));

        var shares = before.FairShares.ToDictionary(s => s.Touchpoint, s => s.Share);
        Assert.All(after.FairShares, share => Assert.True(share.Share <= shares[share.Touchpoint]));
        Assert.Equal((double)after.Collapsed / after.Journeys, after.FairShares.Sum(s => s.Share), 12);
        Assert.Equal(
            after.Survival.Rate!.Value - before.Survival.Rate!.Value, WhatMoved.Of(before, after).Bars.Sum(bar => bar.Value), 12);
    }

    private async Task<CompanyMeasures> MeasuredAsync(IEnumerable<ToldJourney> store)
    {
        Company company = await app.CompanyAsync();
        await ToldJourney.LogAsync(app, company, store);
        return await app.InScopeAsync(
            services => services.GetRequiredService<MeasuresQuery>().RunAsync(new LedgerScope(company.Id), default));
    }

    private static string JsonOf(CompanyMeasures measures) => JsonSerializer.Serialize(MeasuresSummary.Of(measures));

    private static List<ToldJourney> Drawn(Random random) =>
    [
        .. Enumerable.Range(0, 40).Select(_ => new ToldJourney(
            string.Join(' ', Enumerable.Range(0, random.Next(1, 7)).Select(_ => Pick(random, Touchpoints) + Pick(random, Scores))),
            Pick(random, [Outcome.Stayed, Outcome.Left, Outcome.NotSaid]))
        { IsOrdered = random.Next(2) == 0 }),
    ];

    private static T Pick<T>(Random random, T[] among) => among[random.Next(among.Length)];
}
