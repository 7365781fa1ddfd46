using System.Globalization;
using CsCheck;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Features.Journeys;

namespace MomentOfTruth.Web.Tests.Dashboards;

/// <summary>
/// For any journeys and any filter: the dashboard's numbers are those of the exported journeys, and each leads to what it counts.
/// </summary>
public sealed class DashboardNumbersTests(AppFixture app) : IClassFixture<AppFixture>
{
    private static readonly string?[] Products = [null, "Modem", "Phone"];

    private static readonly Gen<string> AnyMoment =
        from place in Gen.Char['A', 'D']
        from tenths in Gen.Frequency((1, Gen.Const(0)), (4, Gen.Int[20, 100]))
        select $"{place}{(tenths / 10m).ToString(CultureInfo.InvariantCulture)}";

    private static readonly Gen<ToldJourney> AnyJourney =
        from moments in AnyMoment.Array[1, 6]
        from outcome in Gen.Frequency((9, Gen.Enum<Outcome>().Select(o => (Outcome?)o)), (1, Gen.Const((Outcome?)null)))
        from rival in Gen.Int[0, 2]
        from product in Gen.Int[0, 2]
        from days in Gen.Int[0, 420]
        from isOrdered in Gen.Frequency((3, Gen.Const(true)), (1, Gen.Const(false)))
        from isQuiet in Gen.Frequency((1, Gen.Const(true)), (6, Gen.Const(false)))
        select new ToldJourney(
            string.Join(' ', moments),
            outcome,
            outcome == Outcome.LeftForCompetitor && rival > 0 ? $"Rival {rival}" : null,
            Products[product],
            TestData.Day.AddDays(-days))
        {
            IsOrdered = isOrdered,
            ClosedByItself = isQuiet,
        };

    private static readonly Gen<(ToldJourney[] Journeys, int From, int To, bool IsProduct)> AnyStore = Gen.Select(
        AnyJourney.Array[20, 90], Gen.Int[-30, 450], Gen.Int[-30, 450], Gen.Frequency((2, Gen.Const(false)), (1, Gen.Const(true))),
        (journeys, from, to, isProduct) => (journeys, Math.Max(from, to), Math.Min(from, to), isProduct));

    [Fact]
    public async Task AnyStoreAndFilter_NumbersAreThoseOfTheExport_AndLeadToWhatTheyCount()
    {
        await AnyStore.SampleAsync(async store =>
        {
            var company = await app.CompanyAsync();
            await ToldJourney.LogAsync(app, company, store.Journeys);
            var product = await app.InScopeAsync(services => services.GetRequiredService<AppDbContext>().Products
                .Where(p => p.CompanyId == company.Id && p.Name == "Modem").Select(p => (Guid?)p.Id).FirstOrDefaultAsync());
            var query = $"?from={Day(store.From)}&to={Day(store.To)}" + (store.IsProduct ? $"&product={product}" : "");
            var browser = await app.SignedInAsync(company, CompanyRole.Manager);
            Task<string> Get(string rest) => browser.GetStringAsync($"/en/companies/{company.Slug}{rest}");

            var journeys = ExportedJourney.Read(
                await Get("/export/journeys.csv" + query + "&state=finished&format=plain"), await Get("/export/moments.csv" + query + "&state=finished&format=plain"));
            var numbers = (await Get(".csv" + query)).Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Skip(1)
                .Select(line => line.Split(',')).ToList();
            var open = ExportedJourney.Read(
                await Get("/export/journeys.csv" + query + "&state=open&format=plain"),
                await Get("/export/moments.csv" + query + "&state=open&format=plain"));
            SameNumbers(journeys, open, numbers);
            await SameJourneysAsync(company.Id, await Get(query));
        }, iter: 8, threads: 1);
    }

