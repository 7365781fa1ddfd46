using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Features.Companies;
using MomentOfTruth.Web.Tests.Dashboards;
using MomentOfTruth.Web.Tests.Intake;

namespace MomentOfTruth.Web.Tests.Companies;

/// <summary>Where a company is: the operator says it of new ones, its owner or the administrator of this one.</summary>
public sealed class TimeZoneTests(TimeZoneTests.FixedClock app) : IClassFixture<TimeZoneTests.FixedClock>
{
    // 20:00 in London is the next morning in Seoul.
    private static readonly DateTimeOffset Evening = new(2026, 3, 10, 20, 0, 0, TimeSpan.Zero);

    // Also where clocks skip midnight on the day that summer time begins.
    [Theory]
    [InlineData("UTC", "2026-03-10", "2026-03-10T00:00")]
    [InlineData("Asia/Seoul", "2026-03-10", "2026-03-09T15:00")]
    [InlineData("America/New_York", "2026-03-08", "2026-03-08T05:00")]
    [InlineData("Africa/Cairo", "2026-04-24", "2026-04-23T22:00")]
    [InlineData("Nowhere/Unknown", "2026-03-10", "2026-03-10T00:00")]
    public void Day_BeginsWithTheFirstTimeThereIs(string zone, string day, string utc) =>
        Assert.Equal(
            DateTime.Parse(utc, System.Globalization.CultureInfo.InvariantCulture),
            CompanyClock.StartOf(DateOnly.ParseExact(day, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), zone));

    [Theory]
    [InlineData("en")]
    [InlineData("ko")]
    public async Task CompanyThatACustomerNames_IsInTheZoneOfTheSetting_WhateverTheLanguage(string culture)
    {
        var name = $"Named {Guid.NewGuid():N}";

        await app.Browser().PostFormAsync($"/{culture}/log?q=x", new() { ["q"] = name });

        Assert.Equal("Europe/Berlin", await ZoneAsync(c => c.Name == name));
    }

    [Fact]
    public async Task CompanyOfAnImport_IsInTheZoneOfTheSetting()
    {
        using var folder = new TemporaryFolder();
        var (file, mapping, name) = (Path.Combine(folder.Path, "a.csv"), Path.Combine(folder.Path, "a.json"), $"Imported {Guid.NewGuid():N}");
        await File.WriteAllTextAsync(file, "day,shop\n2026-03-01,5\n");
        await File.WriteAllTextAsync(mapping, $$"""
            { "shape": "wide", "company": { "value": "{{name}}" }, "endedOn": { "column": "day", "formats": ["yyyy-MM-dd"] }, "minMoments": 1,
              "touchpoints": [ { "column": "shop", "name": "Shop", "channel": "store", "low": 0, "high": 5, "zero": "lowest" } ] }
            """);
        var (read, _) = Web.Features.Imports.ImportMappingJson.Parse(await File.ReadAllTextAsync(mapping));

        await app.InScopeAsync(s => s.GetRequiredService<Web.Features.Imports.CsvImport>().RunAsync(file, read!, new(), _ => { }, _ => { }, default));

        Assert.Equal("Europe/Berlin", await ZoneAsync(c => c.Name == name));
    }

    [Theory]
    [InlineData(CompanyRole.Owner, false)]
    [InlineData(null, true)]
    public async Task OwnerAndAdministrator_ChangeIt_AndTodayFollows(CompanyRole? role, bool isAdministrator)
    {
        app.Clock.Set(Evening);
        var company = await app.CompanyAsync();
        var person = await app.SignedInAsync(await app.PersonAsync(company, role, isAdministrator));
        var (board, settings) = ($"/en/companies/{company.Slug}?period=30", $"/en/companies/{company.Slug}/settings");
        await ToldJourney.LogAsync(app, company, [new("A9", Day: new(2026, 3, 10)), new("A0", Day: new(2026, 3, 11))]);
        Assert.Equal("Europe/Berlin", Forms.FormOf(await person.GetStringAsync(settings), "Zone").Fields["Zone"]);
        Assert.Equal(1, await JourneysAsync(person, board));

        var saved = await person.PostFormAsync(settings + "?handler=Zone", new() { ["Zone"] = "Asia/Seoul" });

        Assert.Equal($"{settings}?saved=zone#zone", saved.Headers.Location?.OriginalString);
        Assert.Contains("Saved. The company’s clock shows 11 Mar 2026 05:00.", await person.GetStringAsync(saved.Headers.Location), StringComparison.Ordinal);
        Assert.Equal("Asia/Seoul", await ZoneAsync(c => c.Id == company.Id));
        Assert.Equal(2, await JourneysAsync(person, board));
        Assert.Empty(await app.InScopeAsync(s => s.GetRequiredService<FactsLedger>().VerifyAsync(company.Id, null, default)));
    }

