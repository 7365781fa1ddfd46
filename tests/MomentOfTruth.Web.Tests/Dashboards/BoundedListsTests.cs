using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Domain.Scoring;
using MomentOfTruth.Web.Features.Companies;
using MomentOfTruth.Web.Features.Dashboards;
using MomentOfTruth.Web.Features.Intake;

namespace MomentOfTruth.Web.Tests.Dashboards;

/// <summary>
/// Customers can name touchpoints and products without end. No page grows with them: it names some, and says how many the rest are and what
/// they come to.
/// </summary>
public sealed class BoundedListsTests(BoundedListsTests.ManyNames app) : IClassFixture<BoundedListsTests.ManyNames>
{
    private const int AtMost = 200_000;

    [Theory]
    [InlineData("/{c}/companies/{s}?period=all")]
    [InlineData("/{c}/companies/{s}.json?period=all")]
    [InlineData("/{c}/companies/{s}.csv?period=all")]
    [InlineData("/{c}/companies/{s}/fix-first?period=all")]
    [InlineData("/{c}/companies/{s}/fix-first.json?period=all")]
    [InlineData("/{c}/companies/{s}/touchpoints/{t}?period=all")]
    [InlineData("/{c}/companies/{s}/journeys")]
    [InlineData("/{c}/companies/{s}/journeys?touchpoint={t}&sole={t}&zero-at={t}&rows=100")]
    [InlineData("/{c}/companies/{s}/export?period=all")]
    [InlineData("/{c}/companies/{s}/settings")]
    [InlineData("/{c}/companies/{s}/settings/names")]
    [InlineData("/{c}/log/{s}")]
    public async Task Page_OfFiveThousandNames_IsHardlyLongerThanOfFifty(string address)
    {
        foreach (var culture in new[] { "en", "ko" })
        {
            var (few, many) = (await LengthAsync(app.Few, address, culture), await LengthAsync(app.Many, address, culture));
            Assert.True(many - few <= AtMost, $"{address}: {few:N0} bytes of 50 names, {many:N0} of 5,000");
        }
    }

    [Fact]
    public async Task FairSharesAndTheRest_AreTheCollapsedShare()
    {
        using var file = JsonDocument.Parse(await app.Many.Browser.GetStringAsync($"/en/companies/{app.Many.Company.Slug}.json?period=all"));
        var measures = file.RootElement.GetProperty("measures");
        double Sum(string list, string name) => measures.GetProperty(list).EnumerateArray().Sum(row => row.GetProperty(name).GetDouble());
        double Rest(string list, string name) => measures.GetProperty("rest").GetProperty(list).GetProperty(name).GetDouble();
        var (journeys, collapsed) = (measures.GetProperty("journeys").GetDouble(), measures.GetProperty("collapsed").GetDouble());

        Assert.Equal(collapsed / journeys, Sum("fairShares", "share") + Rest("fairShares", "share"), 9);
        Assert.Equal(collapsed, Sum("killingMoments", "kills") + Rest("killingMoments", "kills"));
        Assert.Equal(collapsed, Sum("sequence", "rescued") + Rest("sequence", "rescued"));
        Assert.Equal(app.Many.Moments, Sum("touchpoints", "n") + Rest("touchpoints", "n"));
        Assert.Equal(app.Many.Moments, file.RootElement.GetProperty("heatMap").EnumerateArray().Sum(c => c.GetProperty("n").GetDouble()));
        foreach (var list in new[] { "fairShares", "killingMoments", "sequence", "touchpoints", "fixFirst" })
        {
            Assert.Equal(MeasuresSummary.MostNamed, measures.GetProperty(list).GetArrayLength());
        }

        Assert.Equal(5000, MeasuresSummary.MostNamed + Rest("touchpoints", "touchpoints"));
    }

