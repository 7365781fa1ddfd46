using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Tests.Data;
using MomentOfTruth.Web.Tests.Intake;

namespace MomentOfTruth.Web.Tests.MyJourneys;

public sealed class EraseTests(AppFixture app) : IClassFixture<AppFixture>
{
    private const string Canary = "Zyxwvut";

    [Fact]
    public async Task Erased_IsGoneFromEveryPageExportSearchAndCount()
    {
        var company = await app.CompanyAsync();
        for (var i = 0; i < 6; i++)
        {
            await app.FinishedAsync(
                company, Outcome.Left, null, TestData.Said("Shop", "7"), TestData.Said("Repair", "0", story: "It broke again"));
        }

        var manager = await app.SignedInAsync(company, CompanyRole.Owner);
        var home = $"/en/companies/{company.Slug}";
        string[] addresses =
        [
            home + ".json?from=2026-01-01&to=2026-12-31", home + ".csv?from=2026-01-01&to=2026-12-31", home + "/fix-first.json?from=2026-01-01&to=2026-12-31",
            home + "/export/journeys.csv?rows=all", home + "/export/moments.csv?rows=all", home + "/journeys", home + "/journeys?state=open", home + $"/journeys?q={Canary}", home + "/export",
            home + "?from=2026-01-01&to=2026-12-31", $"/en/log/{company.Slug}",
        ];
        var before = await AnswersAsync(manager, addresses);
        var store = await app.InScopeAsync(s => s.GetRequiredService<AppDbContext>().FactsAsync(company.Id));

        var customer = app.Browser();
        var (first, code) = await TellAsync(customer, company, finished: true);
        var (second, _) = await TellAsync(customer, company, finished: true);
        var told = await AnswersAsync(manager, addresses);
        Assert.All(addresses.Where(a => a.Contains("moments.csv", StringComparison.Ordinal) || a.Contains("journeys.csv", StringComparison.Ordinal) || a.Contains("q=", StringComparison.Ordinal) || a.EndsWith("/journeys", StringComparison.Ordinal)), address =>
            Assert.Contains(Canary, told[address], StringComparison.Ordinal));
        Assert.NotEqual(before[addresses[0]], told[addresses[0]]);

        foreach (var journey in new[] { first, second })
        {
            var listed = await customer.GetStringAsync(journey + "/erase");
            Assert.Contains("2 moments, with their days", listed, StringComparison.Ordinal);
            Assert.Contains("3 texts that you wrote", listed, StringComparison.Ordinal);
            Assert.Contains("Your e-mail address", listed, StringComparison.Ordinal);
            Assert.Contains("one more journey with", listed, StringComparison.Ordinal);
            var erased = await customer.SubmitAsync(listed, "Version");
            Assert.Equal("/en/my-journeys/erased", erased.Headers.Location?.OriginalString);
            Assert.Contains("The journey is erased", await customer.GetStringAsync(erased.Headers.Location), StringComparison.Ordinal);
        }

        var after = await AnswersAsync(manager, addresses);
        foreach (var address in addresses)
        {
            // The page of a search says what was searched for, and must else be as it was.
            Assert.True(
                address.Contains(Canary, StringComparison.Ordinal) || !after[address].Contains(Canary, StringComparison.OrdinalIgnoreCase),
                $"{address} still tells of it.");
            var ours = after[address].Replace(
                "<p class=\"meta\">2 journeys were erased by their customers.</p>", "", StringComparison.Ordinal);
            Assert.True(before[address].ReplaceLineEndings("").Replace(" ", "", StringComparison.Ordinal) == ours.ReplaceLineEndings("").Replace(" ", "", StringComparison.Ordinal) || (IsPage(address) && !address.Contains(Canary, StringComparison.Ordinal)), $"{address} is not as before:\n{before[address]}\n{ours}");
        }

        Assert.Contains("2 journeys were erased by their customers.", after[home + "/journeys"], StringComparison.Ordinal);
        Assert.Equal(store, await app.InScopeAsync(s => s.GetRequiredService<AppDbContext>().FactsAsync(company.Id)));
        await app.InScopeAsync(async services =>
        {
            var db = services.GetRequiredService<AppDbContext>();
            Assert.Empty(await services.GetRequiredService<FactsLedger>().VerifyAsync(company.Id, null, default));
            Assert.False(await db.Touchpoints.AnyAsync(t => t.CompanyId == company.Id && t.Name.Contains(Canary)));
            Assert.False(await db.LedgerHoldsAsync(company.Id, Canary));
            Assert.False(await db.Products.AnyAsync(p => p.CompanyId == company.Id));
            Assert.False(await db.SearchEntries.AnyAsync(e => !db.Journeys.Any(j => j.Id == e.JourneyId)));
            Assert.False(await db.Contacts.AnyAsync(c => !db.Journeys.Any(j => j.Id == c.JourneyId)));
            Assert.False(await db.Drafts.AnyAsync(d => d.CompanyId == company.Id));
            var erasures = Assert.Single(await db.Erasures.Where(e => e.CompanyId == company.Id).ToListAsync());
            Assert.Equal((2, 1), (erasures.N, erasures.Month.Day));
            return true;
        });

        // The code opens nothing, here as elsewhere, and the browser no longer knows it.
        foreach (var browser in new[] { customer, app.Browser() })
        {
            Assert.Equal("/en/my-journeys?unknown=code", (await browser.GetAsync("/en/r/" + code)).Headers.Location?.OriginalString);
            Assert.Equal(
                HttpStatusCode.UnprocessableEntity, (await browser.PostFormAsync("/en/my-journeys", new() { ["Code"] = code })).StatusCode);
            foreach (var page in new[] { "", "/sent", "/finish", "/moments/new", "/download", "/erase" })
            {
                Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync(first + page)).StatusCode);
            }
        }

        Assert.DoesNotContain(first.Split('/')[^1], await customer.GetStringAsync("/en/my-journeys"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await manager.GetAsync($"{home}/journeys/{first.Split('/')[^1]}")).StatusCode);
    }

    [Fact]
    public async Task OpenJourney_Erased_LeavesNothingAndIsCounted()
    {
        var company = await app.CompanyAsync();
        var customer = app.Browser();
        var (journey, _) = await TellAsync(customer, company, finished: false);
        var listed = await customer.GetStringAsync(journey + "/erase");
        Assert.Contains("It is still open", listed, StringComparison.Ordinal);

        await customer.SubmitAsync(listed, "Version");

        var manager = await app.SignedInAsync(company, CompanyRole.Viewer);
        Assert.Contains(
            "고객이 지운 여정이 1건 있습니다", await manager.GetStringAsync($"/ko/companies/{company.Slug}/journeys"), StringComparison.Ordinal);
        Assert.Equal(0, await app.InScopeAsync(s => s.GetRequiredService<AppDbContext>().JourneysOf(company.Id).CountAsync()));
    }

    [Fact]
    public async Task Erasing_WhatChangedSinceItWasListed_ListsItAgain()
    {
        var company = await app.CompanyAsync();
        var customer = app.Browser();
        var (journey, _) = await TellAsync(customer, company, finished: false);
        var listed = await customer.GetStringAsync(journey + "/erase");
        await customer.PostFormAsync(journey + "/moments/new", new()
        {
            ["Version"] = Forms.Hidden(await customer.GetStringAsync(journey + "/moments/new"), "Version"),
            ["Input.Touchpoint"] = "Repair",
            ["Input.Score"] = "9",
            ["Input.OccurredOn"] = "2026-03-12",
        });

        var refused = await customer.SubmitAsync(listed, "Version");

        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        var again = await refused.Content.ReadAsStringAsync();
        Assert.Contains("3 moments, with their days", again, StringComparison.Ordinal);
        Assert.Equal("/en/my-journeys/erased", (await customer.SubmitAsync(again, "Version")).Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task Erasing_WithoutTheTokenOrTheCode_ErasesNothing()
    {
        var company = await app.CompanyAsync();
        var customer = app.Browser();
        var (journey, _) = await TellAsync(customer, company, finished: false);
        var version = Forms.Hidden(await customer.GetStringAsync(journey + "/erase"), "Version");

        var withoutToken = await customer.PostAsync(journey + "/erase", Forms.Content([new("Version", version)]));
        var stranger = app.Browser();
        var withoutCode = await stranger.PostAsync(
            journey + "/erase", Forms.Content([new("Version", version), new("__RequestVerificationToken", Forms.TokenOf(await stranger.GetStringAsync("/en/my-journeys")))]));

        Assert.Equal(HttpStatusCode.BadRequest, withoutToken.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, withoutCode.StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await customer.GetAsync(journey)).StatusCode);
    }

    [Fact]
    public async Task NamesThatOthersUse_StayWhenAJourneyIsErased()
    {
        var company = await app.CompanyAsync();
        var customer = app.Browser();
        var (first, _) = await TellAsync(customer, company, finished: false);
        var (second, _) = await TellAsync(customer, company, finished: false);

        await customer.SubmitAsync(await customer.GetStringAsync(first + "/erase"), "Version");

        Assert.Contains($"Shop {Canary}", await customer.GetStringAsync(second), StringComparison.Ordinal);
        Assert.Contains(
            $"Shop {Canary}", await app.InScopeAsync(s => s.GetRequiredService<AppDbContext>().Touchpoints
                .Where(t => t.CompanyId == company.Id).Select(t => t.Name).ToListAsync()));
    }

    [Fact]
    public async Task NamesThatOnlySomebodysHistoryNeeds_Stay_AndTheMomentCanBePutBack()
    {
        var company = await app.CompanyAsync();
        var theirs = await OpenedJourney.OfAsync(app, "en", company, TestData.Said("Shop", "8"), TestData.Said("Kiosk", "5"));
        var mine = await OpenedJourney.OfAsync(app, "en", company, TestData.Said("Kiosk", "7"));
        await theirs.Browser.SubmitAsync(await theirs.PageAsync("/moments/2/remove"), "Version");

        await mine.Browser.SubmitAsync(await mine.PageAsync("/erase"), "Version");

        Assert.Equal(RevisionKind.Removed, Assert.Single(await theirs.RevisionsAsync()).Kind);
        await theirs.Browser.SubmitAsync(await theirs.PageAsync("/history"), "removal");
        Assert.Equal("1 Shop 8, 2 Kiosk 5", await theirs.MomentsAsync());
    }

    [Fact]
    public async Task WordsThatWereChangedOrTakenBack_AreErasedToo()
    {
        var company = await app.CompanyAsync();
        var mine = await OpenedJourney.OfAsync(app, "en", company, TestData.Said($"Mr {Canary}", "8"), TestData.Said("Shop", "5"));
        await mine.Browser.SubmitAsync(await mine.PageAsync("/moments/1/edit"), "Input.Touchpoint", ("Input.Touchpoint", "Dealer"));
        await mine.Browser.SubmitAsync(
            await mine.PageAsync("/finish"), "Input.EndedOn", ("Input.Outcome", "left-for-competitor"),
            ("Input.Competitor", $"Rival {Canary}"), ("Input.EndedOn", "2026-05-20"));
        await mine.Browser.PostAsync(mine.Address + "?handler=Reopen", Forms.Content([new("version", Forms.Hidden(await mine.PageAsync(), "version")), new("__RequestVerificationToken", Forms.TokenOf(await mine.PageAsync()))]));
        Assert.Contains("Dealer", await mine.MomentsAsync(), StringComparison.Ordinal);
        Assert.True(await HasWordsAsync());

        var erased = await mine.Browser.SubmitAsync(await mine.PageAsync("/erase"), "Version");

        Assert.Equal("/en/my-journeys/erased", erased.Headers.Location?.OriginalString);
        Assert.False(await HasWordsAsync());
        Assert.DoesNotContain(Canary, await app.Browser().GetStringAsync(company.LogAddress()), StringComparison.Ordinal);

        Task<bool> HasWordsAsync() => app.InScopeAsync(async services =>
        {
            var db = services.GetRequiredService<AppDbContext>();
            var names = await db.Touchpoints.Where(t => t.CompanyId == company.Id).Select(t => t.Name).ToListAsync();
            return names.Exists(name => name.Contains(Canary, StringComparison.OrdinalIgnoreCase))
                || await db.LedgerHoldsAsync(company.Id, Canary);
        });
    }

    private static async Task<(string Journey, string Code)> TellAsync(HttpClient customer, Company company, bool finished)
    {
        var typed = LogForms.Typed(($"Shop {Canary}", "8"), ("Repair", "0"))
            .With("Input.Title", $"Title {Canary}").With("Input.Product", $"Product {Canary}")
            .With("Input.Moments[0].Story", $"{Canary} said it broke").With("Input.Moments[1].Story", $"{Canary} said it broke again");
        var (_, check) = await customer.CheckAsync(company.LogAddress(), typed);
        var sent = await customer.SubmitAsync(
            check, "Ticket", ("Consent.Contact", $"{Canary}@example.com"), ("Answers.Again", "yes"));
        var confirmation = sent.Headers.Location!.OriginalString;
        var journey = confirmation[..^"/sent".Length];
        var code = LogForms.CodeOn(await customer.GetStringAsync(confirmation));
        if (finished)
        {
            await customer.SubmitAsync(
                await customer.GetStringAsync(journey + "/finish"), "Input.EndedOn", ("Input.Outcome", "left-for-competitor"), ("Input.Competitor", $"Rival {Canary}"));
        }

        return (journey, code);
    }

    private static async Task<Dictionary<string, string>> AnswersAsync(HttpClient browser, IEnumerable<string> addresses)
    {
        var answers = new Dictionary<string, string>();
        foreach (var address in addresses)
        {
            answers[address] = WebUtility.HtmlDecode(await browser.GetStringAsync(address));
        }

        return answers;
    }

    private static bool IsPage(string address) =>
        !address.Contains(".json", StringComparison.Ordinal) && !address.Contains(".csv", StringComparison.Ordinal);
}
