using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MomentOfTruth.Domain.Cases;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Features.Cases;
using MomentOfTruth.Web.Features.Intake;
using MomentOfTruth.Web.Features.MyJourneys;
using MomentOfTruth.Web.Tests.Intake;

namespace MomentOfTruth.Web.Tests.MyJourneys;

public sealed class DownloadTests(AppFixture app) : IClassFixture<AppFixture>
{
    [Theory]
    [InlineData("en", "Your journey with")]
    [InlineData("ko", "여정")]
    public async Task Download_HoldsAllThatWasGiven(string culture, string readme)
    {
        var company = await app.CompanyAsync("아크미 & Söhne");
        var browser = app.Browser();
        var typed = LogForms.Typed(("Shop 🛒", "8"), ("Call centre", "0")).With("Input.Title", "끝내 켜지지 않은 \"modem\"").With(
            "Input.Moments[1].OccurredAt", null);
        var (_, check) = await browser.CheckAsync(company.LogAddress(culture), typed);
        var sent = await browser.SubmitAsync(check, "Ticket", ("Consent.Contact", "kim@example.com"));
        var journey = sent.Headers.Location!.OriginalString[..^"/sent".Length];
        await browser.SubmitAsync(
            await browser.GetStringAsync(journey + "/finish"), "Input.EndedOn", ("Input.Outcome", "left-for-competitor"),
            ("Input.Competitor", "Rival"));

        var answer = await browser.GetAsync(journey + "/download");

        Assert.Equal("application/zip", answer.Content.Headers.ContentType?.ToString());
        Assert.Equal("attachment", answer.Content.Headers.ContentDisposition?.DispositionType);
        Assert.Equal($"my-journey-{company.Slug}.zip", answer.Content.Headers.ContentDisposition?.FileNameStar);
        Assert.True(answer.Headers.CacheControl?.NoStore);
        await using var zip = new ZipArchive(await answer.Content.ReadAsStreamAsync(), ZipArchiveMode.Read);
        Assert.Equal(["README.txt", "index.html", "journey.json"], zip.Entries.Select(e => e.FullName));
        var note = await TextAsync(zip, "README.txt");
        Assert.Contains(readme, note, StringComparison.Ordinal);
        Assert.Contains(company.Name, note, StringComparison.Ordinal);
        Assert.Contains("journey.json", note, StringComparison.Ordinal);

        // A page to read: all of it in the language of who downloads it, with nothing in it that runs or comes from elsewhere.
        var page = Html.Parse(await TextAsync(zip, "index.html"));
        Assert.Equal(culture, page.DocumentElement.GetAttribute("lang"));
        Assert.Empty(page.QuerySelectorAll("script, link, iframe, [href], [src]"));
        Assert.Equal("끝내 켜지지 않은 \"modem\"", page.One("h1").Words());
        Assert.Equal("1. Shop 🛒", page.QuerySelectorAll("h2")[0].Words());
        Assert.Equal(2, page.QuerySelectorAll("li").Length);
        Assert.Contains("Story of Shop 🛒 and its second line", page.QuerySelectorAll("li")[0].Words(), StringComparison.Ordinal);
        Assert.Contains("80", page.QuerySelectorAll("li")[0].Words(), StringComparison.Ordinal);
        Assert.Contains("Story of Call centre", page.One("li.killed").Words(), StringComparison.Ordinal);
        Assert.Contains("Rival", page.One("p.score:last-of-type").Words(), StringComparison.Ordinal);

        var json = await TextAsync(zip, "journey.json");
        Assert.Contains("끝내 켜지지 않은", json, StringComparison.Ordinal);
        var told = JsonDocument.Parse(json).RootElement;
        Assert.Equal(
            ["format", "id", "company", "product", "title", "place", "story", "loggedAt", "state", "outcome", "competitor", "endedOn", "finishedAt", "journeyScore", "plainAverage", "contact", "keptInAccount", "publication", "moments", "verdict", "replies", "changes"],
            told.EnumerateObject().Select(p => p.Name).OrderBy(name => name == "format" ? 0 : 1));
        Assert.Equal("moment-of-truth/journey/1", told.GetProperty("format").GetString());
        Assert.Equal(company.Slug, told.GetProperty("company").GetProperty("slug").GetString());
        Assert.Equal("끝내 켜지지 않은 \"modem\"", told.GetProperty("title").GetString());
        Assert.Equal("Modem", told.GetProperty("product").GetString());
        Assert.Equal("finished", told.GetProperty("state").GetString());
        Assert.Equal("left-for-competitor", told.GetProperty("outcome").GetString());
        Assert.Equal("Rival", told.GetProperty("competitor").GetString());
        Assert.Equal("2026-03-10", told.GetProperty("endedOn").GetString());
        Assert.EndsWith("Z", told.GetProperty("loggedAt").GetString(), StringComparison.Ordinal);
        Assert.Equal(0, told.GetProperty("journeyScore").GetDouble());
        Assert.Equal(4, told.GetProperty("plainAverage").GetDouble());
        Assert.Equal("kim@example.com", told.GetProperty("contact").GetString());
        Assert.False(told.GetProperty("keptInAccount").GetBoolean());
        var moments = told.GetProperty("moments").EnumerateArray().ToList();
        Assert.Equal(2, moments.Count);
        Assert.Equal(
            ["number", "position", "touchpoint", "channel", "day", "time", "score", "story", "photos"],
            moments[0].EnumerateObject().Select(p => p.Name));
        Assert.Equal(("Shop 🛒", "store", "2026-03-10", "14:30:00", 8d, "Story of Shop 🛒\nand its second line"), (
            moments[0].GetProperty("touchpoint").GetString(), moments[0].GetProperty("channel").GetString(), moments[0].GetProperty("day")
                .GetString(),
            moments[0].GetProperty("time").GetString(), moments[0].GetProperty("score").GetDouble(), moments[0].GetProperty("story").GetString()?.ReplaceLineEndings("\n")));
        Assert.Equal((1, 2, 0d, JsonValueKind.Null), (
            moments[0].GetProperty("number").GetInt32(), moments[1].GetProperty("position").GetInt32(), moments[1].GetProperty("score").GetDouble(), moments[1].GetProperty("time").ValueKind));
    }