    [Theory]
    [InlineData("Pacific/Kiritimati")]
    [InlineData("Pacific/Pago_Pago")]
    [InlineData("America/St_Johns")]
    [InlineData("UTC")]
    public async Task AnyZone_LeavesTheLedgerAndTheDaysThatCustomersTold(string zone)
    {
        app.Clock.Set(Evening);
        var company = await app.CompanyAsync();
        await app.ManyAsync(company, 60, seed: 31);
        var owner = await app.SignedInAsync(company, CompanyRole.Owner);
        Task<string> NumbersAsync() => owner.GetStringAsync($"/en/companies/{company.Slug}.csv?period=all");
        Task<string> DaysAsync() => app.InScopeAsync(async s => string.Join(',', await s.GetRequiredService<AppDbContext>().Journeys
            .Where(j => j.CompanyId == company.Id).OrderBy(j => j.Id).Select(j => j.Day).ToListAsync()));
        var before = (await NumbersAsync(), await DaysAsync());

        await owner.PostFormAsync($"/en/companies/{company.Slug}/settings?handler=Zone", new() { ["Zone"] = zone });

        Assert.Equal(zone, await ZoneAsync(c => c.Id == company.Id));
        Assert.Equal(before, (await NumbersAsync(), await DaysAsync()));
        Assert.Empty(await app.InScopeAsync(s => s.GetRequiredService<FactsLedger>().VerifyAsync(company.Id, null, default)));
    }

    [Theory]
    [InlineData("Mars/Olympus")]
    [InlineData("")]
    [InlineData("../../etc/localtime")]
    [InlineData("+09:00")]
    public async Task ZoneThatIsNone_Is422AndKept(string zone)
    {
        var company = await app.CompanyAsync();
        var owner = await app.SignedInAsync(company, CompanyRole.Owner);

        var answer = await owner.PostFormAsync($"/ko/companies/{company.Slug}/settings?handler=Zone", new() { ["Zone"] = zone });

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains("목록에서 시간대를 골라 주세요", await answer.TextAsync(), StringComparison.Ordinal);
        Assert.Equal("Europe/Berlin", await ZoneAsync(c => c.Id == company.Id));
    }

    [Fact]
    public async Task Manager_ChangesNone()
    {
        var company = await app.CompanyAsync();
        var manager = await app.SignedInAsync(company, CompanyRole.Manager);
        var token = Forms.TokenOf(await manager.GetStringAsync("/en/my-journeys"));

        var answer = await manager.PostAsync(
            $"/en/companies/{company.Slug}/settings?handler=Zone",
            Forms.Content([new("Zone", "UTC"), new("__RequestVerificationToken", token)]));

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Theory]
    [InlineData("en", CompanyRole.Owner, "does not know the time zone Mars/Olympus", "Choose another time zone")]
    [InlineData("ko", CompanyRole.Owner, "모르는 시간대예요: Mars/Olympus", "다른 시간대 고르기")]
    [InlineData("en", CompanyRole.Manager, "does not know the time zone Mars/Olympus", "Ask an owner")]
    public async Task ZoneThatThisMachineDoesNotKnow_IsSaidToThosePeople_AndOnceInTheLog(string culture, CompanyRole role, string words, string todo)
    {
        var company = await app.CompanyAsync();
        await ToldJourney.LogAsync(app, company, [new("A9")]);
        var person = await app.SignedInAsync(company, role);
        Assert.DoesNotContain(words, await person.GetStringAsync($"/{culture}/companies/{company.Slug}"), StringComparison.Ordinal);
        await app.InScopeAsync(s => s.GetRequiredService<AppDbContext>().Companies.Where(c => c.Id == company.Id)
            .ExecuteUpdateAsync(set => set.SetProperty(c => c.TimeZoneId, "Mars/Olympus")));

        foreach (var page in role == CompanyRole.Owner ? new[] { "", "/settings", "/journeys" } : ["", "/journeys"])
        {
            var html = await person.GetStringAsync($"/{culture}/companies/{company.Slug}{page}");
            Assert.Contains(words, Html.Parse(html).One(".notice.zone").Words(), StringComparison.Ordinal);
            Assert.Contains(todo, html, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("Mars", await app.Browser().GetStringAsync(company.LogAddress()), StringComparison.Ordinal);
        Assert.Single(CapturedLog.Lines(nameof(TimeZoneTests)), line => line.Contains(company.Id.ToString(), StringComparison.Ordinal) && line.Contains("Mars/Olympus", StringComparison.Ordinal));
    }

    private static async Task<int> JourneysAsync(HttpClient browser, string board) =>
        int.Parse(
            Html.Parse(await browser.GetStringAsync(board)).One(".controls > .meta a").Words().Split(' ')[0],
            System.Globalization.CultureInfo.InvariantCulture);

    private Task<string> ZoneAsync(System.Linq.Expressions.Expression<Func<Company, bool>> which) => app.InScopeAsync(s =>
        s.GetRequiredService<AppDbContext>().Companies.Where(which).Select(c => c.TimeZoneId).SingleAsync());

    /// <summary>The app with a clock of the test's own, a default zone, and a log that is read.</summary>
    public sealed class FixedClock : DraftTests.Timed
    {
        protected override IEnumerable<(string Key, string Value)> Settings =>
        [
            ("Site:DefaultZone", "Europe/Berlin"), .. CapturedLog.Settings(nameof(TimeZoneTests), "Warning"),
        ];
    }
}
