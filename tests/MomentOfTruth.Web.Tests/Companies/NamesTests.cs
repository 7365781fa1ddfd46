using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Features.Companies;
using MomentOfTruth.Web.Features.Intake;
using MomentOfTruth.Web.Tests.Intake;

namespace MomentOfTruth.Web.Tests.Companies;

/// <summary>Nobody's words become everybody's.</summary>
public sealed class NamesTests(DraftTests.Timed app) : IClassFixture<DraftTests.Timed>
{
    private const string Phone = "010-9876-5432";

    private static readonly DateTimeOffset Start = new(2026, 6, 1, 9, 0, 0, TimeSpan.Zero);

    // A touchpoint, a product, a competitor and a company, each with a name and a telephone number in it.
    [Fact]
    public async Task NameWithATelephoneNumber_IsNowhereButInItsJourneyAndOnTheCompanysOwnPages()
    {
        app.Clock.Set(Start);
        var company = await app.CompanyAsync();
        var other = await app.CompanyAsync("Other");
        var picker = app.Browser();
        var named = await picker.SubmitAsync(
            await picker.GetStringAsync($"/en/log?q=Kim+Minji+{Phone}+inc"), "q");
        var customer = app.Browser();
        var (_, check) = await customer.CheckAsync(
            company.LogAddress(), LogForms.Typed(($"Kim Minji {Phone}", "8")).With("Input.Product", $"Plan of Kim {Phone}"));
        var sent = await customer.SubmitAsync(
            check, "Ticket", ("Ending.Outcome", "left-for-competitor"), ("Ending.Competitor", $"Kim's shop {Phone}"));
        var journey = sent.Headers.Location!.OriginalString[..^"/sent".Length];
        Assert.Contains(Phone, await customer.GetStringAsync(journey), StringComparison.Ordinal);
        await app.FinishedAsync(other, Outcome.Left, null, TestData.Said("Shop", "5"));

        var stranger = app.Browser();
        var (_, elsewhere) = await stranger.SendAsync(company.LogAddress(), LogForms.Typed(("Shop", "8")));
        var theirs = await stranger.GetStringAsync("/en/my-journeys");
        var their = Html.Parse(theirs).One("tbody a").Href();
        var (otherOwner, account) = (await app.SignedInAsync(other, CompanyRole.Owner), await app.SignedInAsync(await app.PersonAsync(other, null)));
        var (_, theirCheck) = await stranger.CheckAsync(company.LogAddress("ko"), LogForms.Typed(("Shop", "8")));
        string[] publicPages =
        [
            "/en", "/ko", "/en/help", "/en/method", "/en/log", "/en/log?q=kim", "/en/log?q=minji", "/ko/log?q=kim", $"/en/log?q={company.Slug[..6]}",
            $"/en/log/{company.Slug}", $"/ko/log/{company.Slug}", $"/en/embed/log/{company.Slug}", $"/en/log/{other.Slug}", $"/en/published/{company.Slug}",
            their, their + "/sent", their + "/moments/new", their + "/moments/1/edit", their + "/finish", their + "/history", their + "/erase",
            their + "/publication", "/en/my-journeys",
        ];
        string[] otherPages =
        [
            "", ".json", ".csv", "/fix-first", "/fix-first.json", "/journeys", "/journeys?q=kim", "/export", "/export/journeys.csv", "/export/moments.csv",
            "/settings", "/settings/names", "/poster",
        ];
        var answers = new Dictionary<string, string> { ["check page"] = theirCheck };
        foreach (var page in publicPages)
        {
            answers[page] = await stranger.GetStringAsync(page);
        }

        foreach (var page in otherPages.Select(page => $"/en/companies/{other.Slug}{page}"))
        {
            answers[page] = await otherOwner.GetStringAsync(page);
        }

        foreach (var page in new[] { "/en/companies", "/en/account", "/en/log?q=kim" })
        {
            answers["account " + page] = await account.GetStringAsync(page);
        }

        Assert.Equal(HttpStatusCode.Redirect, named.StatusCode);
        Assert.NotEmpty(elsewhere);
        Assert.Empty(answers.Where(a => a.Value.Contains("9876", StringComparison.Ordinal) || a.Value.Contains("Minji", StringComparison.OrdinalIgnoreCase))
            .Select(a => a.Key).Except(["/en/log?q=minji"]));

        // The search shows what was searched for, and offers nothing.
        Assert.Empty(Html.Parse(answers["/en/log?q=minji"]).QuerySelectorAll("a[href*='/log/kim']"));
        var owner = await app.SignedInAsync(company, CompanyRole.Owner);
        Assert.Contains(Phone, await owner.GetStringAsync($"/en/companies/{company.Slug}/settings/names"), StringComparison.Ordinal);
    }