    [Fact]
    public async Task Zip_HoldsFilesAsTheyAre_WrittenOneAfterAnother()
    {
        var (open, atOnce) = (0, 0);
        DownloadedFile File(string path, byte[] bytes) => new(path, async (entry, token) =>
        {
            atOnce = Math.Max(atOnce, ++open);
            await entry.WriteAsync(bytes, token);
            open--;
        });
        var download = new JourneyDownload
        {
            Id = Guid.Empty,
            Company = new DownloadedCompany("acme", "Acme", null),
            LoggedAt = DateTime.UnixEpoch,
            JourneyScore = 80,
            PlainAverage = 8,
            KeptInAccount = false,
            Moments = [],
            Replies = [],
            Changes = [],
        };
        using var written = new MemoryStream();

        await DownloadZip.WriteAsync(
            download, "Note", "<p>Page</p>", new[] { File("photos/1-1.jpg", [1, 2, 3]), File("photos/1-2.jpg", [4]) }.ToAsyncEnumerable(), written,
            default);

        written.Position = 0;
        await using var zip = new ZipArchive(written, ZipArchiveMode.Read);
        Assert.Equal(["README.txt", "index.html", "journey.json", "photos/1-1.jpg", "photos/1-2.jpg"], zip.Entries.Select(e => e.FullName));
        await using var photo = await zip.GetEntry("photos/1-1.jpg")!.OpenAsync();
        Assert.Equal([1, 2, 3], (byte[])[(byte)photo.ReadByte(), (byte)photo.ReadByte(), (byte)photo.ReadByte()]);
        Assert.Equal(1, atOnce);
    }

    [Fact]
    public async Task Download_HoldsRepliesAndChanges_AndErasingTakesThemAlong()
    {
        var company = await app.CompanyAsync();
        var mine = await OpenedJourney.OfAsync(app, "en", company, TestData.Said("Shop", "8"), TestData.Said("Repair", "3"));
        var person = await app.PersonAsync(company, CompanyRole.Manager);
        await app.ChangeAsync(mine.Id, (_, version) => app.InScopeAsync(
            s => s.GetRequiredService<MomentWriter>().EditAsync(mine.Key, version, 2, TestData.Said("Repair", "4"), default)));
        foreach (var act in new Func<CaseWriter, Task<CaseChange>>[]
        {
            cases => cases.ReplyAsync(mine.Key, person.Id, "We are sorry.", close: false, default),
            cases => cases.AnswerAsync(mine.Key, "고맙습니다.", default),
            cases => cases.JudgeAsync(mine.Key, Verdict.Partly, default),
        })
        {
            Assert.Equal(CaseChange.Done, await app.InScopeAsync(s => act(s.GetRequiredService<CaseWriter>())));
        }

        await using var zip = new ZipArchive(
            await (await mine.Browser.GetAsync(mine.Address + "/download")).Content.ReadAsStreamAsync(), ZipArchiveMode.Read);
        var told = JsonDocument.Parse(await TextAsync(zip, "journey.json")).RootElement;
        var change = Assert.Single(told.GetProperty("changes").EnumerateArray());

        Assert.Equal("partly", told.GetProperty("verdict").GetString());
        Assert.Equal(
            [("company", "We are sorry."), ("customer", "고맙습니다.")],
            told.GetProperty("replies").EnumerateArray().Select(r => (r.GetProperty("from").GetString(), r.GetProperty("text").GetString())));
        Assert.Equal(
            ("edited", 3d), (change.GetProperty("kind").GetString(), change.GetProperty("before").GetProperty("score").GetDouble()));
        var listed = await mine.TextAsync("/erase");
        Assert.Contains("2 replies between you and the company", listed, StringComparison.Ordinal);
        Assert.Contains("one change", listed, StringComparison.Ordinal);
        await mine.Browser.SubmitAsync(await mine.PageAsync("/erase"), "Version");
        Assert.Equal(0, await app.InScopeAsync(async s =>
        {
            var db = s.GetRequiredService<AppDbContext>();
            return await db.Replies.CountAsync(r => r.JourneyId == mine.Id) + await db.MomentRevisions
                .CountAsync(r => r.JourneyId == mine.Id) + await db.Cases.CountAsync(c => c.JourneyId == mine.Id);
        }));
    }

    private static async Task<string> TextAsync(ZipArchive zip, string name)
    {
        using var reader = new StreamReader(await zip.GetEntry(name)!.OpenAsync(), new UTF8Encoding(false, throwOnInvalidBytes: true));
        return await reader.ReadToEndAsync();
    }
}
