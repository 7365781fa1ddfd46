using System.Net;
using MomentOfTruth.Domain.Companies;

namespace MomentOfTruth.Web.Tests.Intake;

public sealed class FramedFormTests(AppFixture app) : IClassFixture<AppFixture>
{
    [Fact]
    public async Task FramedForm_MayBeShownByTheCompanysSitesAndNobodyElse()
    {
        var company = await EmbeddedAsync("https://shop.example\nhttps://b.example:8443");

        var framed = await app.Browser().GetAsync(
            $"/en/embed/log/{company.Slug}?touchpoint=Shop&origin=https://evil.example&embed=https://evil.example");

        Assert.Equal(HttpStatusCode.OK, framed.StatusCode);
        var policy = Assert.Single(framed.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("frame-ancestors https://shop.example https://b.example:8443", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("evil", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.Contains("script-src 'self'", policy, StringComparison.Ordinal);
        Assert.False(framed.Headers.Contains("X-Frame-Options"));
    }

    [Theory]
    [InlineData("/en/log/{0}")]
    [InlineData("/en/log/{0}?embed=1")]
    [InlineData("/en/log")]
    [InlineData("/en")]
    [InlineData("/en/my-journeys")]
    [InlineData("/en/embed/log/nobody")]
    [InlineData("/en/embed/log")]
    public async Task EveryOtherPage_MayBeShownByNobody(string address)
    {
        var company = await EmbeddedAsync("https://shop.example");

        var answer = await app.Browser().GetAsync(string.Format(System.Globalization.CultureInfo.InvariantCulture, address, company.Slug));

        Assert.Contains(
            "frame-ancestors 'none'", Assert.Single(answer.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        Assert.Equal("DENY", Assert.Single(answer.Headers.GetValues("X-Frame-Options")));
    }

    [Fact]
    public async Task CompanyWithoutSites_IsShownByNobody()
    {
        var (ours, _) = (await app.CompanyAsync(), await EmbeddedAsync("https://shop.example"));

        var answer = await app.Browser().GetAsync($"/en/embed/log/{ours.Slug}");

        Assert.Contains(
            "frame-ancestors 'none'", Assert.Single(answer.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        Assert.Equal("DENY", Assert.Single(answer.Headers.GetValues("X-Frame-Options")));
    }

    [Theory]
    [InlineData("en")]
    [InlineData("ko")]
    public async Task FramedForm_WithoutAnyCookie_IsFilledCheckedAndSent(string culture)
    {
        var company = await EmbeddedAsync("https://shop.example");
        var frame = $"/{culture}/embed/log/{company.Slug}";
        var blocked = app.CreateClient(new() { AllowAutoRedirect = false, HandleCookies = false });

        var first = await blocked.GetAsync(frame + "?touchpoint=Shop&product=Modem");
        Assert.False(first.Headers.Contains("Set-Cookie"));
        var html = await first.Content.ReadAsStringAsync();
        Assert.DoesNotContain("<header class=\"site\"", html, StringComparison.Ordinal);
        Assert.Contains("value=\"all\" formtarget=\"_blank\"", html, StringComparison.Ordinal);
        var (action, fields) = Forms.FormOf(html, "Input.Product");
        Assert.StartsWith(frame, action, StringComparison.Ordinal);
        Assert.Equal(("Shop", "Modem"), (fields["Input.Moments[0].Touchpoint"], fields["Input.Product"]));

        // The next moment is told in the frame; what is missing is said there as well, and the frame may still be shown.
        fields["Input.Moments[0].Score"] = "8";
        fields["Input.Moments[0].OccurredOn"] = "2026-03-10";
        var next = await blocked.PostAsync(action, Forms.Content(fields.Append(new("do", "next"))));
        var second = await blocked.GetAsync(next.Headers.Location);
        Assert.StartsWith(frame, next.Headers.Location!.OriginalString, StringComparison.Ordinal);
        Assert.False(second.Headers.Contains("Set-Cookie"));
        Assert.Contains(
            "https://shop.example", Assert.Single(second.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        (action, fields) = Forms.FormOf(await second.Content.ReadAsStringAsync(), "Input.Opened");
        fields["Input.Moments[0].Score"] = "0";
        var refused = await blocked.PostAndReadAsync(action, Forms.Content(fields.Append(new("do", "all"))));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        fields["Input.Moments[0].Touchpoint"] = "Repair";
        var @checked = await blocked.PostAsync(action, Forms.Content(fields.Append(new("do", "all"))));
        Assert.StartsWith($"/{culture}/log/{company.Slug}/check/", @checked.Headers.Location?.OriginalString, StringComparison.Ordinal);

        // In a tab of our own there are cookies.
        var tab = app.Browser();
        var check = await tab.GetStringAsync(@checked.Headers.Location);
        var sent = await tab.SubmitAsync(check, "Ticket");
        Assert.EndsWith("/sent", sent.Headers.Location?.OriginalString, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OrdinaryForm_StillAsksForItsToken()
    {
        var company = await EmbeddedAsync("https://shop.example");

        var answer = await app.Browser().PostAsync(
            $"/en/log/{company.Slug}", Forms.Content(LogForms.Typed(("Shop", "8")).With("do", "all")));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    private async Task<Company> EmbeddedAsync(string sites)
    {
        var company = await app.CompanyAsync();
        var owner = await app.SignedInAsync(company, CompanyRole.Owner);
        Assert.Equal(
            HttpStatusCode.Redirect,
            (await owner.PostFormAsync($"/en/companies/{company.Slug}/settings", new() { ["Sites"] = sites })).StatusCode);
        return company;
    }
}
