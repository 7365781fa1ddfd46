using System.Net;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Features.Accounts;

namespace MomentOfTruth.Web.Tests.Accounts;

/// <summary>The pages of passkeys without a browser that has any; the browser's story makes true ones.</summary>
public sealed class PasskeyPageTests(SessionTests.Clocked app) : IClassFixture<SessionTests.Clocked>
{
    [Fact]
    public async Task Passkey_IsRenamedAndRemoved()
    {
        var person = await app.PersonAsync(await app.CompanyAsync(), CompanyRole.Viewer);
        var (browser, address) = (await app.SignedInAsync(person), await PasskeyAsync(person.Id));

        await browser.SubmitAsync(await browser.GetStringAsync(address), "Name", ("Name", "Work laptop"));
        Assert.Contains("Work laptop", await browser.GetStringAsync("/en/account/passkeys"), StringComparison.Ordinal);
        var nameless = await browser.SubmitAsync(await browser.GetStringAsync(address), "Name", ("Name", " "));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, nameless.StatusCode);

        var removed = await browser.PostFormAsync(address + "?handler=Remove", []);
        Assert.Equal("/en/account/passkeys?done=removed", removed.Headers.Location?.OriginalString);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync(address)).StatusCode);
    }

    [Fact]
    public async Task LastWayIn_IsNotRemoved()
    {
        var person = await app.PersonAsync(await app.CompanyAsync(), CompanyRole.Viewer);
        var (browser, address) = (await app.SignedInAsync(person), await PasskeyAsync(person.Id));
        await app.InScopeAsync(async services =>
        {
            var users = services.GetRequiredService<UserManager<User>>();
            var user = (await users.FindByIdAsync(person.Id.ToString()))!;
            user.PasswordHash = null;
            return await users.UpdateAsync(user);
        });

        Assert.Contains("only way into your account", await browser.GetStringAsync(address), StringComparison.Ordinal);
        var refused = await browser.PostFormAsync(address + "?handler=Remove", []);
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync(address)).StatusCode);
    }

    [Fact]
    public async Task PasskeyOfAnother_DoesNotExist()
    {
        var company = await app.CompanyAsync();
        var address = await PasskeyAsync((await app.PersonAsync(company, CompanyRole.Viewer)).Id);
        Assert.Equal(HttpStatusCode.NotFound, (await (await app.SignedInAsync(company, CompanyRole.Owner)).GetAsync(address)).StatusCode);
    }

    [Theory]
    [InlineData("/en/account/passkeys")]
    [InlineData("/en/account/second-step")]
    [InlineData("/en/account/email")]
    public async Task Page_LongAfterTheSignIn_AsksForThePasswordOnceMore(string address)
    {
        var browser = await app.SignedInAsync(await app.CompanyAsync(), CompanyRole.Viewer);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync(address)).StatusCode);
        app.Clock.Advance(TimeSpan.FromMinutes(16));

        var asked = await browser.GetAsync(address);
        var prove = "/en/account/prove?returnUrl=" + Uri.EscapeDataString(address);
        Assert.Equal(prove, asked.Headers.Location?.OriginalString);
        var wrong = await browser.PostFormAsync(prove, new() { ["Password"] = "something else" });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await browser.GetAsync(address)).StatusCode);

        var proved = await browser.PostFormAsync(prove, new() { ["Password"] = TestData.Password });
        Assert.Equal(address, proved.Headers.Location?.OriginalString);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync(address)).StatusCode);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("{\"id\":\"AAAA\",\"rawId\":\"AAAA\",\"type\":\"public-key\",\"response\":{},\"clientExtensionResults\":{}}")]
    public async Task AnswerThatIsNoPasskey_IsRefused(string credential)
    {
        var browser = app.Browser();
        var token = Forms.TokenOf(await browser.GetStringAsync("/en/sign-in"));
        KeyValuePair<string, string>[] fields = [new("credential", credential), new("__RequestVerificationToken", token)];
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await browser.PostAsync("/en/sign-in?handler=Passkey", Forms.Content(fields))).StatusCode);

        // Also after it was asked for.
        var asked = await browser.PostAsync("/en/sign-in?handler=PasskeyOptions", Forms.Content(fields));
        Assert.Equal("application/json", asked.Content.Headers.ContentType?.MediaType);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await browser.PostAsync("/en/sign-in?handler=Passkey", Forms.Content(fields))).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await browser.PostAsync("/en/sign-in?handler=PasskeyOptions", Forms.Content([]))).StatusCode);
    }

    private Task<string> PasskeyAsync(Guid userId) => app.InScopeAsync(async services =>
    {
        var users = services.GetRequiredService<UserManager<User>>();
        var key = new UserPasskeyInfo(Guid.NewGuid().ToByteArray(), [1], DateTimeOffset.UtcNow, 0, [], true, false, false, [1], [1]) { Name = "Phone" };
        await users.AddOrUpdatePasskeyAsync((await users.FindByIdAsync(userId.ToString()))!, key);
        return "/en/account/passkeys/" + PasskeysModel.IdOf(key);
    });
}
