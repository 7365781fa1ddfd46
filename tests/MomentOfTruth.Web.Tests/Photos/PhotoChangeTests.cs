using System.IO.Compression;
using System.Net;
using System.Text.Json;
using MomentOfTruth.Web.Tests.Intake;

namespace MomentOfTruth.Web.Tests.Photos;

/// <summary>What becomes of photos when a journey that was sent is changed, taken along, or a draft is saved by two pages.</summary>
public sealed class PhotoChangeTests(AppFixture app) : IClassFixture<AppFixture>
{
    private const string Edit = "/moments/1/edit";

    [Fact]
    public async Task Edit_ShowsThePhotos_KeepsThemIfNothingIsSaid_TakesMore_AndRemoves()
    {
        var browser = app.Browser();
        var (journey, photo) = await browser.SentWithPhotoAsync(await app.CompanyAsync());

        var html = await browser.GetStringAsync(journey + Edit);
        Assert.Equal([photo], PhotoForms.PhotosOn(html));
        Assert.Equal("The empty shelf", Forms.FormOf(html, "Version").Fields["Input.Photos[0].Alt"]);
        await SendAsync(browser, journey, html, [("Input.Score", "4")]);
        Assert.Equal([photo], PhotoForms.PhotosOn(await browser.GetStringAsync(journey)));

        var more = await browser.SendFilesAsync(
            await browser.GetStringAsync(journey + Edit), "Version", [("do", "photos:1")], ("Input.Files", "b.jpg", TestPhotos.Jpeg()));
        html = await more.Content.ReadAsStringAsync();
        var two = PhotoForms.PhotosOn(html);
        Assert.Equal((HttpStatusCode.OK, 2), (more.StatusCode, two.Count));
        html = await (await browser.SendFilesAsync(html, "Version", [("do", "remove-photo:" + PhotoForms.IdOf(photo))])).Content
            .ReadAsStringAsync();
        Assert.Equal([two[1]], PhotoForms.PhotosOn(html));

        // Until that is saved, the journey has what it had.
        Assert.Equal([photo], PhotoForms.PhotosOn(await browser.GetStringAsync(journey)));
        await SendAsync(browser, journey, html, [("Input.Photos[0].Alt", "Another")]);
        Assert.Equal([two[1]], PhotoForms.PhotosOn(await browser.GetStringAsync(journey)));
        Assert.DoesNotContain(await app.StoredAsync(), p => p.Id == PhotoForms.IdOf(photo));
    }

    [Fact]
    public async Task Edit_WithAPhotoRefused_IsNotSent_AndSaysWhy()
    {
        var browser = app.Browser();
        var (journey, photo) = await browser.SentWithPhotoAsync(await app.CompanyAsync());

        var refused = await browser.SendFilesAsync(
            await browser.GetStringAsync(journey + Edit), "Version", [("Input.Score", "4")], ("Input.Files", "b.jpg", [1, 2, 3]));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Contains("“b.jpg” was not added", await refused.TextAsync(), StringComparison.Ordinal);
        Assert.Equal([photo], PhotoForms.PhotosOn(await refused.Content.ReadAsStringAsync()));
    }

    [Fact]
    public async Task TwoTabs_TheSlowerKeepsItsPhotos_AndSeesThatTheyDiffer()
    {
        var browser = app.Browser();
        var (journey, photo) = await browser.SentWithPhotoAsync(await app.CompanyAsync());
        var slower = await browser.GetStringAsync(journey + Edit);
        await SendAsync(browser, journey, slower, [("Input.Score", "4")]);

        var conflict = await browser.SendFilesAsync(slower, "Version", [("Input.Score", "5")], ("Input.Files", "b.jpg", TestPhotos.Jpeg()));

        Assert.Equal(HttpStatusCode.Conflict, conflict.StatusCode);
        var html = await conflict.Content.ReadAsStringAsync();
        Assert.Equal(2, PhotoForms.PhotosOn(html).Count);
        var words = WebUtility.HtmlDecode(html);
        Assert.Contains("2 photos\nThe empty shelf", words, StringComparison.Ordinal);
        Assert.Contains("One photo\nThe empty shelf", words, StringComparison.Ordinal);
        await SendAsync(browser, journey, html, []);
        Assert.Equal(PhotoForms.PhotosOn(html), PhotoForms.PhotosOn(await browser.GetStringAsync(journey)));
        Assert.Equal(photo, PhotoForms.PhotosOn(html)[0]);
    }

