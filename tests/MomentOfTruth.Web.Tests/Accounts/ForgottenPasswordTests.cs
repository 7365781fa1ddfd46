using System.Net;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Tests.Mail;

namespace MomentOfTruth.Web.Tests.Accounts;

public sealed class ForgottenPasswordTests(MailFixture app) : IClassFixture<MailFixture>
{
    private const string New = "another horse, other batteries";

    [Theory]
    [InlineData("en", "Your new password is set")]
    [InlineData("ko", "새 비밀번호를 저장하고")]
    public async Task NewPassword_EndsEverySession_AndIsTheOnlyOneFromThenOn(string culture, string told)
    {
        var person = await app.PersonAsync(await app.CompanyAsync(), CompanyRole.Manager);
        var session = await app.SignedInAsync(person);
        var link = await LinkAsync(person.Email!, culture);
        Assert.True(await session.IsSignedInAsync());

        var browser = app.Browser();
        var set = await browser.ChooseAsync(link, New);

        Assert.Equal($"/{culture}/sign-in?notice=password", set.Headers.Location?.OriginalString);
        Assert.Contains(told, await (await browser.GetAsync(set.Headers.Location)).TextAsync(), StringComparison.Ordinal);
        Assert.False(await session.IsSignedInAsync());
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await app.SignInAsync(person.Email!, TestData.Password)).StatusCode);
        Assert.Equal("/en/companies", (await app.SignInAsync(person.Email!, New)).Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task Links_AreGoodOnce_AndNoneOutlivesANewPassword()
    {
        var person = await app.PersonAsync(await app.CompanyAsync(), null);
        var (first, second) = (await LinkAsync(person.Email!), await LinkAsync(person.Email!));

        Assert.Equal(HttpStatusCode.Redirect, (await app.Browser().ChooseAsync(second, New)).StatusCode);

        foreach (var link in new[] { first, second })
        {
            Assert.Equal(HttpStatusCode.BadRequest, (await app.Browser().GetAsync(link)).StatusCode);
        }
    }

    [Fact]
    public async Task Link_OfAnAddressThatTheAccountNoLongerHas_IsNotGood()
    {
        var person = await app.PersonAsync(await app.CompanyAsync(), null);
        var link = await LinkAsync(person.Email!);
        var browser = app.Browser();
        var token = Forms.TokenOf(await browser.GetStringAsync(link));

        await app.InScopeAsync(async services =>
        {
            var users = services.GetRequiredService<UserManager<User>>();
            return await users.SetEmailAsync((await users.FindByIdAsync(person.Id.ToString()))!, MailFixture.NewAddress());
        });

        Assert.Equal(HttpStatusCode.BadRequest, (await browser.GetAsync(link)).StatusCode);
        var posted = await browser.PostAsync(link, Forms.Content([new("__RequestVerificationToken", token), new("Input.Password", New)]));
        Assert.Equal(HttpStatusCode.BadRequest, posted.StatusCode);
    }

    [Fact]
    public async Task LockedAccount_IsOpenedByANewPassword()
    {
        var person = await app.PersonAsync(await app.CompanyAsync(), null);
        for (var i = 0; i < 10; i++)
        {
            await app.SignInAsync(person.Email!, "wrong");
        }

        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await app.SignInAsync(person.Email!, TestData.Password)).StatusCode);
        await app.Browser().ChooseAsync(await LinkAsync(person.Email!), New);

        Assert.Equal(HttpStatusCode.Redirect, (await app.SignInAsync(person.Email!, New)).StatusCode);
    }

    [Fact]
    public async Task WeakPassword_IsRefused_AndNothingIsChanged()
    {
        var person = await app.PersonAsync(await app.CompanyAsync(), null);
        var (session, link) = (await app.SignedInAsync(person), await LinkAsync(person.Email!));

        var refused = await app.Browser().ChooseAsync(link, "short");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.True(await session.IsSignedInAsync());
        Assert.Equal(HttpStatusCode.OK, (await app.Browser().GetAsync(link)).StatusCode);
    }

    private async Task<string> LinkAsync(string email, string culture = "en")
    {
        await app.Browser().AskForMailAsync($"/{culture}/forgot-password", email);
        return (await app.Sink.NextAsync(email)).Link("token=");
    }
}
