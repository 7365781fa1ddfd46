using System.Net;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Features.Accounts;
using MomentOfTruth.Web.Tests.Mail;

namespace MomentOfTruth.Web.Tests.Accounts;

public sealed class SignUpTests(MailFixture app) : IClassFixture<MailFixture>
{
    private const string Attackers = "the attacker's own long words";

    [Theory]
    [InlineData("en", "Check your mail", "Your account at MomentOfTruth", "Choose a password")]
    [InlineData("ko", "메일을 확인해 주세요", "MomentOfTruth 계정 만들기", "비밀번호 정하기")]
    public async Task SignUp_FromTheMailsLink_IsAnAccountThatSignsIn(string culture, string sent, string subject, string choose)
    {
        var (email, browser) = (MailFixture.NewAddress(), app.Browser());

        var asked = await browser.AskForMailAsync($"/{culture}/sign-up", email);

        Assert.Equal($"/{culture}/sign-up?sent=mail", asked.Headers.Location?.OriginalString);
        var told = await (await browser.GetAsync(asked.Headers.Location)).TextAsync();
        Assert.Contains(sent, told, StringComparison.Ordinal);
        Assert.Contains(email, told, StringComparison.Ordinal);
        var mail = await app.Sink.NextAsync(email);
        Assert.Equal(subject, mail.Message.Subject);
        Assert.Equal([email], mail.Recipients);
        var link = mail.Link("token=");
        Assert.StartsWith($"/{culture}/sign-up/confirm?token=", link, StringComparison.Ordinal);

        // Another device, and a program that looks at links before people do.
        var phone = app.Browser();
        await app.Browser().GetAsync(link);
        var opened = await phone.GetAsync(link);
        Assert.Contains(choose, await opened.TextAsync(), StringComparison.Ordinal);
        Assert.Contains(email, await opened.TextAsync(), StringComparison.Ordinal);
        Assert.Equal("no-referrer", Assert.Single(opened.Headers.GetValues("Referrer-Policy")));
        Assert.False(await IsKnownAsync(email));

        var made = await phone.ChooseAsync(link, TestData.Password);

        Assert.Equal($"/{culture}/my-journeys", made.Headers.Location?.OriginalString);
        Assert.True(await phone.IsSignedInAsync());
        Assert.Equal("/en/my-journeys", (await app.SignInAsync(email, TestData.Password)).Headers.Location?.OriginalString);
        Assert.Equal(HttpStatusCode.BadRequest, (await app.Browser().GetAsync(link)).StatusCode);
    }

    [Fact]
    public async Task KnownAndUnknownAddress_GetTheSameAnswer_AndOnlyTheMailboxLearns()
    {
        var person = await app.PersonAsync(await app.CompanyAsync(), null);
        var unknown = MailFixture.NewAddress();

        foreach (var page in new[] { "sign-up", "forgot-password" })
        {
            Assert.Equal(await AnswerAsync(page, unknown), await AnswerAsync(page, person.Email!));
        }

        Assert.Contains("already have an account", (await app.Sink.NextAsync(person.Email!)).Message.Subject, StringComparison.Ordinal);
        Assert.Contains("token=", (await app.Sink.NextAsync(person.Email!)).Text, StringComparison.Ordinal);
        Assert.Contains("token=", (await app.Sink.NextAsync(unknown)).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("token=", (await app.Sink.NextAsync(unknown)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PreRegistration_GivesNothing_WhenAnAdministratorMakesThePersonLater()
    {
        var (victim, attacker) = (MailFixture.NewAddress(), app.Browser());
        await attacker.PostFormAsync(
            "/en/sign-up", new() { ["Input.Email"] = victim, ["Input.Password"] = Attackers, ["Password"] = Attackers });
        var link = (await app.Sink.NextAsync(victim)).Link("token=");
        Assert.False(await IsKnownAsync(victim));

        await app.InScopeAsync(async services =>
        {
            var user = new User { UserName = victim, Email = victim, EmailConfirmed = true, IsAdministrator = true };
            var made = await services.GetRequiredService<UserManager<User>>().CreateAsync(user, TestData.Password);
            Assert.True(made.Succeeded);
            return made;
        });

        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await app.SignInAsync(victim, Attackers)).StatusCode);
        var opened = await attacker.GetAsync(link);
        Assert.Equal(HttpStatusCode.BadRequest, opened.StatusCode);
        var forced = await attacker.PostAsync(link, Forms.Content(
            [new("__RequestVerificationToken", Forms.TokenOf(await attacker.GetStringAsync("/en/sign-up"))), new("Input.Password", Attackers)]));
        Assert.Equal(HttpStatusCode.BadRequest, forced.StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await app.SignInAsync(victim, Attackers)).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await app.SignInAsync(victim, TestData.Password)).StatusCode);
    }

