using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Domain.Journeys;

namespace MomentOfTruth.Web.Tests.Dashboards;

public sealed class DashboardSectionsTests(AppFixture app) : IClassFixture<AppFixture>
{
    private const string AllTime = "?period=all";

    [Fact]
    public async Task FixFirst_OneTouchpointFarAhead_IsNamedWithWhyAndHowSure()
    {
        var page = await PageAsync(
            [.. ToldJourney.Times(30, new("A9 B0")), .. ToldJourney.Times(2, new("A0 B9")), .. ToldJourney.Times(28, new("A9 B9"))]);

        Assert.Equal(
            "One journey in two collapses (32 of 60). Fix B first: without its zeros 30 of the 32 would have survived, clearly ahead of A (2).",
            Sentence(page));
    }

    [Fact]
    public async Task FixFirst_TwoAlike_AreTooCloseToCall()
    {
        var page = await PageAsync([.. ToldJourney.Times(16, new("A9 B0")), .. ToldJourney.Times(15, new("A0 B9"))]);

        Assert.Equal(
            "100 % of journeys collapse (31 of 31). Fix B or A first: too close to call (16 and 15 of the 31 would have survived).",
            Sentence(page));
    }

    [Fact]
    public async Task FixFirst_FewerThanThirtyJourneys_RanksNothing()
    {
        var page = await PageAsync([.. ToldJourney.Times(9, new("A9 B0")), .. ToldJourney.Times(20, new("A9 B9"))]);

        Assert.Equal("One journey in three collapses (9 of 29). It takes 30 finished journeys to say what to fix first.", Sentence(page));
        Assert.Contains("here they stand by name", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("A0 B10 C8", "5", "6")]
    [InlineData("A0 B10 C7.9", "0", "5")]
    public async Task Hidden_AverageOfExactlySix_IsCountedAndLinked(string moments, string hidden, string bar)
    {
        var page = Html.Parse(await PageAsync([.. ToldJourney.Times(5, new(moments)), new("A9")]));

        Assert.Equal($"{hidden} of them average 6 or more", page.QuerySelectorAll(".card .base").First(b => b.Words().Contains("of them average", StringComparison.Ordinal)).Words());
        var link = Assert.Single(page.QuerySelectorAll("section[aria-labelledby=hidden] svg a"));
        Assert.Contains($"average-in={bar}", link.Href(), StringComparison.Ordinal);
        Assert.StartsWith($"Plain average {bar} to below", link.GetAttribute("aria-label"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Destinations_NamedFromFiveOn_OthersFolded_NotSaidApart()
    {
        var page = Section(await PageAsync(
        [
            .. ToldJourney.Times(6, new("A0", Outcome.LeftForCompetitor, "Rival One")),
            .. ToldJourney.Times(4, new("A0", Outcome.LeftForCompetitor, "Rival Two")),
            .. ToldJourney.Times(3, new("A0", Outcome.Returned)),
            .. ToldJourney.Times(7, new("A9", Outcome.NotSaid)),
        ]), "went");

        Assert.Contains("Rival One", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Rival Two", page, StringComparison.Ordinal);
        Assert.Contains("Other competitors (fewer than 5 each)", page, StringComparison.Ordinal);
        Assert.Contains("Left, naming no competitor", page, StringComparison.Ordinal);
        Assert.Contains("Ending not said", page, StringComparison.Ordinal);
        Assert.Contains("Too few to compare: it takes 30 journeys of each kind.", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RuleTest_TooFew_HasNoEvidence()
    {
        var page = Section(
            await PageAsync([.. ToldJourney.Times(29, new("A0 B9", Outcome.Left)), .. ToldJourney.Times(40, new("A0 B5", Outcome.Left))]),
            "rule");

        Assert.Equal(2, page.Split("No evidence either way yet").Length - 1);
    }

    [Fact]
    public async Task RuleTest_IntervalOverZero_ShowsNoDifference_AndBeyondItSaysWhich()
    {
        var page = Section(await PageAsync(
        [
            .. ToldJourney.Times(20, new("A0 B9", Outcome.Left)), .. ToldJourney.Times(20, new("A0 B9", Outcome.Stayed)),
            .. ToldJourney.Times(21, new("A0 B5", Outcome.Left)), .. ToldJourney.Times(20, new("A0 B5", Outcome.Stayed)),
            .. ToldJourney.Times(40, new("A4.5 B4.5", Outcome.Stayed)),
        ]), "rule");

        Assert.Contains("No difference shown", page, StringComparison.Ordinal);
        Assert.Contains("Collapsed journeys ended in leaving more often", page, StringComparison.Ordinal);
        Assert.Contains("It does not foretell who will leave.", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task HeatMap_OfAYear_HasAllItsMonths_ZerosColoured_FewMomentsOnlyCounted()
    {
        var page = Section(await PageAsync(
        [
            .. ToldJourney.Times(30, new("A7 B0", Day: new(2026, 3, 3))),
            .. ToldJourney.Times(6, new("A7.5", Day: new(2025, 4, 30))),
            .. ToldJourney.Times(4, new("B5", Day: new(2025, 5, 1))),
            .. ToldJourney.Times(9, new("A2", Day: new(2025, 3, 31))),
        ]), "heat");

        Assert.Contains(">Apr 25</th>", page, StringComparison.Ordinal);
        Assert.Contains(">Mar 25</th>", page, StringComparison.Ordinal);
        Assert.Contains("class=\"s0\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("class=\"s3\"", page, StringComparison.Ordinal);
        Assert.Contains("∅ 7.0<", page, StringComparison.Ordinal);
        Assert.Contains("∅ 7.5*<", page, StringComparison.Ordinal);
        Assert.Matches("zero-at=[^>]*>30</a>", page);
        Assert.Contains("from=2025-05-01&amp;to=2025-05-31", page, StringComparison.Ordinal);
        Assert.DoesNotContain("∅ 5.0", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Survival_StopsBelowTenAtRisk_AndNamesEveryStep()
    {
        var page = Section(
            await PageAsync([.. ToldJourney.Times(10, new("A9 A0 A9")), .. ToldJourney.Times(9, new("A9 A9 A9"))]), "survival");

        Assert.Contains("After moment 1: 100 % alive, n = 19, 0 killed here", page, StringComparison.Ordinal);
        Assert.Contains("After moment 2: 47.4 % alive, n = 19, 10 killed here", page, StringComparison.Ordinal);
        Assert.DoesNotContain("After moment 3", page, StringComparison.Ordinal);
        Assert.Contains("killed-at=2", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PeriodAtTheEndsOfTheCalendar_IsAnswered()
    {
        var company = await app.CompanyAsync();
        await ToldJourney.LogAsync(app, company, [new("A9 B0")]);
        var browser = await app.SignedInAsync(company, CompanyRole.Viewer);

        (await browser.GetAsync($"/en/companies/{company.Slug}?from=1900-01-01&to=2199-12-31")).EnsureSuccessStatusCode();
    }

    [Fact]
    public async Task EveryPage_NamesNoPermissionThatBrowsersDoNotKnow()
    {
        var policy = (await app.Browser().GetAsync("/en")).Headers.GetValues("Permissions-Policy").Single();

        Assert.DoesNotContain("web-share", policy, StringComparison.Ordinal);
        Assert.Contains("camera=()", policy, StringComparison.Ordinal);
    }

    private static string Sentence(string page) => Html.Parse(page).One("#say").Words();

    private static string Section(string page, string id) => Html.Parse(page).One($"section[aria-labelledby='{id}']").OuterHtml;

    private async Task<string> PageAsync(IEnumerable<ToldJourney> journeys)
    {
        var company = await app.CompanyAsync();
        await ToldJourney.LogAsync(app, company, journeys);
        var browser = await app.SignedInAsync(company, CompanyRole.Viewer);
        return await browser.GetStringAsync($"/en/companies/{company.Slug}{AllTime}");
    }
}