    private static string Day(int daysAgo) => TestData.Day.AddDays(-daysAgo).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static void SameNumbers(
        IReadOnlyList<ExportedJourney> journeys, IReadOnlyList<ExportedJourney> open, List<string[]> numbers)
    {
        void Same(double? expected, string section, string key, string touchpoint = "")
        {
            var cells = numbers.Where(n => n[0] == section && n[1] == touchpoint && n[2] == key).ToList();
            var found = cells.Count == 0
                || cells[0][3].Length == 0 ? (double?)null : double.Parse(cells[0][3], CultureInfo.InvariantCulture);
            Assert.True(
                expected is { } number ? found is { } read && Math.Abs(number - read) < 1e-8 : found is null,
                $"{section} {touchpoint} {key}: {expected} is {found}");
        }

        var (collapsed, ordered) = (journeys.Where(j => j.IsCollapsed).ToList(), journeys.Where(j => j.IsOrdered).ToList());
        Same(journeys.Count, "summary", "journeys");
        Same(ordered.Count, "summary", "ordered");
        Same(journeys.Count(j => j.ClosedByItself), "summary", "closedByThemselves");
        Same(open.Count, "summary", "inProgress");
        Same(open.Count(j => j.IsCollapsed), "summary", "inProgressCollapsed");
        Same(collapsed.Count, "summary", "collapsed");
        Same(journeys.Count == 0 ? null : 1 - ((double)collapsed.Count / journeys.Count), "summary", "survivalRate");
        Same(MeanOf(journeys, j => j.Product), "summary", "meanProduct");
        Same(MeanOf(journeys, j => j.EvenScore), "summary", "meanEvenScore");
        Same(MeanOf(journeys, j => j.Average), "summary", "meanAverage");
        Same(collapsed.Count(j => Math.Round(j.Moments.Sum(m => m.Score) * 10) >= 60 * j.Moments.Count), "summary", "hidden");
        Same(collapsed.Count(j => j.ZeroPlaces.Count > 1), "summary", "unsavable");

        foreach (var place in journeys.SelectMany(j => j.Moments.Select(m => m.Touchpoint)).Distinct())
        {
            var moments = journeys.SelectMany(j => j.Moments).Where(m => m.Touchpoint == place).ToList();
            var rescued = collapsed.Count(j => j.ZeroPlaces.SequenceEqual([place]));
            Same(moments.Count, "touchpoints", "n", place);
            Same(moments.Count(m => m.Score == 0), "touchpoints", "zeros", place);
            Same(moments.Average(m => m.Score), "touchpoints", "mean", place);
            var share = collapsed.Where(j => j.ZeroPlaces.Contains(place)).Sum(j => 1.0 / j.ZeroPlaces.Count) / journeys.Count;
            Same(share == 0 ? null : share, "fairShares", "share", place);
            var reached = ordered.Count(j => j.Reached.Contains(place));
            Same(reached == 0 ? null : reached, "killingMoments", "reached", place);
            Same(
                reached == 0 ? null : collapsed.Count(j => j.KilledAt is { } at && j.Moments[at - 1].Touchpoint == place), "killingMoments", "kills",
                place);
            Same(rescued == 0 ? null : rescued, "fixFirst", "rescued", place);
            foreach (var month in journeys.GroupBy(j => j.Day.ToString("yyyy-MM", CultureInfo.InvariantCulture)).Where(
                m => numbers.Any(n => n[0] == "heatMap" && n[2].StartsWith(m.Key, StringComparison.Ordinal))))
            {
                var cell = month.SelectMany(j => j.Moments).Where(m => m.Touchpoint == place).ToList();
                Same(cell.Count == 0 ? null : cell.Count, "heatMap", month.Key + ":n", place);
                Same(cell.Count == 0 ? null : cell.Count(m => m.Score == 0), "heatMap", month.Key + ":zeros", place);
                Same(cell.Count == 0 ? null : cell.Average(m => m.Score), "heatMap", month.Key + ":mean", place);
            }
        }

        foreach (
            var (name, arm) in new[] { ("leftCollapsed", collapsed), ("leftSurvived", journeys.Where(j => !j.IsCollapsed).ToList()) })
        {
            Same(arm.Count(j => j.IsSaid), name, "n");
            Same(arm.Count(j => j.IsLeft), name, "left");
        }

        Same(journeys.Count(j => !j.IsSaid), "destinations", "notSaid");
        Same(journeys.Count(j => j.IsLeft && j.Competitor.Length == 0), "destinations", "leftNamingNobody");
        var after = collapsed.Where(j => j.IsSaid && j.KilledAt < j.Moments.Count)
            .ToLookup(j => j.Moments.Skip(j.KilledAt!.Value).Average(m => m.Score) > 7.99999);
        Same(after[true].Count(), "recoveryGood", "n");
        Same(after[true].Count(j => j.IsLeft), "recoveryGood", "left");
        Same(after[false].Count(), "recoveryPoor", "n");
        Same(after[false].Count(j => j.IsLeft), "recoveryPoor", "left");

        var alive = 1.0;
        for (var k = 1; k <= 6; k++)
        {
            var atRisk = ordered.Where(j => j.Moments.Count >= k && (j.KilledAt ?? 99) >= k).ToList();
            var isDrawn = atRisk.Count >= 10;
            alive *= isDrawn ? 1 - ((double)atRisk.Count(j => j.KilledAt == k) / atRisk.Count) : 1;
            Same(isDrawn ? atRisk.Count : null, "survivalCurve", $"{k}:atRisk");
            Same(isDrawn ? alive : null, "survivalCurve", $"{k}:survival");
        }

        Assert.Equal(journeys.Count, numbers.Where(n => n[0] == "trend" && n[2].EndsWith(":journeys", StringComparison.Ordinal)).Sum(n => int.Parse(n[3], CultureInfo.InvariantCulture)));
    }