    // Five days on which it was sent, one less, and five journeys of five days that were all sent on one.
    [Fact]
    public async Task Merge_IntoANameThatIsNotKept_IsRefusedBesideItsField_AndKeepsWhatWasTyped()
    {
        app.Clock.Set(Start);
        var company = await app.CompanyAsync();
        var owner = await app.SignedInAsync(company, CompanyRole.Owner);
        await owner.PostFormAsync($"/en/companies/{company.Slug}/settings/names", new() { ["Kind"] = "touchpoint", ["touchpoint.NewName"] = "Call centre", ["Channel"] = "phone", ["do"] = "add" });
        await TellAsync(company, "Call center", "Modem", TestData.Day);

        var proposed = Html.Parse(await PageAsync(owner, company)).QuerySelectorAll("form").First(form => form.Words().Contains("Call center", StringComparison.Ordinal));
        var refused = await owner.PostFormAsync($"/en/companies/{company.Slug}/settings/names", new()
        {
            ["Kind"] = "touchpoint",
            ["NameId"] = proposed.One("input[name=NameId]").Value("value"),
            ["Into"] = "Call zentrum",
            ["do"] = "merge",
        });
        var page = Html.Parse(await refused.Content.ReadAsStringAsync());

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Contains("You keep no name “Call zentrum”", page.One("main .field.invalid").Words(), StringComparison.Ordinal);
        Assert.Equal("Call zentrum", page.One("main .field.invalid input").Value("value"));
    }