    [Theory]
    [InlineData("en", "?period=all", "touchpoints", "more touchpoints together")]
    [InlineData("ko", "?period=all", "touchpoints", "그 밖의 접점")]
    [InlineData("en", "?period=all", "shares", "more touchpoints together")]
    [InlineData("en", "?period=all", "heat", "more touchpoints together")]
    [InlineData("en", "/fix-first?period=all", "ranking", "more touchpoints together")]
    [InlineData("ko", "/fix-first?period=all", "ranking", "그 밖의 접점")]
    [InlineData("en", "/fix-first?period=all", "sequence", "more steps")]
    public async Task Rest_IsARowOfItsOwn(string culture, string query, string section, string words)
    {
        var page = Html.Parse(await app.Many.Browser.GetStringAsync($"/{culture}/companies/{app.Many.Company.Slug}{query}"));

        Assert.Contains(
            page.One($"section[aria-labelledby={section}]").QuerySelectorAll("tr th"), row => row.Words().Contains(words, StringComparison.Ordinal));
    }

    [Fact]
    public async Task FilesAndCommand_HaveAll()
    {
        var csv = await app.Many.Browser.GetStringAsync($"/en/companies/{app.Many.Company.Slug}/fix-first.csv?period=all");
        var measures = MeasuresSummary.Of(await app.InScopeAsync(
            s => s.GetRequiredService<MeasuresQuery>().RunAsync(new LedgerScope(app.Many.Company.Id), default)));

        Assert.Equal(app.Many.Sole + 1, Csv.Read(csv).Count);
        Assert.Equal((5000, null), (measures.Touchpoints.Count, measures.Rest));
    }

    private static async Task<int> LengthAsync(Named named, string address, string culture)
    {
        var path = address.Replace("{c}", culture, StringComparison.Ordinal)
            .Replace("{s}", named.Company.Slug, StringComparison.Ordinal)
            .Replace("{t}", named.Touchpoint.ToString(), StringComparison.Ordinal);
        return (await named.Browser.GetByteArrayAsync(path)).Length;
    }

    /// <summary>A company and what customers named there.</summary>
    public sealed record Named(Company Company, HttpClient Browser, Guid Touchpoint, int Moments, int Sole);

    /// <summary>The app with a company of 50 names and one of 5,000.</summary>
    public sealed class ManyNames : AppFixture, IAsyncLifetime
    {
        public Named Few { get; private set; } = null!;

        public Named Many { get; private set; } = null!;

        async Task IAsyncLifetime.InitializeAsync()
        {
            await Database.CreateAsync();
            (Few, Many) = (await MakeAsync(50), await MakeAsync(5000));
        }

        async Task IAsyncLifetime.DisposeAsync()
        {
            await DisposeAsync();
            await Database.DisposeAsync();
        }

        // Journeys of up to 100 moments, all of them zeros, and one journey for every fifth name that it alone would save.
        private async Task<Named> MakeAsync(int count)
        {
            var company = await this.CompanyAsync();
            var (first, moments) = await InScopeAsync(async s =>
            {
                var register = s.GetRequiredService<CompanyRegister>();
                var touchpoints = await register.FindOrAddTouchpointsAsync(
                    [.. Names(count).Select(name => new NamedTouchpoint(company.Id, name, name, null, Channel.Other) { State = NameState.Proposed })],
                    default);
                await register.FindOrAddProductsAsync([.. Names(count).Select(name => (company.Id, name))], NameState.Proposed, default);
                var journeys = touchpoints.Chunk(100).Concat(touchpoints.Where((_, i) => i % 5 == 0).Select(t => new[] { t }))
                    .Select(chunk => Made(company.Id, [.. chunk.Select(t => t.Id)])).ToList();
                foreach (var some in journeys.Chunk(500))
                {
                    await s.GetRequiredService<JourneyWriter>().LogAllAsync(some, default);
                }

                return (touchpoints[0].Id, journeys.Sum(j => j.Moments.Count));
            });
            return new Named(company, await this.SignedInAsync(company, CompanyRole.Owner), first, moments, count / 5);
        }

        private static IEnumerable<string> Names(int count) =>
            Enumerable.Range(0, count).Select(i => $"{i:0000} {new string((char)('a' + (i % 26)), 145)}");

        private static Journey Made(Guid company, IReadOnlyList<Guid> touchpoints)
        {
            MomentEntry Entry(Guid id) => new(id, Channel.Other, new Score(0), TestData.Day);
            var journey = new Journey(company, Entry(touchpoints[0]), DateTime.UtcNow);
            foreach (var touchpoint in touchpoints.Skip(1))
            {
                journey.Add(Entry(touchpoint));
            }

            journey.Finish(Outcome.Left, TestData.Day, DateTime.UtcNow);
            return journey;
        }
    }
}
