using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Features.Intake;
using MomentOfTruth.Web.Tests.Mail;

namespace MomentOfTruth.Web.Tests.Intake;

/// <summary>Nothing is sent that the check page has not shown, and nothing that was saved is lost for it.</summary>
public sealed class ChangedDraftTests(MailFixture app) : IClassFixture<MailFixture>
{
    private const string Elsewhere = "Said elsewhere", Email = "kim@example.com";

    [Theory]
    [InlineData("en", "Something was changed elsewhere since you opened this page.")]
    [InlineData("ko", "이 화면을 연 뒤에 다른 곳에서 내용이 바뀌었어요.")]
    public async Task Send_OfAVersionThatIsNoMore_Is409WithWhatIsThereNow_WhichCanThenBeSent(string culture, string words)
    {
        var company = await app.CompanyAsync();
        var browser = app.Browser();
        var (address, html) = await browser.CheckAsync(company.LogAddress(culture), LogForms.Typed(("Shop", "8")));
        await ChangeElsewhereAsync(company, address, ("Input.Moments[0].Story", Elsewhere));
        var before = await StoreCounts.OfAsync(app);

        var answer = await browser.SubmitAsync(html, "Ticket", ("Consent.Contact", Email));

        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        Assert.Equal(before, await StoreCounts.OfAsync(app));
        var shown = await answer.Content.ReadAsStringAsync();
        Assert.Contains(words, WebUtility.HtmlDecode(shown), StringComparison.Ordinal);
        Assert.Contains(Elsewhere, shown, StringComparison.Ordinal);
        Assert.Equal(Email, Forms.FormOf(shown, "Ticket").Fields["Consent.Contact"]);

        var sent = await browser.SubmitAsync(shown, "Ticket");
        Assert.EndsWith("/sent", sent.Headers.Location!.OriginalString, StringComparison.Ordinal);
        Assert.Equal([Elsewhere], await StoriesAsync(company));

        // Either form again is still that one journey.
        Assert.Equal(sent.Headers.Location, (await browser.SubmitAsync(shown, "Ticket")).Headers.Location);
        Assert.Equal(sent.Headers.Location, (await browser.SubmitAsync(html, "Ticket")).Headers.Location);
    }

    [Theory]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("2")]
    [InlineData("x")]
    public async Task Send_OfNoVersionThatWasShown_Is409(string version)
    {
        var company = await app.CompanyAsync();
        var browser = app.Browser();
        var (_, html) = await browser.CheckAsync(company.LogAddress(), LogForms.Typed(("Shop", "8")));

        var answer = await browser.SubmitAsync(html, "Ticket", ("Version", version));

        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        Assert.Empty(await StoriesAsync(company));
        Assert.Equal(HttpStatusCode.Redirect, (await browser.SubmitAsync(await answer.Content.ReadAsStringAsync(), "Ticket")).StatusCode);
    }

    // Drawn again for another reason, it shows what is there now without saying so: whoever then sends it is told.
    [Fact]
    public async Task Send_AfterAnExpiredForm_IsStillA409()
    {
        var company = await app.CompanyAsync();
        var browser = app.Browser();
        var (address, html) = await browser.CheckAsync(company.LogAddress(), LogForms.Typed(("Shop", "8")));
        await ChangeElsewhereAsync(company, address, ("Input.Moments[0].Story", Elsewhere));

        var again = await browser.SubmitAsync(html, "Ticket", ("__RequestVerificationToken", "old"));
        Assert.Equal(HttpStatusCode.BadRequest, again.StatusCode);
        Assert.Equal(
            HttpStatusCode.Conflict, (await browser.SubmitAsync(await again.Content.ReadAsStringAsync(), "Ticket")).StatusCode);

        Assert.Empty(await StoriesAsync(company));
    }

    [Fact]
    public async Task Draft_SavedAfterItWasRead_IsNotSentAndNotLost()
    {
        var company = await app.CompanyAsync();
        var browser = app.Browser();
        var (address, _) = await browser.CheckAsync(company.LogAddress(), LogForms.Typed(("Shop", "8")));
        var key = address.Split('/')[^1];
        await ChangeElsewhereAsync(company, address, ("Input.Moments[0].Story", Elsewhere));

        var (old, now) = (await LogAsync(company, key, version: 1), await LogAsync(company, key, version: 2));

        Assert.Null(old);
        Assert.NotNull(now);
        Assert.Single(await StoriesAsync(company));
    }

    private Task<JourneyKey?> LogAsync(Company company, string key, int version) =>
        app.InScopeAsync(services => services.GetRequiredService<JourneyWriter>().LogAsync(
        company.Id, new JourneyEntry([TestData.Said("Shop", "8")], null, "Read"), ReceiptCode.New(), new DraftStore.Sent(DraftStore.HashOf(key)!, version), default));

    private async Task ChangeElsewhereAsync(Company company, string address, (string Name, string Value) change)
    {
        var elsewhere = app.Browser();
        var saved = await elsewhere.SaveAsync(
            await elsewhere.GetStringAsync($"{company.LogAddress()}?draft={address.Split('/')[^1]}&moment=1"), change);
        Assert.Equal((address.Split('/')[^1], 2), (saved.Key, saved.Version));
    }

    private Task<List<string?>> StoriesAsync(Company company) => app.InScopeAsync(services =>
        services.GetRequiredService<AppDbContext>().JourneysOf(company.Id).SelectMany(j => j.Moments).Select(m => m.Story).ToListAsync());
}