    [Fact]
    public async Task ManyNames_AreFoundBySearch_AndCounted()
    {
        app.Clock.Set(Start);
        var company = await app.CompanyAsync();
        var owner = await app.SignedInAsync(company, CompanyRole.Owner);
        await app.InScopeAsync(s => s.GetRequiredService<CompanyRegister>().FindOrAddTouchpointsAsync(
            [.. Enumerable.Range(0, 120).Select(i => new NamedTouchpoint(company.Id, $"Counter {i:000}", $"Counter {i:000}", null, Channel.Store) { State = NameState.Kept })],
            default));

        var all = Html.Parse(await PageAsync(owner, company));
        var found = Html.Parse(await owner.GetStringAsync($"/en/companies/{company.Slug}/settings/names?q=counter+119"));

        Assert.Contains("70 more: search for them.", all.One("main").Words(), StringComparison.Ordinal);
        Assert.DoesNotContain("Counter 119", all.One("main").Words(), StringComparison.Ordinal);
        Assert.Contains("Counter 119", found.One("main").Words(), StringComparison.Ordinal);
        Assert.DoesNotContain("Counter 118", found.One("main").Words(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(4, "Ferry pier", false)]
    [InlineData(5, "Ferry pier", true)]
    [InlineData(5, "Counter 01098765432", false)]
    [InlineData(5, "kim@example.org", false)]
    public async Task CompanyWithoutMembers_SuggestsNamesOfFiveDifferentDays_AndErasingCountsToo(int days, string name, bool expected)
    {
        // The usual names of the tests have long numbers in them.
        var letters = string.Concat(Guid.NewGuid().ToByteArray().Select(b => (char)('a' + (b % 26))));
        var company = await app.InScopeAsync(s => s.GetRequiredService<CompanyRegister>().FindOrAddAsync($"Bakery {letters}", default));
        var ids = new List<Guid>();
        for (var day = 0; day < days; day++)
        {
            app.Clock.Set(Start.AddDays(day));
            ids.Add(await TellAsync(company, name, "Modem", TestData.Day.AddDays(day)));
        }

        Assert.Equal(expected, await IsSuggestedAsync(company, "touchpoints", name));
        Assert.Equal(days == 5, await IsSuggestedAsync(company, "products", "Modem"));
        Assert.Equal(days == 5, await IsFoundAsync(company));

        await app.InScopeAsync(s => s.GetRequiredService<JourneyWriter>().EraseAsync(company.Key(ids[2]), null, default));
        Assert.False(await IsSuggestedAsync(company, "touchpoints", name));
        Assert.False(await IsFoundAsync(company));
    }

    [Fact]
    public async Task FiveJourneysSentOnOneDay_MakeNoSuggestion_WhateverDaysTheyTellOf()
    {
        app.Clock.Set(Start);
        var company = await app.CompanyAsync();
        for (var day = 0; day < 5; day++)
        {
            await TellAsync(company, "Ferry pier", "Modem", TestData.Day.AddDays(day));
        }

        Assert.False(await IsSuggestedAsync(company, "touchpoints", "Ferry pier"));
        Assert.False(await IsSuggestedAsync(company, "products", "Modem"));
    }

    [Fact]
    public async Task CompanyWithMembers_SuggestsWhatItKeeps_AndTheRestWaitsWithItsCount()
    {
        var company = await app.CompanyAsync();
        for (var day = 0; day < 6; day++)
        {
            app.Clock.Set(Start.AddDays(day));
            await TellAsync(company, "Ferry pier", "Modem", TestData.Day.AddDays(day));
        }

        await TellAsync(company, "Lift", "Phone", TestData.Day);
        var owner = await app.SignedInAsync(company, CompanyRole.Owner);
        Assert.False(await IsSuggestedAsync(company, "touchpoints", "Ferry pier"));
        var page = Html.Parse(await PageAsync(owner, company));
        var proposed = page.QuerySelectorAll("section[aria-labelledby=touchpoint] > ul:first-of-type li p").Select(p => p.Words());
        Assert.Equal(["Ferry pier in 6 journeys", "Lift in one journey"], proposed);

        await DecideAsync(owner, company, "Ferry pier", "keep");
        await DecideAsync(owner, company, "Lift", "hide");
        await DecideAsync(owner, company, "Modem", "keep");

        Assert.True(await IsSuggestedAsync(company, "touchpoints", "Ferry pier"));
        Assert.False(await IsSuggestedAsync(company, "touchpoints", "Lift"));
        Assert.True(await IsSuggestedAsync(company, "products", "Modem"));

        // A hidden name goes on counting, and is no proposal when it is typed again.
        await TellAsync(company, "lift", "Phone", TestData.Day);
        Assert.Contains("Hidden", await PageAsync(owner, company), StringComparison.Ordinal);
        Assert.Single(Html.Parse(await PageAsync(owner, company)).QuerySelectorAll("section[aria-labelledby=product] > ul:first-of-type li"));
    }

    [Fact]
    public async Task Merge_MakesEveryFigureThatOfTheSum_AndUndoTakesItBack()
    {
        app.Clock.Set(Start);
        var company = await app.CompanyAsync();
        await TellAsync(company, "Call center", "Modem", TestData.Day, "0");
        await TellAsync(company, "Call centre", "Modem", TestData.Day, "0");
        var both = await app.FinishedAsync(company, Outcome.Left, null, TestData.Said("Call center", "0"), TestData.Said("Call centre", "0"));
        var owner = await app.SignedInAsync(company, CompanyRole.Owner);
        await DecideAsync(owner, company, "Call centre", "keep");
        var before = await NumbersAsync(owner, company);
        Assert.Contains("fixFirst,Call centre,rescued,1", before, StringComparison.Ordinal);
        Assert.Contains("summary,,unsavable,1", before, StringComparison.Ordinal);

        await DecideAsync(owner, company, "Call center", "merge", into: "Call centre");

        var merged = await NumbersAsync(owner, company);
        Assert.Contains("fixFirst,Call centre,rescued,3", merged, StringComparison.Ordinal);
        Assert.Contains("killingMoments,Call centre,reached,3", merged, StringComparison.Ordinal);
        Assert.Contains("summary,,unsavable,0", merged, StringComparison.Ordinal);
        Assert.DoesNotContain("Call center", merged, StringComparison.Ordinal);
        Assert.Empty(await VerifyAsync(company));

        // Who types the merged name again means the kept one.
        await TellAsync(company, "call CENTER", "Modem", TestData.Day, "0");
        Assert.Contains("fixFirst,Call centre,rescued,4", await NumbersAsync(owner, company), StringComparison.Ordinal);

        // Erasing the last journey that named it takes the name along, and the others' too stay right.
        await DecideAsync(owner, company, "Call center", "undo");
        var back = await NumbersAsync(owner, company);
        Assert.Contains("fixFirst,Call center,rescued,1", back, StringComparison.Ordinal);
        Assert.Contains("fixFirst,Call centre,rescued,2", back, StringComparison.Ordinal);
        Assert.Empty(await VerifyAsync(company));
        Assert.NotEqual(Guid.Empty, both);
    }

    [Fact]
    public async Task MergedName_IsErasedWithTheLastJourneyThatUsedIt()
    {
        app.Clock.Set(Start);
        var company = await app.CompanyAsync();
        var id = await TellAsync(company, $"Kim {Phone}", $"Plan {Phone}", TestData.Day);
        await TellAsync(company, "Ferry pier", "Modem", TestData.Day);
        var owner = await app.SignedInAsync(company, CompanyRole.Owner);
        await DecideAsync(owner, company, "Ferry pier", "keep");
        await DecideAsync(owner, company, "Modem", "keep");
        await DecideAsync(owner, company, $"Kim {Phone}", "merge", into: "Ferry pier");
        await DecideAsync(owner, company, $"Plan {Phone}", "merge", into: "Modem");

        await app.InScopeAsync(s => s.GetRequiredService<JourneyWriter>().EraseAsync(company.Key(id), null, default));

        Assert.DoesNotContain(Phone, await PageAsync(owner, company), StringComparison.Ordinal);
        Assert.Empty(await VerifyAsync(company));
    }

    [Theory]
    [InlineData("merge", 422, "Choose the name to merge it into.")]
    [InlineData("undo", 409, "This was changed meanwhile")]
    [InlineData("burn", 400, "")]
    public async Task Decision_ThatDoesNotFit_IsRefused(string decision, int status, string words)
    {
        app.Clock.Set(Start);
        var company = await app.CompanyAsync();
        await TellAsync(company, "Ferry pier", "Modem", TestData.Day);
        var owner = await app.SignedInAsync(company, CompanyRole.Owner);

        var answer = await PressAsync(owner, company, "Ferry pier", decision, into: null);

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Contains(words, await answer.TextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task OwnerAddsNames_AndRefusedOnesStayInTheirField()
    {
        app.Clock.Set(Start);
        var company = await app.CompanyAsync();
        var owner = await app.SignedInAsync(company, CompanyRole.Owner);
        async Task<HttpResponseMessage> AddAsync(string name) => await owner.SubmitAsync(
            await PageAsync(owner, company), "touchpoint.NewName", ("touchpoint.NewName", name), ("Channel", "phone"), ("do", "add"));

        Assert.Equal(HttpStatusCode.Redirect, (await AddAsync("Hotline")).StatusCode);
        Assert.True(await IsSuggestedAsync(company, "touchpoints", "Hotline"));
        foreach (var wrong in new[] { " ", new string('x', Naming.MaxName + 1) })
        {
            var refused = await AddAsync(wrong);
            Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
            Assert.Equal(wrong, Forms.FormOf(await refused.Content.ReadAsStringAsync(), "touchpoint.NewName").Fields["touchpoint.NewName"]);
        }
    }

    [Fact]
    public async Task HiddenCompany_IsFoundByNobody_AndItsFormStaysOpen()
    {
        app.Clock.Set(Start);
        var company = await app.CompanyAsync();
        var owner = await app.SignedInAsync(company, CompanyRole.Owner);
        Assert.True(await IsFoundAsync(company));
        var settings = $"/en/companies/{company.Slug}/settings";

        await owner.SubmitAsync(await owner.GetStringAsync(settings), "Hidden");
        Assert.False(await IsFoundAsync(company));
        Assert.Equal(HttpStatusCode.OK, (await app.Browser().GetAsync($"/en/log/{company.Slug}")).StatusCode);

        await owner.SubmitAsync(await owner.GetStringAsync(settings), "Hidden");
        Assert.True(await IsFoundAsync(company));
    }

    [Fact]
    public async Task Competitors_AreVerifiedCompaniesAlone()
    {
        app.Clock.Set(Start);
        var (company, claimed) = (await app.CompanyAsync(), await app.CompanyAsync("Claimed"));
        await app.PersonAsync(claimed, CompanyRole.Owner);
        var verified = await app.InScopeAsync(async s =>
        {
            var db = s.GetRequiredService<AppDbContext>();
            var made = new Company($"verified-{Guid.NewGuid():N}", "AAA Verified", "UTC", isVerified: true);
            db.Add(made);
            await db.SaveChangesAsync();
            return made;
        });
        var (_, check) = await app.Browser().CheckAsync(company.LogAddress(), LogForms.Typed(("Shop", "8")));

        var offered = Html.Parse(check).One("datalist#competitors").QuerySelectorAll("option").Select(o => o.Value("value")).ToList();

        Assert.Contains(verified.Name, offered);
        Assert.DoesNotContain(claimed.Name, offered);
    }

    private async Task<Guid> TellAsync(Company company, string touchpoint, string product, DateOnly on, string score = "8")
    {
        var key = await app.InScopeAsync(s => s.GetRequiredService<JourneyWriter>().LogAsync(
            company.Id,
            new JourneyEntry([TestData.Said(touchpoint, score, on)], product) { Ending = new ToldEnding(Outcome.Stayed) },
            ReceiptCode.New(), null, default));
        return key!.Value.JourneyId;
    }

    // Touchpoints to choose from at once, and where another is typed; products on the last page.
    private async Task<bool> IsSuggestedAsync(Company company, string list, string name)
    {
        var html = list == "touchpoints"
            ? await app.Browser().GetStringAsync(company.LogAddress())
            : (await app.Browser().CheckAsync(company.LogAddress(), LogForms.Typed(("Elsewhere", "8")).With("Input.Product", null))).Html;
        return Html.Parse(html).QuerySelectorAll($"datalist#{list} option, [name$='.Where']").Any(option => option.Value("value") == name);
    }

    private async Task<bool> IsFoundAsync(Company company) =>
        Html.Parse(await app.Browser().GetStringAsync("/en/log?q=" + Uri.EscapeDataString(company.Name)))
            .QuerySelectorAll($"a[href='/en/log/{company.Slug}']").Length > 0;

    private static Task<string> PageAsync(HttpClient owner, Company company) => owner.GetStringAsync($"/en/companies/{company.Slug}/settings/names");

    private static Task<string> NumbersAsync(HttpClient owner, Company company) => owner.GetStringAsync($"/en/companies/{company.Slug}.csv?period=all");

    private Task<IReadOnlyList<FactDifference>> VerifyAsync(Company company) =>
        app.InScopeAsync(s => s.GetRequiredService<FactsLedger>().VerifyAsync(company.Id, null, default));

    private async Task DecideAsync(HttpClient owner, Company company, string name, string decision, string? into = null) =>
        Assert.Equal(HttpStatusCode.Redirect, (await PressAsync(owner, company, name, decision, into)).StatusCode);

    private async Task<HttpResponseMessage> PressAsync(HttpClient owner, Company company, string name, string decision, string? into)
    {
        var page = await PageAsync(owner, company);
        var (touchpoints, products) = await app.InScopeAsync(async s =>
        {
            var db = s.GetRequiredService<AppDbContext>();
            return (await db.Touchpoints.Where(t => t.CompanyId == company.Id).ToDictionaryAsync(t => t.Name, t => t.Id),
                await db.Products.Where(p => p.CompanyId == company.Id).ToDictionaryAsync(p => p.Name, p => p.Id));
        });
        var isProduct = products.ContainsKey(name);
        var ids = isProduct ? products : touchpoints;
        return await owner.PostAsync($"/en/companies/{company.Slug}/settings/names", Forms.Content(new Dictionary<string, string>
        {
            ["__RequestVerificationToken"] = Forms.TokenOf(page),
            ["Kind"] = isProduct ? NamesModel.Product : NamesModel.Touchpoint,
            ["NameId"] = ids[name].ToString(),
            ["Into"] = into ?? "",
            ["do"] = decision,
        }));
    }
}