    // Every link to journeys whose text begins with a number.
    private async Task SameJourneysAsync(Guid companyId, string page)
    {
        static string NumberOf(string words) => string.Concat(words.TakeWhile(c => char.IsAsciiDigit(c) || c == '.'));
        var links = Html.Parse(page).QuerySelectorAll("a[href*='/journeys?']").Select(a => (Href: a.Href(), Number: NumberOf(a.Words())));
        foreach (var link in links.Where(l => l.Number.Length > 0))
        {
            var filter = JourneyFilter.Parse(
                new QueryCollection(QueryHelpers.ParseQuery(link.Href[link.Href.IndexOf('?', StringComparison.Ordinal)..])), TestData.Day);
            Assert.True(filter.IsUnderstood, link.Href);
            var journeys = await app.InScopeAsync(services => services.GetRequiredService<AppDbContext>()
                .JourneysOf(companyId, filter).Include(j => j.Moments).ToListAsync());
            var moments = journeys.SelectMany(j => j.Moments).ToList();
            var counted = filter switch
            {
                // These count moments, in the journeys that have them.
                { Traits.VisitedId: { } visited } => Tell(moments.Where(m => m.TouchpointId == visited), link.Number),
                { ZeroAtId: { } zeroAt, Collapsed: null } => moments.Count(m => m.TouchpointId == zeroAt && m.Score.IsZero)
                    .ToString(CultureInfo.InvariantCulture),
                _ => journeys.Count.ToString(CultureInfo.InvariantCulture),
            };
            Assert.True(counted == link.Number, $"{link.Number} leads to {counted}: {link.Href}");
        }
    }

    // A cell of the heat map is a mean with one decimal; a count has none.
    private static string Tell(IEnumerable<Moment> moments, string shown) => shown.Contains('.', StringComparison.Ordinal)
        ? (moments.Sum(m => m.Score.Tenths) / (10.0 * moments.Count())).ToString("0.0", CultureInfo.InvariantCulture)
        : moments.Count().ToString(CultureInfo.InvariantCulture);

    private static double? MeanOf(IReadOnlyList<ExportedJourney> journeys, Func<ExportedJourney, double> value) =>
        journeys.Count == 0 ? null : journeys.Average(value);
}
