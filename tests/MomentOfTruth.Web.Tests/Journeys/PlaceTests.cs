using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Features.Intake;
using MomentOfTruth.Web.Features.MyJourneys;
using MomentOfTruth.Web.Tests.Imports;
using MomentOfTruth.Web.Tests.Intake;

namespace MomentOfTruth.Web.Tests.Journeys;

/// <summary>Where the form was found, as the link on a poster says, is kept with the journey and told apart by.</summary>
public sealed class PlaceTests(AppFixture app) : IClassFixture<AppFixture>
{
    private const string Sinchon = "Sinchon <b> branch";

    [Theory]
    [InlineData("en", "Sent from")]
    [InlineData("ko", "보낸 곳")]
    public async Task Place_IsShownToBothSides_AndAsksForItsJourneysInListAndFiles(string culture, string label)
    {
        var company = await app.CompanyAsync();
        var (here, there) = (await ToldAsync(company, Sinchon), await ToldAsync(company, "부산 지점"));
        var none = await ToldAsync(company, null);
        var manager = await app.SignedInAsync(company, CompanyRole.Manager);
        var home = $"/{culture}/companies/{company.Slug}";
        var asked = "place=" + Uri.EscapeDataString(Sinchon);

        var one = Html.Parse(await manager.GetStringAsync($"{home}/journeys/{here.Id}"));
        Assert.Equal(Sinchon, one.QuerySelectorAll("dt").Single(dt => dt.Words() == label).NextElementSibling!.Words());
        var without = Html.Parse(await manager.GetStringAsync($"{home}/journeys/{none.Id}")).One("main").Words();
        Assert.DoesNotContain(label, without, StringComparison.Ordinal);
        Assert.Contains($"{label}: {Sinchon}", Html.Parse(await Mine(here, culture)).One("main").Words(), StringComparison.Ordinal);

        var list = Html.Parse(await manager.GetStringAsync($"{home}/journeys?{asked}"));
        var listed = list.QuerySelectorAll("tbody a[href*='/journeys/']").Select(a => Guid.Parse(a.Href().Split('/', '?')[5]));
        Assert.Equal([here.Id], listed.Distinct());
        var offered = list.QuerySelectorAll("select[name=place] option").Select(o => o.GetAttribute("value") ?? "");
        Assert.Equal(["", Sinchon, "부산 지점"], offered.Order(StringComparer.Ordinal));
        Assert.Contains($"{label}: {Sinchon}", list.QuerySelectorAll(".pill")[0].TextContent.Trim(), StringComparison.Ordinal);

        var all = Csv.Read(await manager.GetStringAsync($"{home}/export/journeys.csv?format=plain&rows=all"));
        var column = Array.IndexOf(all[0], "place");
        Assert.Equal([Sinchon, "부산 지점", ""], all.Skip(1).Select(row => row[column]));
        Assert.Equal(2, Csv.Read(await manager.GetStringAsync($"{home}/export/journeys.csv?format=plain&{asked}")).Count);
        Assert.Equal(2, Csv.Read(await manager.GetStringAsync($"{home}/export/moments.csv?format=plain&{asked}")).Count);
        Assert.Equal(
            (Sinchon, "부산 지점", null),
            (await DownloadedAsync(company, here.Id), await DownloadedAsync(company, there.Id), await DownloadedAsync(company, none.Id)));
    }

    [Fact]
    public async Task Place_OfTheForm_IsKept_AndOneThatCannotBe_IsLeftOut()
    {
        var company = await app.CompanyAsync();
        foreach (var (said, kept) in new (string, string?)[]
        {
            (" Sinchon ", "Sinchon"), (new string('x', Journey.MaxPlace), new string('x', Journey.MaxPlace)),
            (new string('x', Journey.MaxPlace + 1), null), ("???", null), ("", null),
        })
        {
            var typed = LogForms.Typed(("Shop", "8")).With("Input.Place", said).With("Input.Title", $"From {said.Length} {kept}");
            var (journey, _) = await app.Browser().SendAsync(company.LogAddress(), typed);
            var id = Guid.Parse(journey.Split('/')[^1]);
            Assert.Equal(kept, await app.InScopeAsync(s =>
                s.GetRequiredService<AppDbContext>().Journeys.Where(j => j.Id == id).Select(j => j.Place).SingleAsync()));
        }
    }

