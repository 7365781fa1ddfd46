using System.Net;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Domain.Journeys;

namespace MomentOfTruth.Web.Tests.Journeys;

public sealed class SearchTests(AppFixture app) : IClassFixture<AppFixture>
{
    private static readonly (string Touchpoint, string Story)[] Stories =
    [
        ("Dealer shop", "모뎀을 개통했어요"),
        ("Shop", "The MODEM could not be activated <b>here</b>"),
        ("Hotline", "Never again 😡 \"they\" said AND left; NEAR(the shop) 100%"),
        ("Web page", "المودم لا يعمل"),
        ("Store", "통개 의자를 샀다"),
    ];

    [Theory]
    [InlineData("개통", "Dealer shop")]
    [InlineData("통개", "Store")]
    [InlineData("mOdEm", "Shop")]
    [InlineData("activ modem", "Shop")]
    [InlineData("😡", "Hotline")]
    [InlineData("\"they\"", "Hotline")]
    [InlineData("said AND left", "Hotline")]
    [InlineData("NEAR(", "Hotline")]
    [InlineData("nev* OR *", null)]
    [InlineData("modem OR 개통", null)]
    [InlineData("100%", "Hotline")]
    [InlineData("يعمل", "Web page")]
    [InlineData("한국", null)]
    [InlineData("') OR 1=1 --", null)]
    public async Task List_SearchedFor_ShowsTheJourneysWithAllOfTheWords(string typed, string? found)
    {
        var (company, browser) = await ToldAsync();

        foreach (var culture in new[] { "en", "ko" })
        {
            var answer = await browser.GetAsync($"/{culture}/companies/{company.Slug}/journeys?q={Uri.EscapeDataString(typed)}");

            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            var page = await answer.Content.ReadAsStringAsync();
            Assert.Equal(
                found is null ? [] : [found],
                Stories.Select(s => s.Touchpoint).Where(t => WebUtility.HtmlDecode(page).Contains($">{t}</a>", StringComparison.Ordinal)));
        }
    }

    [Fact]
    public async Task List_SearchedFor_MarksTheWordsAndEncodesTheRest()
    {
        var (company, browser) = await ToldAsync();

        var page = await browser.GetStringAsync($"/en/companies/{company.Slug}/journeys?q=modem");

        Assert.Contains("The <mark>MODEM</mark> could not be activated &lt;b&gt;here&lt;/b&gt;", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("*")]
    [InlineData("\"")]
    [InlineData("a\u0001b")]
    public async Task List_SearchedForNoWord_SaysSo(string typed)
    {
        var (company, browser) = await ToldAsync();

        var answer = await browser.GetAsync($"/en/companies/{company.Slug}/journeys?q={Uri.EscapeDataString(typed)}");

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("has no word to look for", await answer.TextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_AnotherCompanysStoryWithTheSameWords_IsNotFound()
    {
        var (company, browser) = await ToldAsync();
        var (_, others) = await ToldAsync();

        var page = WebUtility.HtmlDecode(await browser.GetStringAsync($"/en/companies/{company.Slug}/journeys?q=modem"));

        Assert.Contains("Showing <b>1</b> of 5", page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await others.GetAsync($"/en/companies/{company.Slug}/journeys?q=modem")).StatusCode);
    }

    [Fact]
    public async Task Export_SearchedFor_HoldsWhatTheListShows()
    {
        var (company, browser) = await ToldAsync();

        foreach (var kind in new[] { "journeys", "moments" })
        {
            var csv = await browser.GetStringAsync($"/en/companies/{company.Slug}/export/{kind}.csv?q={Uri.EscapeDataString("개통")}");
            Assert.Equal(2, csv.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);
        }
    }

    private async Task<(Company Company, HttpClient Browser)> ToldAsync()
    {
        var company = await app.CompanyAsync();
        foreach (var (touchpoint, story) in Stories)
        {
            await app.FinishedAsync(company, Outcome.Left, null, TestData.Said(touchpoint, "8", story: story));
        }

        return (company, await app.SignedInAsync(company, CompanyRole.Manager));
    }
}
