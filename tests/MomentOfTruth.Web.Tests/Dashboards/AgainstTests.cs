using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Web.Features.Dashboards;
using MomentOfTruth.Web.Site;

namespace MomentOfTruth.Web.Tests.Dashboards;

/// <summary>What the numbers of a period are held against, and what is said of the difference.</summary>
public sealed class AgainstTests(AppFixture app) : IClassFixture<AppFixture>
{
    private static readonly LedgerScope Scope = new(Guid.CreateVersion7(), new(2024, 2, 29), new(2024, 3, 29));

    [Theory]
    [InlineData("", "2024-01-30", "2024-02-28")]
    [InlineData("?against=before", "2024-01-30", "2024-02-28")]
    [InlineData("?against=year", "2023-02-28", "2023-03-29")]
    [InlineData("?against=days&against-from=2020-01-01&against-to=2020-01-01", "2020-01-01", "2020-01-01")]
    [InlineData("?against=none", null, null)]
    public void Of_EachKind_IsTheseDays(string query, string? from, string? to)
    {
        var against = Parse(query);

        Assert.Empty(against.NotUnderstood);
        Assert.Equal((from, to), (against.Of(Scope)?.From?.ToIso(), against.Of(Scope)?.To?.ToIso()));
        Assert.Equal(against, Parse("?" + string.Join('&', against.Query().Where(q => q.Value is not null).Select(q => $"{q.Name}={q.Value}"))) with
        {
            NotUnderstood = against.NotUnderstood,
        });
    }

    [Theory]
    [InlineData("before")]
    [InlineData("year")]
    public void Of_APeriodWithoutAnEnd_IsNone(string kind) => Assert.Null(Parse("?against=" + kind).Of(Scope with { To = null }));

    [Theory]
    [InlineData("?against=tomorrow", "against")]
    [InlineData("?against=days", "against-from,against-to")]
    [InlineData("?against=days&against-from=2024-01-01&against-to=soon", "against-to")]
    [InlineData("?against=days&against-from=2024-01-02&against-to=2024-01-01", "against-to")]
    public void Parse_Nonsense_IsNotUnderstood(string query, string names) =>
        Assert.Equal(names.Split(','), Parse(query).NotUnderstood.Keys.Order());

    [Fact]
    public async Task Page_HeldAgainstEachKind_SaysSo_AndRefusesNonsense()
    {
        var company = await app.CompanyAsync();
        await ToldJourney.LogAsync(app, company,
        [
            .. ToldJourney.Times(40, new("A9 B9")), .. ToldJourney.Times(10, new("A0 B9")),
            .. ToldJourney.Times(10, new("A9 B9", Day: TestData.Day.AddDays(-100))), .. ToldJourney.Times(40, new("A0 B9", Day: TestData.Day.AddDays(-100))),
            .. ToldJourney.Times(25, new("A9 B9", Day: TestData.Day.AddDays(-380))), .. ToldJourney.Times(8, new("A0 B9", Day: TestData.Day.AddDays(-380))),
        ]);
        var browser = await app.SignedInAsync(company, CompanyRole.Viewer);
        var period = $"from={TestData.Day.AddDays(-89):yyyy-MM-dd}&to={TestData.Day:yyyy-MM-dd}";
        async Task<string> SentenceAsync(string query) =>
            Html.Parse(await browser.GetStringAsync($"/en/companies/{company.Slug}?{period}&{query}")).One("#say").Words();

        Assert.Contains("Against the 90 days before: better (+60 points, ", await SentenceAsync(""), StringComparison.Ordinal);
        Assert.Contains("Against the same days a year ago: no clear change", await SentenceAsync("against=year"), StringComparison.Ordinal);
        var legend = Html.Parse(await browser.GetStringAsync($"/en/companies/{company.Slug}?{period}&against=year")).QuerySelectorAll("#trend ~ figure .legend li");
        Assert.StartsWith("against the same days a year ago", legend[^1].Words(), StringComparison.Ordinal);
        Assert.DoesNotContain("Against", await SentenceAsync("against=none"), StringComparison.Ordinal);
        Assert.Contains(
            "too few journeys to compare", await SentenceAsync("against=days&against-from=2001-01-01&against-to=2001-01-02"), StringComparison.Ordinal);
        var row = Html.Parse(await browser.GetStringAsync($"/en/companies/{company.Slug}?{period}")).QuerySelectorAll(".touchpoints tbody tr");
        Assert.Equal(["better +60 points", "no clear change"], row.Select(r => r.Children[^1].Words()));
        Assert.Equal(
            HttpStatusCode.BadRequest, (await browser.GetAsync($"/en/companies/{company.Slug}?against=tomorrow")).StatusCode);
    }

    [Theory]
    [InlineData("", "A C B")]
    [InlineData("&sort=saved", "A B C")]
    [InlineData("&sort=zeros", "A C B")]
    [InlineData("&sort=name", "A B C")]
    [InlineData("&sort=mean", "A B C")]
    public async Task Table_IsSortedAsTheAddressSays(string sort, string order)
    {
        var company = await app.CompanyAsync();
        await ToldJourney.LogAsync(app, company,
            [.. ToldJourney.Times(20, new("A0 B2 C9")), .. ToldJourney.Times(3, new("C9 B0")), .. ToldJourney.Times(30, new("A0 C0 B3"))]);
        var browser = await app.SignedInAsync(company, CompanyRole.Viewer);

        var page = Html.Parse(await browser.GetStringAsync($"/en/companies/{company.Slug}?period=all{sort}"));

        Assert.Equal(order, string.Join(' ', page.QuerySelectorAll(".touchpoints tbody th").Select(t => t.Words())));
        Assert.Single(page.QuerySelectorAll(".touchpoints [aria-sort]"));
    }

    private static Against Parse(string query) => Against.Parse(new QueryCollection(QueryHelpers.ParseQuery(query)));
}