    [Fact]
    public async Task Place_TooLongToBeOne_IsNoFilter()
    {
        var company = await app.CompanyAsync();
        var manager = await app.SignedInAsync(company, CompanyRole.Manager);
        var address = $"/en/companies/{company.Slug}/journeys?place=";

        Assert.Equal(HttpStatusCode.OK, (await manager.GetAsync(address + new string('x', Journey.MaxPlace))).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await manager.GetAsync(address + new string('x', Journey.MaxPlace + 1))).StatusCode);
    }

    [Fact]
    public async Task Place_ComesBackFromTheFile()
    {
        using var files = new ImportFiles(app);
        var (from, to) = (await app.CompanyAsync(), $"Copy {Guid.NewGuid():N}");
        foreach (var place in new[] { Sinchon, "=cmd", null })
        {
            await ToldAsync(from, place, isFinished: true);
        }

        var manager = await app.SignedInAsync(from, CompanyRole.Manager);
        await files.ImportAsync(
            "a.csv", await manager.GetStringAsync($"/en/companies/{from.Slug}/export/journeys.csv?format=plain&rows=all"),
            ImportFiles.Mapping($$"""
                {
                  "company": { "value": "{{to}}" }, "endedOn": { "column": "ended_on" }, "externalId": { "column": "journey" },
                  "place": { "column": "place" },
                  "touchpoints": [{ "column": "average", "name": "Shop", "channel": "store", "low": 1, "high": 10 }]
                }
                """));

        var places = await app.InScopeAsync(services =>
        {
            var db = services.GetRequiredService<AppDbContext>();
            return db.Journeys.Where(j => db.Companies.Any(c => c.Id == j.CompanyId && c.Name == to)).Select(j => j.Place).ToListAsync();
        });
        Assert.Equal([null, "=cmd", Sinchon], places.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Poster_HasThePlaceOfItsForm_InTheQrCode()
    {
        var company = await app.CompanyAsync();
        var manager = await app.SignedInAsync(company, CompanyRole.Manager);
        var address = $"/en/companies/{company.Slug}/poster";

        var plain = Html.Parse(await manager.GetStringAsync(address + "?touchpoint=Shop"));
        var form = plain.One("form:has([name=place])");
        var named = Html.Parse(await manager.GetStringAsync($"{address}?touchpoint=Shop&place=Sinchon"));

        Assert.Equal((address, "get"), (form.GetAttribute("action"), form.GetAttribute("method")));
        Assert.Equal("Shop", form.QuerySelector("[name=touchpoint]")!.Value("value"));
        Assert.Equal("Sinchon", named.One("[name=place]").Value("value"));
        Assert.Contains("Sinchon", named.One(".poster").Words(), StringComparison.Ordinal);
        Assert.NotEqual(plain.One(".qr").InnerHtml, named.One(".qr").InnerHtml);
    }

    private async Task<(Guid Id, ReceiptCode Code)> ToldAsync(Company company, string? place, bool isFinished = false)
    {
        var (code, entry) = (ReceiptCode.New(), new JourneyEntry([TestData.Said("Shop", "8")])
        {
            Place = place,
            Ending = isFinished ? new ToldEnding(Outcome.Stayed) : null,
        });
        var key = await app.InScopeAsync(s => s.GetRequiredService<JourneyWriter>().LogAsync(company.Id, entry, code, null, default));
        return (key!.Value.JourneyId, code);
    }

    private async Task<string> Mine((Guid Id, ReceiptCode Code) journey, string culture) =>
        await (await MyJourneys.OpenedJourney.OpenAsync(app, culture, journey.Code)).GetStringAsync($"/{culture}/my-journeys/{journey.Id}");

    private async Task<string?> DownloadedAsync(Company company, Guid journey) =>
        (await app.InScopeAsync(s => s.GetRequiredService<DownloadQuery>().RunAsync(company.Key(journey), default)))!.Place;
}
