using System.Net;
using Microsoft.Extensions.DependencyInjection;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Web.Features.Accounts;
using MomentOfTruth.Web.Tests.Mail;

namespace MomentOfTruth.Web.Tests.Accounts;

public sealed class AccountTests(MailFixture app) : IClassFixture<MailFixture>
{
    private const string New = "another horse, other batteries";

    [Fact]
    public async Task Password_Changed_EndsOtherSessionsAndKeepsThisOne()
    {
        var person = await app.PersonAsync(await app.CompanyAsync(), CompanyRole.Manager);
        var (here, elsewhere) = (await app.SignedInAsync(person), await app.SignedInAsync(person));

        var changed = await here.PostFormAsync("/en/account", new() { ["Input.Current"] = TestData.Password, ["Input.Password"] = New });

        Assert.Equal("/en/account?done=password", changed.Headers.Location?.OriginalString);
        Assert.Contains(
            "Your password is changed", await (await here.GetAsync(changed.Headers.Location)).TextAsync(), StringComparison.Ordinal);
        Assert.True(await here.IsSignedInAsync());
        Assert.False(await elsewhere.IsSignedInAsync());
        Assert.Equal(HttpStatusCode.Redirect, (await app.SignInAsync(person.Email!, New)).StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await app.SignInAsync(person.Email!, TestData.Password)).StatusCode);
    }

    [Theory]
    [InlineData("wrong password, really", New, "This is not your password.")]
    [InlineData("", New, "Please fill this in.")]
    [InlineData(TestData.Password, "short", "at least 15 characters")]
    [InlineData(TestData.Password, "passwordpassword", "among the first")]
    public async Task Password_NotChanged_SaysWhyAndShowsNone(string current, string password, string words)
    {
        var browser = await app.SignedInAsync(await app.PersonAsync(await app.CompanyAsync(), null));

        var refused = await browser.PostFormAsync("/en/account", new() { ["Input.Current"] = current, ["Input.Password"] = password });

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        var text = await refused.TextAsync();
        Assert.Contains(words, text, StringComparison.Ordinal);
        Assert.All(
            new[] { current, password }.Where(p => p.Length > 0), typed => Assert.DoesNotContain(typed, text, StringComparison.Ordinal));
        Assert.True(await browser.IsSignedInAsync());
    }

    [Fact]
    public async Task WrongPasswords_OnThePagesOfTheAccount_CountAsWrongSignIns()
    {
        var person = await app.PersonAsync(await app.CompanyAsync(), null);
        var browser = await app.SignedInAsync(person);
        for (var i = 0; i < 5; i++)
        {
            await browser.PostFormAsync("/en/account", new() { ["Input.Current"] = "wrong", ["Input.Password"] = New });
            await browser.PostFormAsync("/en/account/delete", new() { ["Input.Password"] = "wrong" });
        }

        var locked = await browser.PostFormAsync("/en/account/delete", new() { ["Input.Password"] = TestData.Password });

        Assert.Contains("closed for ten minutes", await locked.TextAsync(), StringComparison.Ordinal);
        Assert.True(await browser.IsSignedInAsync());
    }

    [Theory]
    [InlineData("en", "One journey that is kept", "Only a receipt code", "Your account is deleted")]
    [InlineData("ko", "보관된 여정 1건", "접수 코드로만", "계정을 삭제했어요")]
    public async Task Deleted_EndsItsSessions_AndLeavesTheJourneysToTheirCodes(string culture, string kept, string codes, string told)
    {
        var (id, code) = await app.JourneyAsync(await app.CompanyAsync(), TestData.Said("Shop", "8"));
        var (email, browser) = await app.CustomerAsync();
        await browser.GetAsync("/r/" + code);
        var token = Forms.TokenOf(await browser.GetStringAsync($"/en/my-journeys/{id}"));
        await browser.PostAsync($"/en/my-journeys/{id}/account?handler=Keep", Forms.Content([new("__RequestVerificationToken", token)]));
        var elsewhere = app.Browser();
        await elsewhere.PostFormAsync("/en/sign-in", new() { ["Input.Email"] = email, ["Input.Password"] = TestData.Password });
        var page = WebUtility.HtmlDecode(await browser.GetStringAsync($"/{culture}/account/delete"));
        Assert.Contains(kept, page, StringComparison.Ordinal);
        Assert.Contains(codes, page, StringComparison.OrdinalIgnoreCase);
        var wrong = await browser.PostFormAsync($"/{culture}/account/delete", new() { ["Input.Password"] = "wrong" });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);

        var deleted = await browser.PostFormAsync($"/{culture}/account/delete", new() { ["Input.Password"] = TestData.Password });

        Assert.Equal($"/{culture}/sign-in?notice=deleted", deleted.Headers.Location?.OriginalString);
        Assert.Contains(told, await (await browser.GetAsync(deleted.Headers.Location)).TextAsync(), StringComparison.Ordinal);
        Assert.False(await browser.IsSignedInAsync());
        Assert.False(await elsewhere.IsSignedInAsync());
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await app.SignInAsync(email, TestData.Password)).StatusCode);
        var later = app.Browser();
        Assert.Equal($"/en/my-journeys/{id}", (await later.GetAsync("/en/r/" + code)).Headers.Location?.OriginalString);
        Assert.Equal(HttpStatusCode.OK, (await later.GetAsync($"/en/my-journeys/{id}")).StatusCode);
    }

    [Theory]
    [InlineData(CompanyRole.Owner, false, "Make another member its owner first")]
    [InlineData(null, true, "cannot be deleted here")]
    public async Task AccountThatACompanyReliesOn_IsNotDeleted_AndSaysWhatToDo(CompanyRole? role, bool isAdministrator, string words)
    {
        var person = await app.PersonAsync(await app.CompanyAsync(), role, isAdministrator);
        var browser = await app.SignedInAsync(person);
        Assert.Contains(words, await browser.GetStringAsync("/en/account"), StringComparison.Ordinal);
        var token = Forms.TokenOf(await browser.GetStringAsync("/en/account"));

        var refused = await browser.PostAsync(
            "/en/account/delete", Forms.Content([new("__RequestVerificationToken", token), new("Input.Password", TestData.Password)]));

        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.True(await browser.IsSignedInAsync());
    }

    // As a Mac sends Korean: each syllable in its parts.
    [Theory]
    [InlineData("하늘소가노래하는여름밤바다끝", false)]
    [InlineData("하늘소가노래하는여름밤바다끝에", true)]
    public async Task Password_IsAsLongAsItIsSeen(string password, bool isGood)
    {
        var refusals = await app.InScopeAsync(services => services.GetRequiredService<AccountWriter>()
            .RefusalsAsync(new(), password.Normalize(System.Text.NormalizationForm.FormD)));
        Assert.Equal(isGood ? [] : ["PasswordTooShort"], refusals);
    }

    [Fact]
    public async Task Member_WhoIsNotTheOnlyOwner_GoesWithHisRole()
    {
        var company = await app.CompanyAsync();
        var (viewer, owner, stays) = (await app.PersonAsync(company, CompanyRole.Viewer), await app.PersonAsync(company, CompanyRole.Owner), await app.PersonAsync(company, CompanyRole.Owner));
        foreach (var person in new[] { viewer, owner })
        {
            var deleted = await (await app.SignedInAsync(person)).PostFormAsync("/en/account/delete", new() { ["Input.Password"] = TestData.Password });
            Assert.Equal("/en/sign-in?notice=deleted", deleted.Headers.Location?.OriginalString);
        }

        var last = await (await app.SignedInAsync(stays)).GetStringAsync("/en/account/delete");
        Assert.Contains("only owner", last, StringComparison.Ordinal);
    }

    // Each of two owners sees the other, and both go at the same moment.
    [Fact]
    public async Task TwoOwnersWhoGoAtOnce_LeaveOne()
    {
        for (var round = 0; round < 5; round++)
        {
            var company = await app.CompanyAsync();
            var owners = new[] { await app.PersonAsync(company, CompanyRole.Owner), await app.PersonAsync(company, CompanyRole.Owner) };
            var gone = await Task.WhenAll(owners.Select(owner => app.InScopeAsync(services =>
                services.GetRequiredService<AccountWriter>().DeleteAsync(owner.Id, default))));
            Assert.Single(gone, isGone => isGone);
        }
    }

    [Theory]
    [InlineData("/en/account")]
    [InlineData("/en/account/email")]
    [InlineData("/en/account/passkeys")]
    [InlineData("/en/account/second-step")]
    [InlineData("/en/account/sessions")]
    [InlineData("/en/account/delete")]
    public async Task Pages_OfNobody_AskForASignIn(string address) =>
        Assert.StartsWith(
            "/en/sign-in", (await app.Browser().GetAsync(address)).Headers.Location?.OriginalString, StringComparison.Ordinal);
}
