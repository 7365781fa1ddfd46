using System.Net;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Domain.Publications;
using MomentOfTruth.Web.Tests.MyJourneys;

namespace MomentOfTruth.Web.Tests.Publications;

/// <summary>The company's right of reply.</summary>
public sealed class AnswerTests(AppFixture app) : IClassFixture<AppFixture>
{
    [Theory]
    [InlineData(CompanyRole.Manager)]
    [InlineData(CompanyRole.Owner)]
    public async Task ThoseWhoMayWrite_Answer_ChangeItAndTakeItAway(CompanyRole role)
    {
        var mine = await PublishedAsync();
        var person = await app.SignedInAsync(mine.Company, role);
        var journey = $"/en/companies/{mine.Company.Slug}/journeys/{mine.Id}";
        Assert.Contains($"href=\"{journey}/public-answer\"", await person.GetStringAsync(journey), StringComparison.Ordinal);
        var page = await person.GetStringAsync(journey + "/public-answer");
        Assert.Contains("They hung up.", Assert.Single(Publishing.Articles(page)), StringComparison.Ordinal);

        var blank = await person.SubmitAsync(page, "Answer", ("Answer", " "));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, blank.StatusCode);
        Assert.Contains("Write an answer first.", await blank.TextAsync(), StringComparison.Ordinal);

        var answered = await person.SubmitAsync(page, "Answer", ("Answer", "죄송합니다.\r\nWe called back."));

        Assert.Equal(journey, answered.Headers.Location?.OriginalString);
        Assert.Contains(
            "죄송합니다.\nWe called back.", System.Net.WebUtility.HtmlDecode(await person.GetStringAsync(journey)).ReplaceLineEndings("\n"),
            StringComparison.Ordinal);
        var shown = Publishing.Articles(await app.Browser().GetStringAsync(mine.Company.PublishedAddress())).Single(
            a => a.Contains("They hung up.", StringComparison.Ordinal));
        Assert.EndsWith($"{mine.Company.Name} answers 죄송합니다. We called back.", shown, StringComparison.Ordinal);
        Assert.Contains("죄송합니다.", await mine.TextAsync("/publication"), StringComparison.Ordinal);

        await person.SubmitAsync(await person.GetStringAsync(journey + "/public-answer"), "Answer", ("Answer", "We are sorry."));
        Assert.Contains("We are sorry.", await app.Browser().GetStringAsync(mine.Company.PublishedAddress()), StringComparison.Ordinal);
        await person.SubmitAsync(await person.GetStringAsync(journey + "/public-answer"), "Answer", ("Answer", " "));
        Assert.DoesNotContain("answers", await app.Browser().GetStringAsync(mine.Company.PublishedAddress()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ViewersAndStrangers_CannotAnswer()
    {
        var mine = await PublishedAsync();
        var other = await app.CompanyAsync();
        var (viewer, stranger, manager) = (
            await app.SignedInAsync(mine.Company, CompanyRole.Viewer), await app.SignedInAsync(other, CompanyRole.Owner),
            await app.SignedInAsync(mine.Company, CompanyRole.Manager));
        var journey = $"/en/companies/{mine.Company.Slug}/journeys/{mine.Id}";
        var (_, fields) = Forms.FormOf(await manager.GetStringAsync(journey + "/public-answer"), "Answer");

        var asViewer = await viewer.GetStringAsync(journey);
        Assert.Contains("published by the customer", asViewer, StringComparison.Ordinal);
        Assert.DoesNotContain("public-answer", asViewer, StringComparison.Ordinal);
        foreach (var (browser, address, status) in new[] { (viewer, journey, HttpStatusCode.Forbidden), (stranger, journey, HttpStatusCode.NotFound), (stranger, $"/en/companies/{other.Slug}/journeys/{mine.Id}", HttpStatusCode.NotFound) })
        {
            Assert.Equal(status, (await browser.GetAsync(address + "/public-answer")).StatusCode);
            fields["__RequestVerificationToken"] = Forms.TokenOf(await browser.GetStringAsync("/en/sign-out"));
            fields["Answer"] = "Not ours";
            Assert.Equal(status, (await browser.PostAsync(address + "/public-answer", Forms.Content(fields))).StatusCode);
        }

        Assert.Null((await app.PublicationAsync(mine.Id))?.Answer);
    }

    [Fact]
    public async Task WhatIsNotPublic_CannotBeAnswered_NorSaysItThatItIs()
    {
        var mine = await OpenedJourney.OfAsync(app, "en");
        await app.AskAsync(mine.Id, "Somebody");
        var manager = await app.SignedInAsync(mine.Company, CompanyRole.Manager);
        var journey = $"/en/companies/{mine.Company.Slug}/journeys/{mine.Id}";

        Assert.Equal(HttpStatusCode.NotFound, (await manager.GetAsync(journey + "/public-answer")).StatusCode);
        var html = await manager.GetStringAsync(journey);
        Assert.DoesNotContain("published by the customer", html, StringComparison.Ordinal);
        Assert.DoesNotContain("Somebody", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheSecondOfTwo_IsToldAndKeepsWhatWasTyped()
    {
        var mine = await PublishedAsync();
        var manager = await app.SignedInAsync(mine.Company, CompanyRole.Manager);
        var page = await manager.GetStringAsync($"/en/companies/{mine.Company.Slug}/journeys/{mine.Id}/public-answer");
        await manager.SubmitAsync(page, "Answer", ("Answer", "The first."));

        var second = await manager.SubmitAsync(page, "Answer", ("Answer", "The second."));

        Assert.Equal(HttpStatusCode.Conflict, second.StatusCode);
        var html = await second.Content.ReadAsStringAsync();
        Assert.Contains("The first.", Assert.Single(Publishing.Articles(html)), StringComparison.Ordinal);
        Assert.Equal("The second.", Forms.FormOf(html, "Answer").Fields["Answer"].Trim());
        await manager.SubmitAsync(html, "Answer");
        Assert.Equal("The second.", (await app.PublicationAsync(mine.Id))?.Answer);
    }

    [Theory]
    [InlineData("long")]
    [InlineData("control")]
    [InlineData("expired")]
    public async Task AnswerThatCannotBeSaved_IsKept(string what)
    {
        var mine = await PublishedAsync();
        var manager = await app.SignedInAsync(mine.Company, CompanyRole.Manager);
        var page = await manager.GetStringAsync($"/ko/companies/{mine.Company.Slug}/journeys/{mine.Id}/public-answer");
        var typed = what == "long" ? new string('가', Publication.MaxAnswer + 1) : what == "control" ? "half \uFFFE" : "We are sorry.";

        var refused = await manager.SubmitAsync(
            page, "Answer",
            [("Answer", typed), .. what == "expired" ? [("__RequestVerificationToken", "old")] : Array.Empty<(string, string)>()]);

        Assert.Equal(what == "expired" ? HttpStatusCode.BadRequest : HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        var html = await refused.Content.ReadAsStringAsync();
        Assert.Equal(typed, Forms.FormOf(html, "Answer").Fields["Answer"].Trim());
        Assert.Equal(what != "expired", html.Contains("id=\"Answer-error\"", StringComparison.Ordinal));
        Assert.Null((await app.PublicationAsync(mine.Id))?.Answer);
    }

    /// <summary>One among five.</summary>
    private async Task<OpenedJourney> PublishedAsync()
    {
        var mine = await OpenedJourney.OfAsync(app, "en");
        await app.PublishedAsync(mine.Company, 4);
        await app.AskAsync(mine.Id, "Somebody");
        await app.ApproveAsync(mine.Id);
        return mine;
    }
}
