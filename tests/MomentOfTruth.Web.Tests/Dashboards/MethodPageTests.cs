using System.Net;

namespace MomentOfTruth.Web.Tests.Dashboards;

public sealed class MethodPageTests(AppFixture app) : IClassFixture<AppFixture>
{
    [Theory]
    [InlineData("en", "does not predict churn", "14 to 19 points", "85.7 of 100 pairs", "3.1 points less often")]
    [InlineData("ko", "이탈을 예측하지 않아요", "14~19%p", "85.7쌍", "3.1%p 덜")]
    public async Task Method_IsForEveryone_AndSaysWhatIsNotClaimed(string language, params string[] words)
    {
        var answer = await app.Browser().GetAsync($"/{language}/method");
        var page = await answer.TextAsync();

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.All(words, word => Assert.Contains(word, page, StringComparison.Ordinal));
        foreach (var source in new[] { "Wilson", "Newcombe", "Kaplan", "Greenwood", "Mantel", "Greenland", "Shapley", "Welch", "Student", "Prentice", "Brandt", "Duflo", "Monroe", "Normann", "Carlzon" })
        {
            Assert.Contains(source, page, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("en")]
    [InlineData("ko")]
    public async Task Method_EveryEntryOfItsContents_LeadsToASection(string language)
    {
        var page = Html.Parse(await app.Browser().GetStringAsync($"/{language}/method"));

        var entries = page.QuerySelectorAll("[href^='#']:not([href='#main'])");
        Assert.Equal(26, entries.Length);
        Assert.All(entries, entry => page.One(entry.Href()));
        Assert.Contains($"/{language}/method\"", await app.Browser().GetStringAsync($"/{language}/help"), StringComparison.Ordinal);
    }

    // Whoever reads a measure learns what it needs before it says anything, an order above all.
    [Theory]
    [InlineData("en", "Needs:", "an order")]
    [InlineData("ko", "필요한 것:", "순서")]
    public async Task Method_EveryMeasureSaysWhatItNeeds(string language, string label, string order)
    {
        var page = Html.Parse(await app.Browser().GetStringAsync($"/{language}/method"));

        foreach (var id in new[]
        {
            "survival", "killing", "fix-first", "fair-shares", "moved", "hidden", "destinations", "rule", "curve", "risks",
            "floor-and-reward", "did-it-work", "marking-words", "heat-map", "trend", "better-or-worse", "changes",
        })
        {
            Assert.Contains(label, page.One($"section[aria-labelledby={id}]").Words(), StringComparison.Ordinal);
        }

        Assert.All(["killing", "curve", "risks"], id =>
            Assert.Contains(order, page.One($"section[aria-labelledby={id}]").Words(), StringComparison.Ordinal));
        Assert.Equal(7, page.QuerySelectorAll("section[aria-labelledby=evidence] tbody tr").Length);
    }
}
