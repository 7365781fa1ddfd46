using System.Net;
using AngleSharp.Dom;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Domain.Publications;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Features.Intake;
using MomentOfTruth.Web.Features.Publications;
using MomentOfTruth.Web.Tests.MyJourneys;

namespace MomentOfTruth.Web.Tests.Publications;

/// <summary>The administrator decides, on what was read.</summary>
public sealed class ModerationTests(AppFixture app) : IClassFixture<AppFixture>
{
    private const string Page = "/en/admin/publications";

    [Fact]
    public async Task OnlyAdministrators_FindThePage_AndTheLinkToIt()
    {
        var mine = await OpenedJourney.OfAsync(app, "en");
        await app.AskAsync(mine.Id, "Somebody");
        var publication = (await app.PublicationAsync(mine.Id))!;
        var owner = await app.SignedInAsync(mine.Company, CompanyRole.Owner);
        var visitor = app.Browser();

        Assert.Equal(HttpStatusCode.NotFound, (await owner.GetAsync(Page)).StatusCode);
        Assert.StartsWith(
            "/en/sign-in?returnUrl=", (await visitor.GetAsync(Page)).Headers.Location!.OriginalString, StringComparison.Ordinal);
        var companies = await owner.GetStringAsync("/en/companies");
        Assert.DoesNotContain("admin", companies, StringComparison.Ordinal);
        var token = Forms.TokenOf(await owner.GetStringAsync($"/en/companies/{mine.Company.Slug}/settings"));
        var forged = await owner.PostAsync(Page, Forms.Content([new("Id", publication.Id.ToString()), new("Version", $"{publication.Version}"), new("Reports", "0"), new("do", "approve"), new("__RequestVerificationToken", token)]));
        Assert.Equal(HttpStatusCode.NotFound, forged.StatusCode);
        Assert.Equal(PublicationState.Waiting, (await app.PublicationAsync(mine.Id))?.State);

        var administrator = await app.AdministratorAsync();
        var waiting = await app.InScopeAsync(s => s.GetRequiredService<ModerationQuery>().CountAsync(default));
        var withLink = await administrator.GetStringAsync("/en/companies");
        Assert.Contains("href=\"/en/admin/publications\"", withLink, StringComparison.Ordinal);
        Assert.Contains(waiting == 1 ? "One waits" : $"{waiting} wait", withLink, StringComparison.Ordinal);
        Assert.Contains("Somebody", await administrator.GetStringAsync(Page), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Approved_IsPublished()
    {
        var (mine, administrator, html) = await WaitingAsync();

        var approved = await DecideAsync(administrator, html, mine, "approve");

        Assert.Equal(Page + "?done=approve", approved.Headers.Location?.OriginalString);
        Assert.Contains("It is public.", await administrator.GetStringAsync(approved.Headers.Location), StringComparison.Ordinal);
        Assert.Contains("It is published.", await mine.TextAsync("/publication"), StringComparison.Ordinal);
        await app.PublishedAsync(mine.Company, 4);
        Assert.Contains("They hung up.", await app.Browser().GetStringAsync(mine.Company.PublishedAddress()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Declined_TellsTheCustomerWhy_WhoMayAskAgain()
    {
        var (mine, administrator, html) = await WaitingAsync();

        var blank = await DecideAsync(administrator, html, mine, "refuse", "  ");
        var unseen = await DecideAsync(administrator, html, mine, "refuse", "\u200B");
        var tooLong = await DecideAsync(administrator, html, mine, "refuse", new string('x', Publication.MaxReason + 1));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, HttpStatusCode.UnprocessableEntity), (blank.StatusCode, unseen.StatusCode));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, tooLong.StatusCode);
        Assert.Contains(new string('x', Publication.MaxReason + 1), await tooLong.TextAsync(), StringComparison.Ordinal);
        Assert.Equal(PublicationState.Waiting, (await app.PublicationAsync(mine.Id))?.State);

        var declined = await DecideAsync(administrator, html, mine, "refuse", "It names a clerk.\r\nPlease leave the name out.");

        Assert.Equal(Page + "?done=refuse", declined.Headers.Location?.OriginalString);
        Assert.Contains(
            "It names a clerk.\nPlease leave the name out.", (await mine.TextAsync("/publication")).ReplaceLineEndings("\n"),
            StringComparison.Ordinal);
        Assert.Contains("was not approved", await mine.TextAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain(mine.Company.Name, await administrator.GetStringAsync(Page), StringComparison.Ordinal);
        await mine.Browser.SubmitAsync(await mine.PageAsync("/publication"), "Pseudonym");
        Assert.Contains(mine.Company.Name, await administrator.GetStringAsync(Page), StringComparison.Ordinal);
        Assert.DoesNotContain("It names a clerk", await mine.TextAsync("/publication"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("name")]
    [InlineData("journey")]
    [InlineData("withdrawn")]
    [InlineData("declined")]
    public async Task WhatChangedSinceItWasRead_IsNotDecidedOn(string change)
    {
        var (mine, administrator, html) = await WaitingAsync();
        var read = (await app.PublicationAsync(mine.Id))!;
        await app.InScopeAsync(async services =>
        {
            var (log, version) = (services.GetRequiredService<PublicationWriter>(), read.JourneyVersion);
            await (change switch
            {
                "name" => log.AskAsync(mine.Key, version, "Kim Minji, Seoul", default),
                "journey" => services.GetRequiredService<MomentWriter>().EditAsync(
                    mine.Key, version, 1, TestData.Said("Shop", "8", story: "I am Kim Minji"), default),
                "withdrawn" => log.WithdrawAsync(mine.Key, default),
                _ => log.RefuseAsync(read.CompanyId, read.Id, read.Version, "No.", ModerationReason.Other, null, default),
            });
            return true;
        });

        var late = await DecideAsync(administrator, html, mine, "approve");
        var alsoLate = await DecideAsync(administrator, html, mine, "refuse", "It is mine to keep.");

        Assert.Equal((HttpStatusCode.Conflict, HttpStatusCode.Conflict), (late.StatusCode, alsoLate.StatusCode));
        Assert.Contains("changed or withdrawn in the meantime", await late.TextAsync(), StringComparison.Ordinal);
        Assert.Equal(change == "name", (await alsoLate.TextAsync()).Contains("It is mine to keep.", StringComparison.Ordinal));
        Assert.NotEqual(PublicationState.Published, (await app.PublicationAsync(mine.Id))?.State);
        Assert.NotEqual("It is mine to keep.", (await app.PublicationAsync(mine.Id))?.Reason);
    }

    [Theory]
    [InlineData("approve", true)]
    [InlineData("refuse", false)]
    public async Task Reported_IsKeptOrHidden_AndIsThenSettled(string pressed, bool isShown)
    {
        var (mine, administrator, _) = await WaitingAsync();
        await app.PublishedAsync(mine.Company, 5);
        await app.ApproveAsync(mine.Id);
        await app.ReportAsync(mine.Company, mine.Id, "It is not true.");
        await app.ReportAsync(mine.Company, mine.Id, "I know who wrote this.");
        var html = await administrator.GetStringAsync(Page);
        Assert.Contains("It is not true.", html, StringComparison.Ordinal);
        Assert.Contains("I know who wrote this.", html, StringComparison.Ordinal);

        var decided = await DecideAsync(administrator, html, mine, pressed, "It can be recognised.");

        Assert.Equal($"{Page}?done={pressed}", decided.Headers.Location?.OriginalString);
        Assert.Equal(
            isShown,
            (await app.Browser().GetStringAsync(mine.Company.PublishedAddress())).Contains("They hung up.", StringComparison.Ordinal));
        Assert.DoesNotContain(mine.Company.Name, await administrator.GetStringAsync(Page), StringComparison.Ordinal);
        Assert.Equal(0, await app.InScopeAsync(
            s => s.GetRequiredService<AppDbContext>().PublicationReports.CountAsync(r => r.PublicationId == IdOf(html, mine))));
        Assert.Equal(!isShown, (await mine.TextAsync("/publication")).Contains("It can be recognised.", StringComparison.Ordinal));
        Assert.Equal(!isShown, (await mine.TextAsync("/publication")).Contains("was public and was taken down", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Published_ThatNobodyReported_IsTakenDownFromItsPage_ByAdministratorsAlone()
    {
        var (mine, administrator, _) = await WaitingAsync();
        await app.PublishedAsync(mine.Company, 4);
        await app.ApproveAsync(mine.Id);
        var publication = (await app.PublicationAsync(mine.Id))!;
        var address = $"{Page}?publication={publication.Id}&of={mine.Company.Id}";
        var owner = await app.SignedInAsync(mine.Company, CompanyRole.Owner);
        Assert.Contains(
            $"href=\"{address}\"", WebUtility.HtmlDecode(await administrator.GetStringAsync(mine.Company.PublishedAddress())), StringComparison.Ordinal);
        Assert.DoesNotContain("/admin/", await owner.GetStringAsync(mine.Company.PublishedAddress()), StringComparison.Ordinal);
        Assert.DoesNotContain(mine.Company.Name, await administrator.GetStringAsync(Page), StringComparison.Ordinal);
        var html = await administrator.GetStringAsync(address);

        var blank = await DecideAsync(administrator, html, mine, "refuse");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, blank.StatusCode);
        var hidden = await DecideAsync(administrator, await blank.Content.ReadAsStringAsync(), mine, "refuse", "It can be recognised.");

        Assert.Equal(Page + "?done=refuse", hidden.Headers.Location?.OriginalString);
        Assert.Contains("It is not public.", await administrator.GetStringAsync(hidden.Headers.Location), StringComparison.Ordinal);
        Assert.DoesNotContain(
            "They hung up.", await app.Browser().GetStringAsync(mine.Company.PublishedAddress()), StringComparison.Ordinal);
        Assert.DoesNotContain(mine.Company.Name, await administrator.GetStringAsync(address), StringComparison.Ordinal);
        Assert.Contains("was taken down", await mine.TextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReportThatCameLater_IsNotSettledUnread()
    {
        var (mine, administrator, _) = await WaitingAsync();
        await app.ApproveAsync(mine.Id);
        await app.ReportAsync(mine.Company, mine.Id, "It is not true.");
        var html = await administrator.GetStringAsync(Page);
        await app.ReportAsync(mine.Company, mine.Id, "It names my sister.");

        var late = await DecideAsync(administrator, html, mine, "approve");

        Assert.Equal(HttpStatusCode.Conflict, late.StatusCode);
        Assert.Contains("It names my sister.", await late.TextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnswerOfTheCompany_CanBeTakenAway()
    {
        var (mine, administrator, _) = await WaitingAsync();
        await app.PublishedAsync(mine.Company, 4);
        await app.ApproveAsync(mine.Id);
        await app.AnswerAsync(mine.Company, mine.Id, "Dear Kim Minji, we are sorry.");
        await app.ReportAsync(mine.Company, mine.Id, "The company names her.");

        await DecideAsync(administrator, await administrator.GetStringAsync(Page), mine, "take-answer");

        var page = await app.Browser().GetStringAsync(mine.Company.PublishedAddress());
        Assert.DoesNotContain("Kim Minji", page, StringComparison.Ordinal);
        Assert.Contains("They hung up.", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task EnterInTheReason_DecidesNothing()
    {
        var (mine, administrator, html) = await WaitingAsync();

        var entered = await DecideAsync(administrator, html, mine, "look", "Half a");

        Assert.Equal(HttpStatusCode.OK, entered.StatusCode);
        Assert.Contains("Half a", await entered.TextAsync(), StringComparison.Ordinal);
        Assert.Equal(PublicationState.Waiting, (await app.PublicationAsync(mine.Id))?.State);
    }

    [Fact]
    public async Task Decisions_AreKept_WithWhoWhenAndWhy_AndOutliveThePublication()
    {
        var (mine, administrator, html) = await WaitingAsync();
        await administrator.SubmitAsync(ArticleOf(html, mine), "Id", ("do", "refuse"), ("Reason", "Somebody is named."), ("Code", "Person"));
        await app.InScopeAsync(s => s.GetRequiredService<AppDbContext>().Publications.Where(p => p.CompanyId == mine.Company.Id).ExecuteDeleteAsync());

        var newest = Html.Parse(await administrator.GetStringAsync(Page + "/decisions")).QuerySelectorAll("tbody tr")
            .Select(row => row.Words()).First(row => row.Contains(mine.Company.Name, StringComparison.Ordinal));

        Assert.Contains("Declined", newest, StringComparison.Ordinal);
        Assert.Contains("Identifies a person", newest, StringComparison.Ordinal);
        Assert.Contains("@example.test", newest, StringComparison.Ordinal);
        Assert.DoesNotContain("Somebody is named", newest, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Publication_IsTaken_HandedToAnother_AndLetGoWithTheDecision()
    {
        var (mine, administrator, html) = await WaitingAsync();
        var other = await app.PersonAsync(mine.Company, null, isAdministrator: true);

        var handed = await HandAsync(administrator, html, ("Administrator", other.Id.ToString()), ("Note", "Knows the company."));
        Assert.Equal(Page + "?done=handed", handed.Headers.Location?.OriginalString);
        var theirs = await app.SignedInAsync(other);
        Assert.Contains("One publication is with you", await theirs.GetStringAsync("/en/admin"), StringComparison.Ordinal);
        html = await theirs.GetStringAsync(Page);
        Assert.Contains("Knows the company.", ArticleOf(html, mine).Words(), StringComparison.Ordinal);

        var nobody = await HandAsync(theirs, html, ("Administrator", Guid.NewGuid().ToString()), ("Note", ""));
        Assert.Equal(HttpStatusCode.Conflict, nobody.StatusCode);
        var tooLong = await HandAsync(theirs, html, ("Administrator", other.Id.ToString()), ("Note", new string('n', 501)));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, tooLong.StatusCode);
        Assert.Contains("Keep the note within 500", await tooLong.TextAsync(), StringComparison.Ordinal);

        await DecideAsync(theirs, html, mine, "approve");
        Assert.False(await app.InScopeAsync(s => s.GetRequiredService<AppDbContext>().ModerationTasks.AnyAsync(t => t.CompanyId == mine.Company.Id)));

        async Task<HttpResponseMessage> HandAsync(HttpClient browser, string page, params (string Name, string Value)[] said)
        {
            var form = ArticleOf(page, mine).One("details form");
            var fields = form.QuerySelectorAll("input[type=hidden]").Select(f => new KeyValuePair<string, string>(f.Value("name"), f.Value("value")));
            return await browser.PostAsync(
                Page + "?handler=Hand", Forms.Content([.. fields, .. said.Select(s => new KeyValuePair<string, string>(s.Name, s.Value))]));
        }
    }

    private async Task<(OpenedJourney Customer, HttpClient Administrator, string Html)> WaitingAsync()
    {
        // What other tests left waiting is decided first, so that the page has room for this one.
        await app.InScopeAsync(
            s => s.GetRequiredService<AppDbContext>().Publications.Where(p => p.State == PublicationState.Waiting).ExecuteDeleteAsync());
        var mine = await OpenedJourney.OfAsync(app, "en");
        await app.AskAsync(mine.Id, "Somebody");
        var administrator = await app.AdministratorAsync();
        return (mine, administrator, await administrator.GetStringAsync(Page));
    }

    private static IElement ArticleOf(string html, OpenedJourney mine) =>
        Html.Parse(html).QuerySelectorAll("bdi").Single(name => name.TextContent == mine.Company.Name).Closest("article")!;

    private static Guid IdOf(string html, OpenedJourney mine) =>
        Guid.ParseExact(ArticleOf(html, mine).Value("aria-labelledby")["publication-".Length..], "N");

    /// <summary>Presses a button of the form of that journey.</summary>
    private static Task<HttpResponseMessage> DecideAsync(
        HttpClient administrator, string html, OpenedJourney mine, string pressed, string reason = "") =>
        administrator.SubmitAsync(ArticleOf(html, mine), "Id", ("do", pressed), ("Reason", reason));
}