    [Fact]
    public async Task EditOfAMomentRemovedMeanwhile_SentAsANewOne_TakesThePhotosOver()
    {
        var browser = app.Browser();
        var (journey, photo) = await browser.SentWithPhotoAsync(await app.CompanyAsync());
        await AddAsync(browser, journey);
        var slower = await browser.GetStringAsync(journey + Edit);
        await browser.SubmitAsync(await browser.GetStringAsync(journey + "/moments/1/remove"), "Version");

        var conflict = await browser.SendFilesAsync(slower, "Version", [("Input.Score", "5")]);
        Assert.Equal(HttpStatusCode.Conflict, conflict.StatusCode);
        var html = await conflict.Content.ReadAsStringAsync();
        Assert.Equal([photo], PhotoForms.PhotosOn(html));
        await SendAsync(browser, journey, html, [("do", "new")]);

        Assert.Equal([photo], PhotoForms.PhotosOn(await browser.GetStringAsync(journey)));
        Assert.Equal(3, (await app.StoredAsync()).Single(p => p.Id == PhotoForms.IdOf(photo)).MomentNumber);
    }

    [Fact]
    public async Task MomentRemovedAndPutBack_HasItsPhotosAgain_AndShowsNoneMeanwhile()
    {
        var browser = app.Browser();
        var (journey, photo) = await browser.SentWithPhotoAsync(await app.CompanyAsync());
        await AddAsync(browser, journey);
        var removed = await browser.SubmitAsync(await browser.GetStringAsync(journey + "/moments/1/remove"), "Version");
        var html = await browser.GetStringAsync(removed.Headers.Location);
        Assert.Empty(PhotoForms.PhotosOn(html));

        await browser.SubmitAsync(html, "removal");

        Assert.Equal([photo], PhotoForms.PhotosOn(await browser.GetStringAsync(journey)));
    }

    [Fact]
    public async Task Download_HoldsThePhotos_AlsoOfARemovedMoment_WithWhatTheyShow()
    {
        var browser = app.Browser();
        var (journey, photo) = await browser.SentWithPhotoAsync(await app.CompanyAsync());
        var bytes = await browser.GetByteArrayAsync(photo);
        await AddAsync(browser, journey, TestPhotos.Jpeg());

        foreach (var isRemoved in new[] { false, true })
        {
            await using var zip = new ZipArchive(await browser.GetStreamAsync(journey + "/download"), ZipArchiveMode.Read);
            Assert.Equal(["README.txt", "index.html", "journey.json", "photos/1-1.jpg", "photos/2-1.jpg"], zip.Entries.Select(e => e.FullName));
            await using var entry = await zip.GetEntry("photos/1-1.jpg")!.OpenAsync();
            using var read = new MemoryStream();
            await entry.CopyToAsync(read);
            Assert.Equal(bytes, read.ToArray());
            using var page = new StreamReader(await zip.GetEntry("index.html")!.OpenAsync());
            var pictures = Html.Parse(await page.ReadToEndAsync()).QuerySelectorAll("img").Select(p => (p.Value("src"), p.Value("alt")));
            Assert.Equal(!isRemoved, pictures.Contains(("photos/1-1.jpg", "The empty shelf")));
            await using var told = await zip.GetEntry("journey.json")!.OpenAsync();
            var root = (await JsonDocument.ParseAsync(told)).RootElement;
            var moment = isRemoved ? root.GetProperty("changes")[0].GetProperty("before") : root.GetProperty("moments")[0];
            var one = Assert.Single(moment.GetProperty("photos").EnumerateArray());
            Assert.Equal(
                ("photos/1-1.jpg", "The empty shelf"), (one.GetProperty("file").GetString(), one.GetProperty("shows").GetString()));
            if (!isRemoved)
            {
                await browser.SubmitAsync(await browser.GetStringAsync(journey + "/moments/1/remove"), "Version");
            }
        }
    }

