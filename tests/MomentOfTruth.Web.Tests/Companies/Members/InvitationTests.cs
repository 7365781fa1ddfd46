using System.Net;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Site;
using MomentOfTruth.Web.Tests.Accounts;
using MomentOfTruth.Web.Tests.Mail;

namespace MomentOfTruth.Web.Tests.Companies.Members;

/// <summary>Invitations by mail: what the link lets in, and whom it does not.</summary>
public sealed class InvitationTests(MailFixture app) : IClassFixture<MailFixture>
{
    [Fact]
    public async Task InvitedPerson_WithoutAnAccount_MakesItByTheLink_AndIsIn()
    {
        var (company, owner, email, link) = await InviteAsync(CompanyRole.Manager);
        Assert.Contains(email, await owner.GetStringAsync(Inviting.MembersOf(company)), StringComparison.Ordinal);
        var browser = app.Browser();

        var answer = await browser.PostFormAsync(link, new() { ["Input.Password"] = TestData.Password });

        Assert.Equal($"/en/companies/{company.Slug}", answer.Headers.Location?.OriginalString);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync(answer.Headers.Location)).StatusCode);
        Assert.Equal(CompanyRole.Manager, await app.RoleAsync(company, email));
        Assert.DoesNotContain("Renew", await owner.GetStringAsync(Inviting.MembersOf(company)), StringComparison.Ordinal);
        Assert.True(await HasProvenAddressAsync(email));
    }

    [Fact]
    public async Task InvitedPerson_WithAnAccount_SignsIn_ComesBack_AndJoins()
    {
        var person = await app.PersonAsync(await app.CompanyAsync(), null);
        var (company, _, _, link) = await InviteAsync(CompanyRole.Viewer, person.Email!.ToUpperInvariant());
        var browser = app.Browser();
        var signIn = Html.Parse(await browser.GetStringAsync(link)).One("main a.btn").Href();

        var back = await browser.PostFormAsync(signIn, new() { ["Input.Email"] = person.Email!, ["Input.Password"] = TestData.Password });
        var answer = await browser.SubmitAsync(await browser.GetStringAsync(back.Headers.Location), "token");

        Assert.Equal(link, back.Headers.Location?.OriginalString);
        Assert.Equal($"/en/companies/{company.Slug}", answer.Headers.Location?.OriginalString);
        Assert.Equal(CompanyRole.Viewer, await app.RoleAsync(company, person.Email!));
    }

    [Fact]
    public async Task SomebodyElse_IsToldSo_MaySignOut_AndDoesNotJoin()
    {
        var (company, _, email, link) = await InviteAsync();
        var other = await app.PersonAsync(await app.CompanyAsync(), CompanyRole.Owner);
        var browser = await app.SignedInAsync(other);
        var page = await browser.GetStringAsync(link);

        var forced = await browser.PostAsync("/en/invitations/join", Forms.Content(
            [new("token", TokenIn(link)), new("__RequestVerificationToken", Forms.TokenOf(page))]));
        var signedOut = await browser.SubmitAsync(page, "token");

        Assert.Contains(other.Email!, page, StringComparison.Ordinal);
        Assert.Contains(email, page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Conflict, forced.StatusCode);
        Assert.Null(await app.RoleAsync(company, other.Email!));
        Assert.Equal(link, signedOut.Headers.Location?.OriginalString);
        Assert.False(await browser.IsSignedInAsync());
        Assert.Contains("Make account and join", await browser.GetStringAsync(link), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Opening_TheLink_UsesNothingUp()
    {
        var (company, _, email, link) = await InviteAsync();
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(HttpStatusCode.OK, (await app.Browser().GetAsync(link)).StatusCode);
        }

        await app.Browser().PostFormAsync(link, new() { ["Input.Password"] = TestData.Password });

        Assert.NotNull(await app.RoleAsync(company, email));
    }

    [Fact]
    public async Task Link_WithAnyByteChanged_IsRefused()
    {
        var (company, _, email, link) = await InviteAsync();
        var token = TokenIn(link);
        Assert.True(token.Length * 6 >= 128);
        for (var i = 0; i < token.Length; i++)
        {
            var mutated = string.Concat(token.AsSpan(0, i), token[i] == 'A' ? "B" : "A", token.AsSpan(i + 1));
            Assert.Equal(HttpStatusCode.BadRequest, (await app.Browser().GetAsync(WithToken(mutated))).StatusCode);
            Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync(mutated)).StatusCode);
        }

        Assert.Null(await app.RoleAsync(company, email));
        Assert.Equal(HttpStatusCode.OK, (await app.Browser().GetAsync(link)).StatusCode);
    }

    [Fact]
    public async Task Link_ThatWasUsed_IsRefused()
    {
        var (company, owner, email, link) = await InviteAsync();
        await app.Browser().PostFormAsync(link, new() { ["Input.Password"] = TestData.Password });
        var person = await app.InScopeAsync(s => s.GetRequiredService<UserManager<User>>().FindByEmailAsync(email));
        await owner.PostFormAsync($"{Inviting.MembersOf(company)}/{person!.Id}/remove", []);

        Assert.Equal(HttpStatusCode.BadRequest, (await app.Browser().GetAsync(link)).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync(TokenIn(link), await app.SignedInAsync(person))).StatusCode);
        Assert.Null(await app.RoleAsync(company, email));
    }

    [Fact]
    public async Task Link_ThatHasExpired_IsRefused_AndRenewedWorksAgain()
    {
        var (company, owner, email, link) = await InviteAsync();
        await app.ExpireAsync(company);
        Assert.Equal(HttpStatusCode.BadRequest, (await app.Browser().GetAsync(link)).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync(TokenIn(link))).StatusCode);
        var members = await owner.GetStringAsync(Inviting.MembersOf(company));
        Assert.Contains("expired", members, StringComparison.Ordinal);

        await owner.SubmitAsync(members, "invitation");

        var renewed = (await app.Sink.NextAsync(email)).Link("token=");
        Assert.Equal(HttpStatusCode.BadRequest, (await app.Browser().GetAsync(link)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await app.Browser().GetAsync(renewed)).StatusCode);
    }

    [Fact]
    public async Task Renewing_MakesTheEarlierLinkVoid()
    {
        var (company, owner, email, link) = await InviteAsync();

        await owner.SubmitAsync(await owner.GetStringAsync(Inviting.MembersOf(company)), "invitation");

        Assert.Equal(HttpStatusCode.BadRequest, (await app.Browser().GetAsync(link)).StatusCode);
        await app.Browser().PostFormAsync((await app.Sink.NextAsync(email)).Link("token="), new() { ["Input.Password"] = TestData.Password });
        Assert.NotNull(await app.RoleAsync(company, email));
    }

    [Fact]
    public async Task Withdrawn_Link_IsRefused()
    {
        var (company, owner, email, link) = await InviteAsync();
        var page = Html.Parse(await owner.GetStringAsync(Inviting.MembersOf(company)));

        await owner.PostAsync($"/en/companies/{company.Slug}/members/invite?handler=Withdraw", Forms.Content(
            Forms.FieldsOf((AngleSharp.Html.Dom.IHtmlFormElement)page.One("form[action*='Withdraw']"))));

        Assert.Equal(HttpStatusCode.BadRequest, (await app.Browser().GetAsync(link)).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync(TokenIn(link))).StatusCode);
        Assert.Null(await app.RoleAsync(company, email));
    }

    [Fact]
    public async Task AccountWhoseAddressHasChanged_DoesNotJoin()
    {
        var person = await app.PersonAsync(await app.CompanyAsync(), null);
        var (company, _, _, link) = await InviteAsync(email: person.Email);
        var browser = await app.SignedInAsync(person);
        var page = await browser.GetStringAsync(link);
        var address = MailFixture.NewAddress();
        await app.InScopeAsync(s => s.GetRequiredService<AppDbContext>().Users.Where(u => u.Id == person.Id).ExecuteUpdateAsync(
            set => set.SetProperty(u => u.Email, address).SetProperty(u => u.NormalizedEmail, address.ToUpperInvariant())));

        var answer = await browser.SubmitAsync(page, "token");

        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        Assert.Null(await app.RoleAsync(company, address));
    }

    [Fact]
    public async Task TheStore_HoldsNoLink()
    {
        var (company, _, _, link) = await InviteAsync();
        var rows = await CompanyRows.OfAsync(app, company.Id);

        Assert.Contains(rows, row => row.StartsWith("Invitations:", StringComparison.Ordinal)
            && row.Contains(Convert.ToHexString(SecretKey.HashOf(TokenIn(link))), StringComparison.Ordinal));
        Assert.DoesNotContain(rows, row => row.Contains(TokenIn(link), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("en", "invites you to join")]
    [InlineData("ko", "초대했습니다")]
    public async Task Mail_IsInTheLanguageOfThePage_AndLeadsToTheSitesOwnAddress(string culture, string words)
    {
        var company = await app.CompanyAsync();
        var (owner, email) = (await app.SignedInAsync(company, CompanyRole.Owner), MailFixture.NewAddress());

        await owner.InviteAsync(company, email, CompanyRole.Viewer, culture);

        var mail = await app.Sink.NextAsync(email);
        Assert.Contains(words, mail.Text, StringComparison.Ordinal);
        Assert.Contains(company.Name, mail.Text, StringComparison.Ordinal);
        Assert.Contains($"{MailFixture.Site}/{culture}/invitations/join?token=", mail.Text, StringComparison.Ordinal);
        Assert.Equal([email], mail.Recipients);
    }

    [Fact]
    public async Task WrongInput_IsSaidBesideTheField_AndStays()
    {
        var company = await app.CompanyAsync();
        var person = await app.PersonAsync(company, CompanyRole.Viewer);
        var owner = await app.SignedInAsync(company, CompanyRole.Owner);
        var invited = MailFixture.NewAddress();
        await owner.InviteAsync(company, invited);

        foreach (var (email, words) in new[]
        {
            ("", ""), ("nobody", ""), (person.Email!, "is a member already"), (invited, "is invited already"),
        })
        {
            var answer = await owner.TryInviteAsync(company, email, CompanyRole.Manager);
            var page = await answer.TextAsync();
            Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
            Assert.Equal(email, Html.Parse(page).One("#Email").GetAttribute("value") ?? "");
            Assert.NotNull(Html.Parse(page).One("#Email-error"));
            Assert.NotNull(Html.Parse(page).One("#Role_Manager[checked]"));
            if (words.Length > 0)
            {
                Assert.Contains(words, page, StringComparison.Ordinal);
            }
        }
    }

    private async Task<(Company Company, HttpClient Owner, string Email, string Link)> InviteAsync(
        CompanyRole role = CompanyRole.Viewer, string? email = null)
    {
        var company = await app.CompanyAsync();
        var owner = await app.SignedInAsync(company, CompanyRole.Owner);
        email ??= MailFixture.NewAddress();
        await owner.InviteAsync(company, email, role);
        return (company, owner, email, (await app.Sink.NextAsync(email)).Link("token="));
    }

    // A post straight to the address, as no page offers it for a link that does not work.
    private async Task<HttpResponseMessage> PostAsync(string token, HttpClient? browser = null)
    {
        browser ??= app.Browser();
        var antiforgery = Forms.TokenOf(await browser.GetStringAsync(await browser.IsSignedInAsync() ? "/en/sign-out" : "/en/sign-in"));
        return await browser.PostAsync("/en/invitations/join", Forms.Content(
            [new("token", token), new("Input.Password", TestData.Password), new("__RequestVerificationToken", antiforgery)]));
    }

    private Task<bool> HasProvenAddressAsync(string email) => app.InScopeAsync(s =>
        s.GetRequiredService<AppDbContext>().Users.Where(u => u.Email == email).Select(u => u.HasProvenAddress).SingleAsync());

    private static string TokenIn(string link) => link[(link.IndexOf('=') + 1)..];

    private static string WithToken(string token) => "/en/invitations/join?token=" + token;
}

/// <summary>Without mail the owner hands the link over.</summary>
public sealed class HandedInvitationTests(AppFixture app) : IClassFixture<AppFixture>
{
    [Fact]
    public async Task Link_IsShownOnce_AndLetsIn_AndProvesNoMailbox()
    {
        var company = await app.CompanyAsync();
        var (owner, email) = (await app.SignedInAsync(company, CompanyRole.Owner), MailFixture.NewAddress());

        var link = Inviting.LinkOn(await owner.InviteAsync(company, email, CompanyRole.Manager));

        Assert.DoesNotContain("token=", await owner.GetStringAsync(Inviting.MembersOf(company)), StringComparison.Ordinal);
        var answer = await app.Browser().PostFormAsync(link, new() { ["Input.Password"] = TestData.Password });
        Assert.Equal($"/en/companies/{company.Slug}", answer.Headers.Location?.OriginalString);
        Assert.Equal(CompanyRole.Manager, await app.RoleAsync(company, email));
        Assert.False(await app.InScopeAsync(s =>
            s.GetRequiredService<AppDbContext>().Users.Where(u => u.Email == email).Select(u => u.HasProvenAddress).SingleAsync()));
    }

    [Fact]
    public async Task BadPassword_IsSaidBesideTheField_AndTheLinkStaysGood()
    {
        var company = await app.CompanyAsync();
        var (owner, email) = (await app.SignedInAsync(company, CompanyRole.Owner), MailFixture.NewAddress());
        var link = Inviting.LinkOn(await owner.InviteAsync(company, email));

        foreach (var password in new[] { "", "short", "passwordpassword" })
        {
            var answer = await app.Browser().PostFormAsync(link, new() { ["Input.Password"] = password });
            Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
            Assert.NotNull(Html.Parse(await answer.TextAsync()).One("#Input_Password-error"));
        }

        Assert.Equal(HttpStatusCode.OK, (await app.Browser().GetAsync(link)).StatusCode);
    }
}
