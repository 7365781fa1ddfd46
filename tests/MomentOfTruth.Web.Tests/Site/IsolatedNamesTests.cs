using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Web.Site;

namespace MomentOfTruth.Web.Tests.Site;

/// <summary>Words of people turn nothing of ours around them.</summary>
public sealed class IsolatedNamesTests(AppFixture app) : IClassFixture<AppFixture>
{
    [Theory]
    [InlineData("Kiosk", "Kiosk")]
    [InlineData("시티 키오스크", "시티 키오스크")]
    [InlineData("שירות", "\u2068שירות\u2069")]
    [InlineData("خدمة 7", "\u2068خدمة 7\u2069")]
    [InlineData("\U0001E900", "\u2068\U0001E900\u2069")]
    public void Isolated_OnlyWhatIsWrittenFromTheRight(string name, string shown) => Assert.Equal(shown, IsolatingTextFactory.Isolated(name));

    // The override is dropped where the name is kept, and what is truly written from the right stands isolated inside our sentences.
    [Fact]
    public async Task DashboardSentences_HaveTheirFiguresInOrder()
    {
        var company = await app.CompanyAsync();
        for (var i = 0; i < 36; i++)
        {
            await app.FinishedAsync(
                company, Outcome.NotSaid, null, TestData.Said("Kiosk\u202E", i < 13 ? "0" : "8"), TestData.Said("שירות", i is > 13 and < 27 ? "0" : "9"));
        }

        var manager = await app.SignedInAsync(company, CompanyRole.Manager);
        foreach (var page in new[] { "", "/fix-first", "/journeys", "/settings/names" })
        {
            var html = await (await manager.GetAsync($"/en/companies/{company.Slug}{page}?period=all")).TextAsync();
            Assert.DoesNotContain('\u202E', html);
            Assert.True(page is "/journeys" or "/settings/names" || html.Contains("Kiosk", StringComparison.Ordinal), page);
        }

        var fixFirst = Html.Parse(await manager.GetStringAsync($"/en/companies/{company.Slug}/fix-first?period=all"));
        var sentences = fixFirst.QuerySelectorAll("h1, h2, p, title").Select(e => e.InnerHtml).Where(s => s.Contains("שירות", StringComparison.Ordinal));
        Assert.All(sentences, s => Assert.Matches("\u2068שירות|<bdi>[^<]*שירות|dir=\"auto\"[^>]*>[^<]*שירות", s));
    }
}
