using System.Net;
using Microsoft.Extensions.DependencyInjection;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Domain.Publications;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Features.Publications;
using MomentOfTruth.Web.Tests.Intake;

namespace MomentOfTruth.Web.Tests.Publications;

/// <summary>What everybody sees, and may do.</summary>
public sealed class PublishedPageTests(AppFixture app) : IClassFixture<AppFixture>
{
    [Theory]
    [InlineData("en", "Nothing to show yet")]
    [InlineData("ko", "아직 보여 드릴 것이 없어요")]
    public async Task FewerThanFive_AreNotShown_NorIsTheirNumberTold(string culture, string words)
    {
        var (company, empty) = (await app.CompanyAsync(), await app.CompanyAsync());
        await app.PublishedAsync(company, 4);
        var visitor = app.Browser();

        var (few, none) = (
            await visitor.GetStringAsync(company.PublishedAddress(culture)), await visitor.GetStringAsync(empty.PublishedAddress(culture)));

        Assert.Contains(words, WebUtility.HtmlDecode(few), StringComparison.Ordinal);
        Assert.DoesNotContain("Story of", few, StringComparison.Ordinal);

        // Four look like none at all.
        Assert.Equal(
            none.Replace(empty.Slug, "", StringComparison.Ordinal).Replace(empty.Name, "", StringComparison.Ordinal),
            few.Replace(company.Slug, "", StringComparison.Ordinal).Replace(company.Name, "", StringComparison.Ordinal));
        Assert.DoesNotContain(
            company.PublishedAddress(culture), await visitor.GetStringAsync(company.LogAddress(culture)), StringComparison.Ordinal);

        await app.PublishedAsync(company, 1, "Fifth");

        Assert.Equal(5, Publishing.Articles(await visitor.GetStringAsync(company.PublishedAddress(culture))).Count);
        Assert.Contains(
            $"href=\"{company.PublishedAddress(culture)}\"", await visitor.GetStringAsync(company.LogAddress(culture)),
            StringComparison.Ordinal);
        Assert.DoesNotContain(
            company.PublishedAddress(culture), await visitor.GetStringAsync($"/{culture}/embed/log/{company.Slug}"),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatWaitsOrWasRefusedOrIsOfOthers_DoesNotCount()
    {
        var (company, other) = (await app.CompanyAsync(), await app.CompanyAsync());
        var journeys = await app.PublishedAsync(company, 5);
        await app.PublishedAsync(other, 4, "Other");
        await app.AskAsync(await app.FinishedAsync(company, Outcome.Left, null, TestData.Said("Shop", "1")), "Waiting");
        var publication = (await app.PublicationAsync(journeys[0]))!;
        var address = company.PublishedAddress();
        Assert.DoesNotContain("Waiting", await app.Browser().GetStringAsync(address), StringComparison.Ordinal);

        Assert.True(await app.InScopeAsync(s => s.GetRequiredService<PublicationWriter>().RefuseAsync(publication.CompanyId, publication.Id, publication.Version, "It names a person.", ModerationReason.Person, null, default)));

        Assert.Empty(Publishing.Articles(await app.Browser().GetStringAsync(address)));
        Assert.Empty(Publishing.Articles(await app.Browser().GetStringAsync(other.PublishedAddress())));
    }

    [Fact]
    public async Task Page_IsKeptNeitherByBrowsersNorBySearchEngines()
    {
        var answer = await app.Browser().GetAsync((await app.CompanyAsync()).PublishedAddress());

        Assert.True(answer.Headers.CacheControl?.NoStore);
        Assert.Equal("noindex, noarchive", Assert.Single(answer.Headers.GetValues("X-Robots-Tag")));
        Assert.Equal(HttpStatusCode.NotFound, (await app.Browser().GetAsync("/en/published/nobody-knows-it")).StatusCode);
    }

    [Fact]
    public async Task Pages_HoldEachOnce_TheNewestMonthsFirst()
    {
        var company = await app.CompanyAsync();
        await app.PublishedAsync(company, 8, "March", new(2026, 3, 31));
        await app.PublishedAsync(company, 9, "February", new(2026, 2, 1));
        await app.PublishedAsync(company, 6, "May", new(2026, 5, 2));
        var visitor = app.Browser();
        var (address, pages) = (company.PublishedAddress(), new List<IReadOnlyList<string>>());
        while (address is not null)
        {
            var html = await visitor.GetStringAsync(address);
            pages.Add(Publishing.Articles(html));
            address = Html.Parse(html).QuerySelector("a[rel=next]")?.Href();
        }

        Assert.Equal([10, 10, 3], pages.Select(page => page.Count));
        var all = pages.SelectMany(page => page).ToList();
        Assert.Equal(23, all.Distinct().Count());
        Assert.Equal(
            ["May 2026", "Mar 2026", "Feb 2026"],
            all.Select(article => article.Split(" · ")[1].Split(' ') is [var month, var year, ..] ? $"{month} {year}" : "").Distinct());
        Assert.Equal(pages[0], Publishing.Articles(await visitor.GetStringAsync(company.PublishedAddress() + "?after=x_y")));
    }

    [Fact]
    public async Task LinksInTexts_AreWords()
    {
        var company = await app.CompanyAsync();
        await app.PublishedAsync(company, 4);
        var journey = await app.FinishedAsync(
            company, Outcome.Left, null,
            TestData.Said("https://evil.example", "1", story: "<a href=\"https://evil.example\">here</a> www.evil.example"));
        await app.AskAsync(journey, "<i>Somebody</i>");
        await app.ApproveAsync(journey);
        await app.AnswerAsync(company, journey, "See https://evil.example\n<script>alert(1)</script>");

        var html = await app.Browser().GetStringAsync(company.PublishedAddress());

        var shown = Publishing.Articles(html).Single(article => article.Contains("evil.example", StringComparison.Ordinal));
        Assert.Contains("<a href=\"https://evil.example\">here</a> www.evil.example", shown, StringComparison.Ordinal);
        Assert.Contains("See https://evil.example <script>alert(1)</script>", shown, StringComparison.Ordinal);
        Assert.Contains("<i>Somebody</i>", shown, StringComparison.Ordinal);
        Assert.DoesNotMatch("(?i)(href|src|action)=\"[^\"]*evil", html);
    }

    [Fact]
    public async Task Reported_IsSeenByTheAdministratorAlone()
    {
        var company = await app.CompanyAsync();
        await app.PublishedAsync(company, 5);
        var visitor = app.Browser();
        var html = await visitor.GetStringAsync(company.PublishedAddress());

        var blank = await visitor.SubmitAsync(html, "Reason", ("Reason", " "));
        var unseen = await visitor.SubmitAsync(html, "Reason", ("Reason", "\u200B \u2060"));
        var tooLong = await visitor.SubmitAsync(html, "Reason", ("Reason", new string('긴', PublicationReport.MaxReason + 1)));
        var reported = await visitor.SubmitAsync(html, "Reason", ("Reason", "It names my sister.\r\nTwice."));

        Assert.Equal((HttpStatusCode.UnprocessableEntity, HttpStatusCode.UnprocessableEntity), (blank.StatusCode, unseen.StatusCode));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, tooLong.StatusCode);
        Assert.Contains(new string('긴', PublicationReport.MaxReason + 1), await tooLong.TextAsync(), StringComparison.Ordinal);
        Assert.Equal(company.PublishedAddress() + "?reported=yes", reported.Headers.Location?.OriginalString);
        Assert.Contains("will read your report", await visitor.GetStringAsync(reported.Headers.Location), StringComparison.Ordinal);
        Assert.DoesNotContain("my sister", await visitor.GetStringAsync(company.PublishedAddress()), StringComparison.Ordinal);
        Assert.Contains(
            "It names my sister.\nTwice.",
            WebUtility.HtmlDecode(await (await app.AdministratorAsync()).GetStringAsync("/ko/admin/publications")).ReplaceLineEndings("\n"),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Report_RefusedOnALaterPage_ComesBackThere()
    {
        var company = await app.CompanyAsync();
        await app.PublishedAsync(company, 12);
        var visitor = app.Browser();
        var first = await visitor.GetStringAsync(company.PublishedAddress());
        var second = await visitor.GetStringAsync(Html.Parse(first).One("a[rel=next]").Href());

        var refused = await visitor.SubmitAsync(second, "Reason", ("Reason", ""));
        var expired = await visitor.SubmitAsync(second, "Reason", ("Reason", "It is not true."), ("__RequestVerificationToken", "old"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        var html = await refused.Content.ReadAsStringAsync();
        Assert.Equal(Publishing.Articles(second), Publishing.Articles(html));
        Assert.Contains("<details class=\"no-print\" open", html, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, expired.StatusCode);
        Assert.Equal("It is not true.", Forms.FormOf(await expired.Content.ReadAsStringAsync(), "Reason").Fields["Reason"]);
    }

    [Fact]
    public async Task Report_OfWhatIsNotShownThere_Is404()
    {
        var (company, few) = (await app.CompanyAsync(), await app.CompanyAsync());
        await app.PublishedAsync(company, 5);
        var hidden = (await app.PublicationAsync((await app.PublishedAsync(few, 4, "Few"))[0]))!;
        var visitor = app.Browser();
        var html = await visitor.GetStringAsync(company.PublishedAddress());
        var (_, fields) = Forms.FormOf(html, "Reason");

        foreach (var (target, id) in new[] { (company, hidden.Id), (few, hidden.Id), (company, Guid.NewGuid()) })
        {
            var answer = await visitor.PostAsync(
                target.PublishedAddress() + "?handler=Report", Forms.Content(fields.With("Id", id.ToString()).With("Reason", "No")));
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }

        Assert.Equal(
            HttpStatusCode.BadRequest,
            (await visitor.PostAsync(company.PublishedAddress() + "?handler=Report", Forms.Content([new("Reason", "No")]))).StatusCode);
    }
}
