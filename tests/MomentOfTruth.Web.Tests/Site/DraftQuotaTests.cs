using System.Net;
using MomentOfTruth.Web.Tests.Intake;
using MomentOfTruth.Web.Tests.Photos;

namespace MomentOfTruth.Web.Tests.Site;

/// <summary>New drafts are counted, as each takes room for a week. One that is there may be saved as often as before.</summary>
public sealed class DraftQuotaTests(DraftQuotaTests.Few app) : IClassFixture<DraftQuotaTests.Few>
{
    private const int Allowed = 3;

    private static int _addresses;

    [Fact]
    public async Task NewDrafts_VeryManyFromOneAddress_Are429_AndTheOwnOneAndOthersAreSaved()
    {
        var company = await app.CompanyAsync();
        var (flood, key) = await FloodAsync(company.LogAddress());
        var before = await StoreCounts.OfAsync(app);

        var refused = await flood.PostDraftAsync(await flood.GetStringAsync(company.LogAddress()), ("Input.Title", "One more"));

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 3600);
        Assert.Equal(before, await StoreCounts.OfAsync(app));
        for (var i = 0; i < 2 * Allowed; i++)
        {
            Assert.Equal(key, (await flood.SaveAsync(await flood.GetStringAsync($"{company.LogAddress()}?draft={key}"), ("Input.Title", $"Go on {i}"))).Key);
        }

        await app.BrowserAt(NextAddress()).SaveAsync(company, LogForms.Typed(("Shop", "8")));
    }

    [Fact]
    public async Task DraftsPartedFromAnother_AreNewOnes()
    {
        var company = await app.CompanyAsync();
        var (flood, key) = await FloodAsync(company.LogAddress());
        var page = await flood.GetStringAsync($"{company.LogAddress()}?draft={key}&moment=1");
        await flood.SaveAsync(page, ("Input.Moments[0].Story", "Saved meanwhile"));

        var refused = await flood.PostDraftAsync(page, ("writer", Guid.NewGuid().ToString("N")));

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
    }

    [Theory]
    [InlineData("en", "save", "very many drafts were started from your network")]
    [InlineData("en", "all", "Try again in an hour")]
    [InlineData("ko", "photos:1", "같은 네트워크에서 매우 많은 초안이")]
    public async Task Button_ThatWouldMakeOneMore_Is429WithAllThatWasTyped(string culture, string button, string words)
    {
        var company = await app.CompanyAsync();
        var (flood, _) = await FloodAsync(company.LogAddress());
        var typed = LogForms.Typed(("Shop", "8"));

        var refused = await flood.SendFilesAsync(
            await flood.GetStringAsync(company.LogAddress(culture)), "Input.Opened", [.. typed.Select(f => (f.Key, f.Value)), ("do", button)], (PhotoForms.FirstFiles, "a.jpg", TestPhotos.Jpeg()));

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 3600);
        var html = await refused.Content.ReadAsStringAsync();
        Assert.Contains(words, WebUtility.HtmlDecode(html), StringComparison.Ordinal);
        var drawn = Forms.FormOf(html, "Input.Opened").Fields;
        Assert.All(
            typed.Where(f => f.Key.StartsWith("Input.Moments", StringComparison.Ordinal)), field => Assert.Equal(field.Value, drawn[field.Key]));
    }

    /// <summary>Somebody who has started as many drafts as there may be, and the key of the last.</summary>
    private async Task<(HttpClient Browser, string Key)> FloodAsync(string address)
    {
        var (flood, key) = (app.BrowserAt(NextAddress()), "");
        for (var i = 0; i < Allowed; i++)
        {
            key = (await flood.SaveAsync(await flood.GetStringAsync(address), ("Input.Moments[0].Story", $"Draft {i}"))).Key;
        }

        return (flood, key);
    }

    private static string NextAddress() => $"192.0.2.{Interlocked.Increment(ref _addresses)}";

    public sealed class Few : LimitsTests.Strict
    {
        protected override IEnumerable<(string Key, string Value)> Settings =>
            [.. base.Settings, ("Limits:FormPostsPerTenMinutes", "1000"), (
                "Limits:DraftsPerHour", Allowed.ToString(System.Globalization.CultureInfo.InvariantCulture))];
    }
}