    [Fact]
    public async Task SaveAndAutosave_KeepThePhotos_AndTwoPagesEachHaveTheirs()
    {
        var company = await app.CompanyAsync();
        var browser = app.Browser();
        var saved = await browser.PressWithFilesAsync(company, "save", ("a.jpg", TestPhotos.Jpeg()));
        Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
        var html = await browser.GetStringAsync(saved.Headers.Location);
        var photo = Assert.Single(PhotoForms.PhotosOn(html));
        var other = await browser.GetStringAsync(saved.Headers.Location);
        await browser.SubmitAsync(html, "Input.Opened", ("Input.Title", "One page"), ("do", "save"));

        // The other page saves itself, and is parted: it still names the photo by the id it knows.
        var (action, fields) = Forms.FormOf(other, "Input.Opened");
        fields["Input.Title"] = "The other";
        var answer = await browser.PostAsync(action + "&handler=Draft", Forms.Content(fields));
        var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
        Assert.NotEqual(JsonValueKind.Null, json.GetProperty("other").ValueKind);
        var key = json.GetProperty("key").GetString();
        var parted = await browser.GetStringAsync($"{company.LogAddress()}?draft={key}&moment=1");
        var copy = Assert.Single(PhotoForms.PhotosOn(parted));
        Assert.NotEqual(photo, copy);
        Assert.Equal(await browser.GetByteArrayAsync(photo), await browser.GetByteArrayAsync(copy));

        // Removed on one page, by the id of the other, it stays on the other.
        fields["do"] = "remove-photo:" + PhotoForms.IdOf(photo);
        fields["version"] = json.GetProperty("version").ToString();
        var without = await browser.PostAsync($"{company.LogAddress()}?draft={key}", Forms.Content(fields));
        Assert.Empty(PhotoForms.PhotosOn(await (await browser.BackAtFormAsync(without, "stay")).Content.ReadAsStringAsync()));
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync(copy)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync(photo)).StatusCode);
    }

    [Fact]
    public async Task Frame_OffersNoPhotos_AndTakesNone()
    {
        var company = await app.CompanyAsync();
        var browser = app.Browser();
        var address = $"/en/embed/log/{company.Slug}";
        var html = await browser.GetStringAsync(address);
        var before = (await app.StoredAsync()).Count;

        var answer = await browser.SendFilesAsync(
            html, "Input.Opened", [("do", "photos:1")], (PhotoForms.FirstFiles, "a.jpg", TestPhotos.Jpeg()));

        Assert.DoesNotContain("data-photos", html, StringComparison.Ordinal);
        Assert.DoesNotContain("photos.js", html, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(before, (await app.StoredAsync()).Count);
    }

    private static async Task SendAsync(HttpClient browser, string journey, string html, (string Name, string Value)[] changes)
    {
        var answer = await browser.SendFilesAsync(html, "Version", changes);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.StartsWith(journey, answer.Headers.Location?.OriginalString, StringComparison.Ordinal);
    }

    private static async Task AddAsync(HttpClient browser, string journey, params byte[][] files)
    {
        var answer = await browser.SendFilesAsync(
            await browser.GetStringAsync(journey + "/moments/new"), "Version", [("Input.Touchpoint", "Repair"), ("Input.Score", "3"), (
                "Input.OccurredOn", "2026-03-20")],
            [.. files.Select((f, i) => ("Input.Files", $"{i}.jpg", f))]);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
    }
}
