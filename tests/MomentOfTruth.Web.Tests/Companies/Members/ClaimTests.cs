using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Features.Companies;
using MomentOfTruth.Web.Tests.Accounts;
using MomentOfTruth.Web.Tests.Mail;

namespace MomentOfTruth.Web.Tests.Companies.Members;

/// <summary>"This is my company": who claims it, who decides, and who comes in without anybody deciding.</summary>
public sealed class ClaimTests(MailFixture app) : IClassFixture<MailFixture>
{
    [Fact]
    public async Task UnclaimedCompany_SaysThatItCanBeClaimed_AndAClaimedOneDoesNot()
    {
        var company = await app.CompanyAsync();
        string[] pages = [$"/en/log/{company.Slug}", $"/en/published/{company.Slug}"];
        foreach (var page in pages)
        {
            Assert.Contains($"/en/claim/{company.Slug}", await app.Browser().GetStringAsync(page), StringComparison.Ordinal);
        }

        await app.PersonAsync(company, CompanyRole.Owner);

        foreach (var page in pages)
        {
            Assert.DoesNotContain("/en/claim/", await app.Browser().GetStringAsync(page), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Claim_Accepted_MakesAnOwner_VerifiesTheCompany_AndIsMailed()
    {
        var company = await app.CompanyAsync();
        await app.JourneyAsync(company, TestData.Said("Shop", "3"));
        var (email, browser) = await app.CustomerAsync();
        var page = await ClaimAsync(browser, company);
        Assert.Contains("waits for an administrator", page, StringComparison.Ordinal);
        Assert.Contains("waiting", await browser.GetStringAsync("/en/companies"), StringComparison.Ordinal);

        var administrator = await AdministratorAsync();
        var open = await OpenAsync(administrator, company);
        var words = open.Words();
        Assert.Contains(email, words, StringComparison.Ordinal);
        Assert.Contains("one journey", words, StringComparison.Ordinal);
        Assert.Contains("Head of service", words, StringComparison.Ordinal);
        Assert.Contains("nothing to do with the web address", words, StringComparison.Ordinal);
        var answer = await administrator.SubmitAsync(open, "Host", ("Host", "example.com"), ("do", "accept"));

        Assert.Equal("/en/admin/claims?done=accept", answer.Headers.Location?.OriginalString);
        Assert.Equal(CompanyRole.Owner, await app.RoleAsync(company, email));
        var stored = await app.InScopeAsync(s => s.GetRequiredService<AppDbContext>().Companies.AsNoTracking().SingleAsync(c => c.Id == company.Id));
        Assert.Equal((true, "example.com"), (stored.IsVerified, stored.CheckedHost));
        var mail = await app.Sink.NextAsync(email);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync(mail.Link("/companies/"))).StatusCode);
        Assert.Contains(email, await administrator.GetStringAsync("/en/admin/claims"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Claim_Refused_TellsWhy_AndMayBeMadeAgain()
    {
        var company = await app.CompanyAsync();
        var (email, browser) = await app.CustomerAsync();
        await ClaimAsync(browser, company);
        var administrator = await AdministratorAsync();

        var without = await administrator.SubmitAsync(await OpenAsync(administrator, company), "Host", ("do", "refuse"));
        await administrator.SubmitAsync(
            await OpenAsync(administrator, company), "Host", ("Reason", "Nobody there knows you."), ("do", "refuse"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, without.StatusCode);
        Assert.Null(await app.RoleAsync(company, email));
        var mail = await app.Sink.NextAsync(email);
        Assert.DoesNotContain("Nobody there", mail.Text, StringComparison.Ordinal);
        var page = await browser.GetStringAsync(mail.Link("/claim/"));
        Assert.Contains("Nobody there knows you.", page, StringComparison.Ordinal);
        Assert.Equal("Head of service", Forms.FormOf(page, "Input.Position").Fields["Input.Position"]);
        Assert.Contains("waits for an administrator", await ClaimAsync(browser, company), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Claim_IsChangedAndWithdrawnWhileItWaits()
    {
        var company = await app.CompanyAsync();
        var (_, browser) = await app.CustomerAsync();
        await ClaimAsync(browser, company);
        var page = await ClaimAsync(browser, company, ("Input.Position", "Director"));

        await browser.SubmitAsync(page, "what");

        var claim = await app.InScopeAsync(s =>
            s.GetRequiredService<AppDbContext>().CompanyClaims.AsNoTracking().SingleAsync(c => c.CompanyId == company.Id));
        Assert.Equal(("Director", ClaimState.Withdrawn), (claim.Position, claim.State));
        Assert.Contains("withdrawn", await browser.GetStringAsync("/en/companies"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Input.Position", "")]
    [InlineData("Input.Address", "")]
    [InlineData("Input.Address", "we have none")]
    [InlineData("Input.Evidence", "")]
    [InlineData("Input.Evidence", "\u200B")]
    public async Task WrongInput_IsSaidBesideTheField_AndNothingIsClaimed(string field, string typed)
    {
        var company = await app.CompanyAsync();
        var (_, browser) = await app.CustomerAsync();

        var answer = await TryClaimAsync(browser, company, (field, typed));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var page = Html.Parse(await answer.TextAsync());
        Assert.NotNull(page.One($"#{field.Replace('.', '_')}-error"));
        Assert.Equal(0, await app.InScopeAsync(s => s.GetRequiredService<AppDbContext>().CompanyClaims.CountAsync(c => c.CompanyId == company.Id)));
    }

    [Fact]
    public async Task OnePerson_HasThreeClaimsWaitingAtMost()
    {
        var (_, browser) = await app.CustomerAsync();
        for (var i = 0; i < CompanyClaim.MostWaiting; i++)
        {
            await ClaimAsync(browser, await app.CompanyAsync());
        }

        Assert.Equal(HttpStatusCode.Conflict, (await TryClaimAsync(browser, await app.CompanyAsync())).StatusCode);
    }

    // The one that is accepted first is the owner; the other waits on, and the administrator and the owner see it.
    [Fact]
    public async Task TwoClaims_OfOneCompany_AreDecidedEach()
    {
        var company = await app.CompanyAsync();
        var ((first, one), (second, two)) = (await app.CustomerAsync(), await app.CustomerAsync());
        await ClaimAsync(one, company);
        await ClaimAsync(two, company);
        var administrator = await AdministratorAsync();
        var open = await OpenAsync(administrator, company);
        Assert.Contains("one other claim", open.Words(), StringComparison.Ordinal);

        await administrator.SubmitAsync(open, "Host", ("do", "accept"));

        Assert.Equal(CompanyRole.Owner, await app.RoleAsync(company, first));
        Assert.Null(await app.RoleAsync(company, second));
        Assert.Contains(second, await one.GetStringAsync(Inviting.MembersOf(company)), StringComparison.Ordinal);
        var left = await OpenAsync(administrator, company);
        Assert.Contains(first, left.Words(), StringComparison.Ordinal);
        await administrator.SubmitAsync(left, "Host", ("do", "accept"));
        Assert.Equal(2, await app.OwnersAsync(company));
    }

    [Fact]
    public async Task Decision_OnAClaimThatWasWithdrawn_SaysSo()
    {
        var company = await app.CompanyAsync();
        var (email, browser) = await app.CustomerAsync();
        var page = await ClaimAsync(browser, company);
        var administrator = await AdministratorAsync();
        var open = await OpenAsync(administrator, company);
        await browser.SubmitAsync(page, "what");

        Assert.Equal(HttpStatusCode.Conflict, (await administrator.SubmitAsync(open, "Host", ("do", "accept"))).StatusCode);
        Assert.Null(await app.RoleAsync(company, email));
    }

    [Fact]
    public async Task Claims_AreForAdministratorsAlone()
    {
        var owner = await app.SignedInAsync(await app.CompanyAsync(), CompanyRole.Owner);
        Assert.Equal(HttpStatusCode.NotFound, (await owner.GetAsync("/en/admin/claims")).StatusCode);
    }

    // ---- By the mail address ----

    [Fact]
    public async Task ProvenMailAtTheCheckedHost_WithoutPeople_ComesInAsOwner()
    {
        var (company, host) = await CheckedAsync();
        var (email, browser) = await PersonAtAsync(host);
        Assert.Contains($"/en/claim/{company.Slug}", await browser.GetStringAsync("/en/companies"), StringComparison.Ordinal);

        var answer = await ComeByMailAsync(browser, company);

        Assert.Equal($"/en/companies/{company.Slug}", answer.Headers.Location?.OriginalString);
        Assert.Equal(CompanyRole.Owner, await app.RoleAsync(company, email));
    }

    [Fact]
    public async Task ProvenMailAtTheCheckedHost_WithPeople_AsksTheOwners()
    {
        var (company, host) = await CheckedAsync();
        var owner = await app.SignedInAsync(company, CompanyRole.Owner);
        var (email, browser) = await PersonAtAsync(host);

        await ComeByMailAsync(browser, company);

        Assert.Null(await app.RoleAsync(company, email));
        var members = Html.Parse(await owner.GetStringAsync(Inviting.MembersOf(company)));
        var request = members.One("a[href*='/members/requests/']").Href();
        await owner.SubmitAsync(await owner.GetStringAsync(request), "do", ("do", "accept"));
        Assert.Equal(CompanyRole.Viewer, await app.RoleAsync(company, email));
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync((await app.Sink.NextAsync(email)).Link("/companies/"))).StatusCode);
    }

    [Fact]
    public async Task DeclinedRequest_IsToldToThePerson()
    {
        var (company, host) = await CheckedAsync();
        var owner = await app.SignedInAsync(company, CompanyRole.Owner);
        var (email, browser) = await PersonAtAsync(host);
        await ComeByMailAsync(browser, company);
        var request = Html.Parse(await owner.GetStringAsync(Inviting.MembersOf(company))).One("a[href*='/members/requests/']").Href();

        await owner.SubmitAsync(await owner.GetStringAsync(request), "do", ("do", "decline"));

        Assert.Null(await app.RoleAsync(company, email));
        Assert.Contains("declined", await browser.GetStringAsync($"/en/claim/{company.Slug}"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await owner.GetAsync(request)).StatusCode);
    }

    [Theory]
    [InlineData("sub.")]
    [InlineData("x")]
    public async Task MailElsewhere_IsOfferedNothing_AndRefused(string before)
    {
        var (company, host) = await CheckedAsync();
        var (email, browser) = await PersonAtAsync(before + host);
        var page = await browser.GetStringAsync($"/en/claim/{company.Slug}");

        var answer = await browser.PostAsync($"/en/claim/{company.Slug}?handler=Mail", Forms.Content(
            [new("__RequestVerificationToken", Forms.TokenOf(page))]));

        Assert.DoesNotContain("handler=Mail", page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        Assert.Null(await app.RoleAsync(company, email));
    }

    // An address that nobody has answered a mail at proves nothing: whoever handed over the link made it up.
    [Fact]
    public async Task UnprovenAddress_AtTheCheckedHost_IsRefused()
    {
        var (company, host) = await CheckedAsync();
        var (email, browser) = await PersonAtAsync(host);
        await app.InScopeAsync(s => s.GetRequiredService<AppDbContext>().Users.Where(u => u.Email == email)
            .ExecuteUpdateAsync(set => set.SetProperty(u => u.HasProvenAddress, false)));
        var page = await browser.GetStringAsync($"/en/claim/{company.Slug}");

        var answer = await browser.PostAsync($"/en/claim/{company.Slug}?handler=Mail", Forms.Content(
            [new("__RequestVerificationToken", Forms.TokenOf(page))]));

        Assert.DoesNotContain("handler=Mail", page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        Assert.Null(await app.RoleAsync(company, email));
    }

    [Fact]
    public async Task TwoColleagues_WhoComeAtOnce_AreOneOwnerAndOneWhoAsks()
    {
        var (company, host) = await CheckedAsync();
        var people = new[] { await app.PersonAsync(company, null), await app.PersonAsync(company, null) };
        await app.InScopeAsync(async s =>
        {
            foreach (var person in people)
            {
                await s.GetRequiredService<AppDbContext>().Users.Where(u => u.Id == person.Id).ExecuteUpdateAsync(
                    set => set.SetProperty(u => u.HasProvenAddress, true).SetProperty(u => u.Email, $"{Guid.NewGuid():N}@{host}"));
            }

            return true;
        });
        using var barrier = new Barrier(people.Length);

        var answers = await Task.WhenAll(people.Select(person => Task.Run(() =>
        {
            barrier.SignalAndWait();
            return app.InScopeAsync(s => s.GetRequiredService<ClaimWriter>().ComeByMailAsync(company.Id, person.Id, default));
        })));

        Assert.Equal([ClaimAnswer.Waits, ClaimAnswer.IsOwner], answers.Order());
        Assert.Equal(1, await app.OwnersAsync(company));
    }

    [Fact]
    public async Task Company_IsFoundByItsVeryName_OrAddedByIt()
    {
        var (_, browser) = await app.CustomerAsync();
        var company = await app.CompanyAsync();
        var name = $"Newcomer {Guid.NewGuid():N}";

        var found = await browser.GetStringAsync("/en/claim?q=" + Uri.EscapeDataString(company.Name.ToUpperInvariant()));
        var part = await browser.GetStringAsync("/en/claim?q=" + Uri.EscapeDataString(company.Name[..10]));
        var added = await browser.SubmitAsync(
            Html.Parse(await browser.GetStringAsync("/en/claim?q=" + Uri.EscapeDataString(name))).One("main .picks"), "q");

        Assert.Contains($"/en/claim/{company.Slug}", found, StringComparison.Ordinal);
        Assert.DoesNotContain($"/en/claim/{company.Slug}", part, StringComparison.Ordinal);
        Assert.Contains(name, await browser.GetStringAsync(added.Headers.Location), StringComparison.Ordinal);
    }

    private static async Task<string> ClaimAsync(HttpClient browser, Company company, params (string Name, string Value)[] changes)
    {
        var answer = await TryClaimAsync(browser, company, changes);
        Assert.True(answer.StatusCode == HttpStatusCode.Redirect, await answer.TextAsync());
        return await browser.GetStringAsync(answer.Headers.Location);
    }

    private static async Task<HttpResponseMessage> TryClaimAsync(
        HttpClient browser, Company company, params (string Name, string Value)[] changes) =>
        await browser.SubmitAsync(
            await browser.GetStringAsync($"/en/claim/{company.Slug}"), "Input.Position",
            [
                ("Input.Position", "Head of service"), ("Input.Address", "https://www.example.com/team"),
                ("Input.Evidence", "Ask for me at the desk."), .. changes,
            ]);

    private static async Task<HttpResponseMessage> ComeByMailAsync(HttpClient browser, Company company) =>
        await browser.PostAsync($"/en/claim/{company.Slug}?handler=Mail", Forms.Content(
            Forms.FieldsOf((AngleSharp.Html.Dom.IHtmlFormElement)Html.Parse(await browser.GetStringAsync($"/en/claim/{company.Slug}"))
                .One("form[action*='handler=Mail']"))));

    private async Task<HttpClient> AdministratorAsync() =>
        await app.SignedInAsync(await app.PersonAsync(await app.CompanyAsync(), null, isAdministrator: true));

    // The longest waiting first: the page is as long as its size, and decided ones make room.
    private async Task<AngleSharp.Dom.IElement> OpenAsync(HttpClient administrator, Company company)
    {
        await app.InScopeAsync(s => s.GetRequiredService<AppDbContext>().CompanyClaims
            .Where(c => c.CompanyId != company.Id && c.State == ClaimState.Waiting).ExecuteDeleteAsync());
        return Html.Parse(await administrator.GetStringAsync("/en/admin/claims")).QuerySelectorAll("article")
            .First(article => article.TextContent.Contains(company.Name, StringComparison.Ordinal));
    }

    private async Task<(Company Company, string Host)> CheckedAsync()
    {
        var (company, host) = (await app.CompanyAsync(), $"h{Guid.NewGuid():N}.example");
        await app.InScopeAsync(async s =>
        {
            await s.GetRequiredService<CompanySettings>().ChangeAsync(company.Id, c => c.Verify(WebHost.TryParse("www." + host)), default);
            return true;
        });
        return (company, host);
    }

    /// <summary>Somebody who signed up with an address there.</summary>
    private async Task<(string Email, HttpClient Browser)> PersonAtAsync(string host)
    {
        var (email, browser) = ($"kim@{host}", app.Browser());
        await browser.ChooseAsync(await app.SignUpLinkAsync(email), TestData.Password);
        return (email, browser);
    }
}
