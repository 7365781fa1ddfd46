using System.Net;

namespace MomentOfTruth.Web.Tests.Dashboards;

public sealed class MethodPageTests(AppFixture app) : IClassFixture<AppFixture>
{
    [Theory]
    [InlineData("en", "does not predict churn", "14 to 19 points")]
    [InlineData("ko", "이탈을 예측하지 않습니다", "14~19%p")]
    public async Task Method_IsForEveryone_AndSaysWhatIsNotClaimed(string language, params string[] words)
    {
        var answer = await app.Browser().GetAsync($"/{language}/method");
        var page = await answer.TextAsync();

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.All(words, word => Assert.Contains(word, page, StringComparison.Ordinal));
        foreach (var source in new[] { "Wilson", "Newcombe", "Kaplan", "Greenwood", "Mantel", "Greenland", "Shapley", "Welch", "Normann", "Carlzon" })
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
        Assert.Equal(20, entries.Length);
        Assert.All(entries, entry => page.One(entry.Href()));
        Assert.Contains($"/{language}/method\"", await app.Browser().GetStringAsync($"/{language}/help"), StringComparison.Ordinal);
    }
}
