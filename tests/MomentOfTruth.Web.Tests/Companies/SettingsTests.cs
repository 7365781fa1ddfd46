using System.Net;
using MomentOfTruth.Domain.Companies;

namespace MomentOfTruth.Web.Tests.Companies;

public sealed class SettingsTests(AppFixture app) : IClassFixture<AppFixture>
{
    [Theory]
    [InlineData(CompanyRole.Viewer, HttpStatusCode.Forbidden)]
    [InlineData(CompanyRole.Manager, HttpStatusCode.Forbidden)]
    [InlineData(CompanyRole.Owner, HttpStatusCode.OK)]
    public async Task Settings_AreTheOwners(CompanyRole role, HttpStatusCode status)
    {
        var company = await app.CompanyAsync();
        var browser = await app.SignedInAsync(company, role);
        var link = $"href=\"/en/companies/{company.Slug}/settings\"";

        var answer = await browser.GetAsync($"/en/companies/{company.Slug}/settings");
        var journeys = await browser.GetStringAsync($"/en/companies/{company.Slug}/journeys");

        Assert.Equal(status, answer.StatusCode);
        Assert.Equal(status == HttpStatusCode.OK, journeys.Contains(link, StringComparison.Ordinal));
        if (status != HttpStatusCode.OK)
        {
            var token = Forms.TokenOf(await browser.GetStringAsync("/en/my-journeys"));
            var posted = await browser.PostAsync(
                $"/en/companies/{company.Slug}/settings",
                Forms.Content([new("Sites", "https://evil.example"), new("__RequestVerificationToken", token)]));
            Assert.Equal(HttpStatusCode.Forbidden, posted.StatusCode);
        }
    }

    [Theory]
    [InlineData("https://www.example.com", "https://www.example.com")]
    [InlineData(
        " HTTPS://Shop.Example:8443/ \r\n\r\nhttps://b.example:443\nhttps://b.example", "https://shop.example:8443\nhttps://b.example")]
    [InlineData("http://localhost:5000\nhttp://127.0.0.1", "http://localhost:5000\nhttp://127.0.0.1")]
    [InlineData("https://가게.example", "https://xn--o39akk.example")]
    [InlineData("", "")]
    public async Task Sites_AreKeptAsOriginsOneALine(string typed, string kept)
    {
        var company = await app.CompanyAsync();
        var browser = await app.SignedInAsync(company, CompanyRole.Owner);
        var address = $"/en/companies/{company.Slug}/settings";

        var saved = await browser.PostFormAsync(address, new() { ["Sites"] = typed });

        Assert.Equal($"{address}?saved=sites#sites", saved.Headers.Location?.OriginalString);
        var page = await browser.GetStringAsync(saved.Headers.Location);
        Assert.Contains("The list is saved", page, StringComparison.Ordinal);
        Assert.Equal(kept, Forms.FormOf(page, "Sites").Fields["Sites"]);
    }