    [Fact]
    public async Task TwoWithOneLink_AtOnce_MakeOneAccount()
    {
        var email = MailFixture.NewAddress();
        var link = await app.SignUpLinkAsync(email);
        var second = await app.SignUpLinkAsync(email);
        var browsers = Enumerable.Range(0, 6).Select(i => (Browser: app.Browser(), Link: i % 2 == 0 ? link : second)).ToList();
        var tokens = await Task.WhenAll(browsers.Select(async b => Forms.TokenOf(await b.Browser.GetStringAsync(b.Link))));

        var answers = await Task.WhenAll(browsers.Zip(tokens, (b, token) => b.Browser.PostAsync(b.Link, Forms.Content(
            [new("__RequestVerificationToken", token), new("Input.Password", TestData.Password)]))));

        Assert.Equal(
            [HttpStatusCode.Redirect, .. Enumerable.Repeat(HttpStatusCode.BadRequest, 5)], answers.Select(a => a.StatusCode).Order());
    }

    [Fact]
    public async Task Link_ChangedAnywhere_IsNoLink()
    {
        var link = await app.SignUpLinkAsync(MailFixture.NewAddress());
        var token = link[(link.IndexOf('=', StringComparison.Ordinal) + 1)..];

        var good = await app.InScopeAsync(async services =>
        {
            var links = services.GetRequiredService<MailedLinks>();
            var still = new List<int>();
            // The last letter of such an encoding may have spare bits.
            for (var i = 0; i < token.Length - 1; i++)
            {
                var changed = token[..i] + (token[i] == 'A' ? 'B' : 'A') + token[(i + 1)..];
                if (await links.ReadAsync(LinkPurpose.SignUp, changed, default) is not null)
                {
                    still.Add(i);
                }
            }

            Assert.NotNull(await links.ReadAsync(LinkPurpose.SignUp, token, default));
            Assert.Null(await links.ReadAsync(LinkPurpose.NewPassword, token, default));
            return still;
        });

        Assert.Empty(good);
        foreach (var wrong in new[] { "", token[..^1], "forged", token.ToUpperInvariant() })
        {
            Assert.Equal(HttpStatusCode.BadRequest, (await app.Browser().GetAsync($"/en/sign-up/confirm?token={wrong}")).StatusCode);
        }

        Assert.Equal(HttpStatusCode.BadRequest, (await app.Browser().GetAsync($"/en/forgot-password/new?token={token}")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await app.Browser().GetAsync(link)).StatusCode);
    }

    [Fact]
    public async Task Link_AfterAnHour_IsNoLongerGood()
    {
        var link = await app.SignUpLinkAsync(MailFixture.NewAddress());
        var lives = await app.InScopeAsync(s => s.GetRequiredService<AppDbContext>().MailedLinks.Select(l => l.ExpiresAtUtc).MaxAsync());
        Assert.InRange(lives, DateTime.UtcNow.AddMinutes(50), DateTime.UtcNow.AddMinutes(60));

        await app.InScopeAsync(s => s.GetRequiredService<AppDbContext>().MailedLinks.ExecuteUpdateAsync(
            set => set.SetProperty(l => l.ExpiresAtUtc, DateTime.UtcNow)));

        Assert.Equal(HttpStatusCode.BadRequest, (await app.Browser().GetAsync(link)).StatusCode);
    }

