using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Tests.Mail;

namespace MomentOfTruth.Web.Tests.Intake;

public sealed class ConsentTests(MailFixture app) : IClassFixture<MailFixture>
{
    private const string Email = "kim.minji+modem@example.co.kr";

    [Theory]
    [InlineData("en", "Who sees what", "Others may read it too", "Only if you want a mail should")]
    [InlineData("ko", "누가 무엇을 보나요", "다른 사람도 읽을 수 있게 할래요", "언젠가")]
    public async Task CheckPage_SaysWhatIsSeenAndPublished(string culture, params string[] words)
    {
        var (_, check) = await app.Browser().CheckAsync((await app.CompanyAsync()).LogAddress(culture), LogForms.Typed(("Shop", "8")));

        Assert.All(words, word => Assert.Contains(word, WebUtility.HtmlDecode(check), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Contact_IsSeenByNobodyAtTheCompany_AndGoesWhenItsCustomerRemovesIt()
    {
        var company = await app.CompanyAsync();
        var customer = app.Browser();
        var journey = await SendAsync(customer, company, "  " + Email + " ");
        var seen = $"/en/companies/{company.Slug}/journeys/{journey.Split('/')[^1]}";
        var (viewer, manager, owner) = (
            await app.SignedInAsync(company, CompanyRole.Viewer), await app.SignedInAsync(company, CompanyRole.Manager),
            await app.SignedInAsync(company, CompanyRole.Owner));

        var korean = seen.Replace("/en/", "/ko/", StringComparison.Ordinal);
        foreach (var page in new[] { await manager.GetStringAsync(seen), await owner.GetStringAsync(korean) })
        {
            Assert.Contains("k…@example.co.kr", WebUtility.HtmlDecode(page), StringComparison.Ordinal);
            Assert.DoesNotContain("minji", page, StringComparison.OrdinalIgnoreCase);
        }

        foreach (var address in new[] { "", ".json", ".csv", "/journeys", "/journeys?state=open", "/journeys?q=kim", "/export", "/export/journeys.csv?rows=all", "/export/moments.csv?rows=all" })
        {
            Assert.DoesNotContain(
                "example.co.kr", await manager.GetStringAsync($"/en/companies/{company.Slug}{address}"),
                StringComparison.OrdinalIgnoreCase);
        }

        Assert.DoesNotContain("example.co.kr", await viewer.GetStringAsync(seen), StringComparison.Ordinal);

        var mine = await customer.GetStringAsync(journey);
        Assert.Contains(Email, WebUtility.HtmlDecode(mine), StringComparison.Ordinal);
        var removed = await customer.PostAsync(
            journey + "/contact", Forms.Content([new("__RequestVerificationToken", Forms.TokenOf(mine))]));

        Assert.Equal(journey, removed.Headers.Location?.OriginalString);
        Assert.DoesNotContain(
            "example.co.kr", await customer.GetStringAsync(journey) + await manager.GetStringAsync(seen), StringComparison.Ordinal);
        Assert.False(await app.InScopeAsync(s => s.GetRequiredService<AppDbContext>().Contacts.AnyAsync(c => c.Email.Contains("minji"))));
    }

    [Theory]
    [InlineData("kim@example.com")]
    [InlineData("no address yet")]
    public async Task Change_LeadsBackToTheForm_AndTheAddressStays(string typed)
    {
        var browser = app.Browser();
        var (_, check) = await browser.CheckAsync((await app.CompanyAsync()).LogAddress("en"), LogForms.Typed(("Shop", "8")));
        var fields = Forms.FormOf(check, "Ticket").Fields;
        fields["Consent.Contact"] = typed;

        var change = Html.Parse(check).One("[formaction][value^='edit:']");
        fields["do"] = change.Value("value")!;
        var back = await browser.PostAsync(change.Value("formaction"), Forms.Content(fields));

        Assert.EndsWith("&moment=1", back.Headers.Location?.OriginalString, StringComparison.Ordinal);
        var form = await browser.GetStringAsync(back.Headers.Location);
        var checkedAgain = await browser.SubmitAsync(form, "Input.Opened", ("Input.Title", "Another title"), ("do", "all"));
        var html = await browser.GetStringAsync(checkedAgain.Headers.Location);
        Assert.Contains("Another title", html, StringComparison.Ordinal);
        Assert.Equal(typed, Forms.FormOf(html, "Ticket").Fields["Consent.Contact"]);
    }

    [Theory]
    [InlineData("kim")]
    [InlineData("kim@localhost")]
    [InlineData("Kim <kim@example.com>")]
    [InlineData("kim@example.com, lee@example.com")]
    [InlineData("kim@example.com\nBcc: lee@example.com")]
    [InlineData("kim @example.com")]
    [InlineData("\"><script>@example.com")]
    [InlineData("kim@example.com\u0000")]
    public async Task Contact_ThatIsNoAddress_Is422AndKeepsIt(string typed)
    {
        var company = await app.CompanyAsync();
        var browser = app.Browser();
        var (_, check) = await browser.CheckAsync(company.LogAddress("ko"), LogForms.Typed(("Shop", "8")));

        var refused = await browser.SubmitAsync(check, "Ticket", ("Consent.Contact", typed));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        var html = await refused.Content.ReadAsStringAsync();
        Assert.Contains("이메일 주소 하나를 입력하거나", WebUtility.HtmlDecode(html), StringComparison.Ordinal);
        Assert.Contains("href=\"#Consent_Contact\"", html, StringComparison.Ordinal);
        Assert.Contains("id=\"Consent_Contact-error\"", html, StringComparison.Ordinal);
        Assert.Equal(0, await app.InScopeAsync(s => s.GetRequiredService<AppDbContext>().JourneysOf(company.Id).CountAsync()));
        var sent = await browser.SubmitAsync(html, "Ticket", ("Consent.Contact", ""));
        Assert.Equal(HttpStatusCode.Redirect, sent.StatusCode);
    }

    [Fact]
    public async Task Contact_WithAnExpiredForm_IsKept()
    {
        var browser = app.Browser();
        var (_, check) = await browser.CheckAsync((await app.CompanyAsync()).LogAddress(), LogForms.Typed(("Shop", "8")));

        var expired = await browser.SubmitAsync(check, "Ticket", ("Consent.Contact", Email), ("__RequestVerificationToken", "old"));

        Assert.Equal(HttpStatusCode.BadRequest, expired.StatusCode);
        Assert.Equal(Email, Forms.FormOf(await expired.Content.ReadAsStringAsync(), "Ticket").Fields["Consent.Contact"]);
    }

    private static async Task<string> SendAsync(HttpClient browser, Company company, string contact)
    {
        var (_, check) = await browser.CheckAsync(company.LogAddress(), LogForms.Typed(("Shop", "8")));
        var sent = await browser.SubmitAsync(check, "Ticket", ("Consent.Contact", contact));
        Assert.Equal(HttpStatusCode.Redirect, sent.StatusCode);
        return sent.Headers.Location!.OriginalString[..^"/sent".Length];
    }
}