    [Theory]
    [InlineData("http://www.example.com")]
    [InlineData("https://www.example.com/path")]
    [InlineData("https://www.example.com?query")]
    [InlineData("https://user@www.example.com")]
    [InlineData("https://*.example.com")]
    [InlineData("*")]
    [InlineData("www.example.com")]
    [InlineData("https://a.example; script-src *")]
    [InlineData("https://a.example 'self'")]
    [InlineData("https://a.example, https://b.example")]
    [InlineData("javascript:alert(1)")]
    [InlineData("data:text/html,x")]
    [InlineData("https://")]
    public async Task SiteThatIsNone_Is422AndKeepsAllThatWasTyped(string typed)
    {
        var company = await app.CompanyAsync();
        var browser = await app.SignedInAsync(company, CompanyRole.Owner);
        var list = "https://good.example\n" + typed;

        var answer = await browser.PostFormAsync($"/ko/companies/{company.Slug}/settings", new() { ["Sites"] = list });

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var html = await answer.Content.ReadAsStringAsync();
        Assert.Contains("사이트 주소가 아닙니다", WebUtility.HtmlDecode(html), StringComparison.Ordinal);
        Assert.Contains("id=\"Sites-error\"", html, StringComparison.Ordinal);
        Assert.Equal(list, Forms.FormOf(html, "Sites").Fields["Sites"].ReplaceLineEndings("\n"));
        Assert.DoesNotContain(
            "good.example", (await browser.GetAsync($"/ko/embed/log/{company.Slug}")).Headers.GetValues("Content-Security-Policy").Single(),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task MoreSitesThanTheListTakes_Are422()
    {
        var company = await app.CompanyAsync();
        var browser = await app.SignedInAsync(company, CompanyRole.Owner);
        string List(int n) => string.Join('\n', Enumerable.Range(1, n).Select(i => $"https://{i}.example"));

        Assert.Equal(HttpStatusCode.Redirect, (await browser.PostFormAsync($"/en/companies/{company.Slug}/settings", new() { ["Sites"] = List(SiteOrigin.MaxSites) })).StatusCode);
        var answer = await browser.PostFormAsync(
            $"/en/companies/{company.Slug}/settings", new() { ["Sites"] = List(SiteOrigin.MaxSites + 1) });

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains("at most 20 sites", await answer.TextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task PickedNames_AreInTheLinkTheSnippetAndThePoster_AndFillTheForm()
    {
        var company = await app.CompanyAsync();
        await app.JourneyAsync(company, TestData.Said("Call centre & co", "8"));
        var browser = await app.SignedInAsync(company, CompanyRole.Owner);

        var page = await browser.GetStringAsync(
            $"/en/companies/{company.Slug}/settings?touchpoint=Call%20centre%20%26%20co&product=%EB%AA%A8%EB%8E%80");

        var query = "?touchpoint=Call%20centre%20%26%20co&product=%EB%AA%A8%EB%8E%80";
        var text = WebUtility.HtmlDecode(page);
        Assert.Contains($"href=\"http://localhost/en/log/{company.Slug}{query}\"", text, StringComparison.Ordinal);
        Assert.Contains(
            $"<iframe src=\"http://localhost/en/embed/log/{company.Slug}{query}", WebUtility.HtmlDecode(text), StringComparison.Ordinal);
        Assert.DoesNotContain("<iframe", page, StringComparison.Ordinal);
        Assert.Contains($"href=\"/en/companies/{company.Slug}/poster{query}\"", text, StringComparison.Ordinal);
        var form = await app.Browser().GetStringAsync($"/en/log/{company.Slug}{query}");
        Assert.Equal("Call centre & co", Forms.FormOf(form, "Input.Product").Fields["Input.Moments[0].Touchpoint"]);
        Assert.Equal("모뎀", Forms.FormOf(form, "Input.Product").Fields["Input.Product"]);
    }

    [Theory]
    [InlineData("en", "How did it go today?", "QR code of the address of the form")]
    [InlineData("ko", "오늘 어떠셨나요?", "양식 주소의 QR 코드")]
    public async Task Poster_HasTheNameTheCodeAndTheAddress(string culture, string heading, string label)
    {
        var company = await app.CompanyAsync("온빛");
        var browser = await app.SignedInAsync(company, CompanyRole.Viewer);

        var html = await browser.GetStringAsync(
            $"/{culture}/companies/{Uri.EscapeDataString(company.Slug)}/poster?touchpoint=Shop%20%3Cb%3E");
        var text = WebUtility.HtmlDecode(html);

        Assert.Contains(heading, text, StringComparison.Ordinal);
        Assert.Contains($"<p class=\"poster-name\">{company.Name}</p>", text, StringComparison.Ordinal);
        Assert.Contains("Shop &lt;b&gt;", html, StringComparison.Ordinal);
        Assert.Contains(label, text, StringComparison.Ordinal);
        Assert.Contains($"localhost/{culture}/log/{company.Slug}<", text, StringComparison.Ordinal);
        Assert.DoesNotContain("style=", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Poster_InTheOtherLanguage_IsThePageInThatLanguage()
    {
        var company = await app.CompanyAsync();
        var browser = await app.SignedInAsync(company, CompanyRole.Viewer);

        var other = await browser.GetAsync($"/en/companies/{company.Slug}/poster?lang=ko&touchpoint=Shop");

        Assert.Equal($"/ko/companies/{company.Slug}/poster?touchpoint=Shop", other.Headers.Location?.OriginalString);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync($"/en/companies/{company.Slug}/poster?lang=//evil.example")).StatusCode);
    }
}