    [Theory]
    [InlineData("", "Please fill this in.")]
    [InlineData("fourteen chars", "at least 15 characters")]
    [InlineData("passwordpassword", "among the first")]
    [InlineData("Password12345678!", "among the first")]
    [InlineData("qwertyuiop1234567890", "among the first")]
    [InlineData("aaaaaaaaaaaaaaaaaaaa", "among the first")]
    [InlineData("abcabcabcabcabcabc", "among the first")]
    [InlineData("qlalfqjsgh123456", "among the first")]
    public async Task WeakPassword_IsRefusedBesideTheField_AndTheLinkStaysGood(string password, string words)
    {
        var link = await app.SignUpLinkAsync(MailFixture.NewAddress());
        var browser = app.Browser();

        var refused = await browser.ChooseAsync(link, password);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        var html = await refused.Content.ReadAsStringAsync();
        Assert.Contains(words, Html.Parse(html).One("p.error#Input_Password-error").TextContent, StringComparison.Ordinal);
        Assert.True(password.Length == 0 || !WebUtility.HtmlDecode(html).Contains(password, StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.Redirect, (await browser.ChooseAsync(link, TestData.Password)).StatusCode);
    }

    [Fact]
    public async Task Password_OfMoreThan128Characters_IsRefused_AndOf128Works()
    {
        var email = MailFixture.NewAddress();
        var (link, browser, longest) = (
            await app.SignUpLinkAsync(email), app.Browser(), string.Concat(Enumerable.Range(0, 32).Select(i => $"{i * 7919 % 8191:x4}")));

        Assert.Contains("at most 128", await (await browser.ChooseAsync(link, longest + "x")).TextAsync(), StringComparison.Ordinal);
        await browser.ChooseAsync(link, longest);

        Assert.Equal(HttpStatusCode.Redirect, (await app.SignInAsync(email, longest)).StatusCode);
    }

    [Theory]
    [InlineData("", "Please fill this in.")]
    [InlineData("nobody", "Enter one e-mail address like name@example.com.")]
    [InlineData("a@example.test\r\nBcc: b@example.test", "Enter one e-mail address")]
    [InlineData("a@example.test, b@example.test", "Enter one e-mail address")]
    [InlineData("user.@docomo.ne.jp", "Enter one e-mail address")]
    [InlineData("a..b@example.test", "Enter one e-mail address")]
    [InlineData("Kim <a@example.test>", "Enter one e-mail address")]
    public async Task WhatIsNoAddress_IsRefused_AndNothingIsMailed(string typed, string words)
    {
        var before = await app.InScopeAsync(s => s.GetRequiredService<AppDbContext>().Outbox.CountAsync());

        var refused = await app.Browser().PostFormAsync("/en/sign-up", new() { ["Input.Email"] = typed });

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Contains(words, await refused.TextAsync(), StringComparison.Ordinal);
        Assert.Contains($"value=\"{typed.Split('\r')[0]}", await refused.TextAsync(), StringComparison.Ordinal);

        // Mails of other tests may have been on their way.
        Assert.InRange(await app.InScopeAsync(s => s.GetRequiredService<AppDbContext>().Outbox.CountAsync()), 0, before);
    }

    [Fact]
    public async Task WhoFillsInEverything_IsAskedToEmptyTheField()
    {
        var (email, browser) = (MailFixture.NewAddress(), app.Browser());

        var refused = await browser.PostFormAsync(
            "/en/sign-up", new() { ["Input.Email"] = email, ["Input.Homepage"] = "https://spam.example" });

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Contains("Please empty this field", await refused.TextAsync(), StringComparison.Ordinal);
        Assert.Contains(email, await refused.TextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task MailedLink_LeadsToTheConfiguredSite_WhateverHostWasAsked()
    {
        var (email, browser) = (MailFixture.NewAddress(), app.Browser());
        browser.DefaultRequestHeaders.Host = "evil.example";
        browser.DefaultRequestHeaders.Add("X-Forwarded-Host", "evil.example");

        await browser.AskForMailAsync("/en/sign-up", email);

        var text = (await app.Sink.NextAsync(email)).Text;
        Assert.Contains($"{MailFixture.Site}/en/sign-up/confirm?token=", text, StringComparison.Ordinal);
        Assert.DoesNotContain("evil", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Customer_HasNoRightInAnyCompany()
    {
        var company = await app.CompanyAsync();
        var (email, browser) = await app.CustomerAsync();

        foreach (var page in new[] { "", "/journeys", "/settings", "/export/journeys.csv" })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync($"/en/companies/{company.Slug}{page}")).StatusCode);
        }

        Assert.DoesNotContain(company.Name, await browser.GetStringAsync("/en/companies"), StringComparison.Ordinal);
        Assert.True(
            await app.InScopeAsync(s => s.GetRequiredService<AppDbContext>().Users.AnyAsync(u => u.Email == email && !u.IsAdministrator)));
    }

    [Fact]
    public async Task FormWithoutItsToken_IsDrawnAgainWithWhatWasTyped()
    {
        var answer = await app.Browser().PostAsync("/en/sign-up", Forms.Content([new("Input.Email", "kim@example.test")]));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("kim@example.test", await answer.TextAsync(), StringComparison.Ordinal);
    }

    // What the browser sees, but for the address that it typed itself.
    private async Task<string> AnswerAsync(string page, string email)
    {
        var browser = app.Browser();
        var answer = await browser.AskForMailAsync("/en/" + page, email);
        var text = await (await browser.GetAsync(answer.Headers.Location)).TextAsync();
        var headers = string.Join(',', answer.Headers.Select(h => h.Key));
        return $"{answer.Headers.Location} {headers} {text.Replace(email, "", StringComparison.Ordinal)}";
    }

    private Task<bool> IsKnownAsync(string email) =>
        app.InScopeAsync(s => s.GetRequiredService<AppDbContext>().Users.AnyAsync(u => u.Email == email));
}
