using System.Net;
using Microsoft.AspNetCore.Mvc.Testing;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Web.Tests.Intake;
using MomentOfTruth.Web.Tests.Mail;

namespace MomentOfTruth.Web.Tests.Site;

/// <summary>Every cookie that the app sets, on the way of a customer and of a member, over both schemes.</summary>
public sealed class CookieTests(MailFixture app) : IClassFixture<MailFixture>
{
    [Theory]
    [InlineData("https")]
    [InlineData("http")]
    public async Task EveryCookie_IsForThisHostAlone_AndSecureWhereTheRequestIs(string scheme)
    {
        var set = new List<string>();
        using var browser = app.CreateDefaultClient(
            new Uri($"{scheme}://localhost"), new Recorder(set), new Microsoft.AspNetCore.Mvc.Testing.Handlers.CookieContainerHandler());
        var company = await app.CompanyAsync();
        var person = await app.PersonAsync(company, CompanyRole.Owner);
        var (_, html) = await browser.CheckAsync(company.LogAddress(), LogForms.Typed(("Shop", "8")));
        Assert.Equal(HttpStatusCode.Redirect, (await browser.SubmitAsync(html, "Ticket")).StatusCode);
        await browser.PostFormAsync("/en/forgot-password", new() { ["Input.Email"] = MailFixture.NewAddress() });
        Assert.Contains("sent", await browser.GetStringAsync("/en/forgot-password?sent=mail"), StringComparison.Ordinal);
        var signedIn = await browser.PostFormAsync(
            "/en/sign-in", new() { ["Input.Email"] = person.Email!, ["Input.Password"] = TestData.Password });
        Assert.Equal(HttpStatusCode.Redirect, signedIn.StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/en/companies")).StatusCode);
        await browser.PostFormAsync("/en/my-journeys?handler=Forget", []);
        await browser.PostFormAsync("/en/sign-out", []);
        Assert.Equal(HttpStatusCode.Redirect, (await browser.GetAsync("/en/companies")).StatusCode);

        var isSecure = scheme == "https";
        Assert.All(set, cookie =>
        {
            Assert.Equal(isSecure, cookie.StartsWith("__Host-", StringComparison.Ordinal));
            Assert.Equal(isSecure, cookie.Contains("; secure", StringComparison.OrdinalIgnoreCase));
            Assert.Contains("; path=/;", cookie + ";", StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("domain=", cookie, StringComparison.OrdinalIgnoreCase);
        });
        var names = set.Select(cookie => cookie.Split('=')[0].Replace("__Host-", "", StringComparison.Ordinal)).Distinct().ToList();
        Assert.All(["session", "journeys", "receipt", "device"], name => Assert.Contains(name, names));
        Assert.Contains(names, name => name.Contains("Antiforgery", StringComparison.Ordinal));
        Assert.Contains(names, name => name.Contains("TempData", StringComparison.Ordinal));
    }

    // A neighbour on the same domain, or somebody on the line, can set the plain name.
    [Fact]
    public async Task PlainName_OverHttps_CountsForNothing()
    {
        var (id, code) = await app.JourneyAsync(await app.CompanyAsync(), TestData.Said("Shop", "8"));
        var opened = await app.Browser().GetAsync("/en/r/" + code);
        var cookie = opened.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith("journeys=", StringComparison.Ordinal)).Split(';')[0];
        using var browser = app.CreateClient(new WebApplicationFactoryClientOptions
        {
            BaseAddress = new Uri("https://localhost"),
            HandleCookies = false,
        });

        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(cookie));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync("__Host-" + cookie));

        async Task<HttpStatusCode> StatusAsync(string sent)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"/en/my-journeys/{id}");
            request.Headers.Add("Cookie", sent);
            return (await browser.SendAsync(request)).StatusCode;
        }
    }

    private sealed class Recorder(List<string> set) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var answer = await base.SendAsync(request, cancellationToken);
            set.AddRange(answer.Headers.TryGetValues("Set-Cookie", out var cookies) ? cookies : []);
            return answer;
        }
    }
}
