using System.IO.Compression;
using System.Text.Json;
using MomentOfTruth.Web.Tests.Photos;

namespace MomentOfTruth.Web.Tests.MyJourneys;

/// <summary>
/// A photo belongs to a journey once its moment was sent with it. Until then the form holds it, and a download knows nothing of it.
/// </summary>
public sealed class DownloadOfHeldPhotosTests(AppFixture app) : IClassFixture<AppFixture>
{
    [Fact]
    public async Task Download_WhileAnotherPhotoIsHeldByAForm_HoldsOnlyTheOneThatWasSent()
    {
        var browser = app.Browser();
        var (journey, photo) = await browser.SentWithPhotoAsync(await app.CompanyAsync());
        var held = await browser.SendFilesAsync(
            await browser.GetStringAsync(journey + "/moments/1/edit"), "Version", [("do", "photos:1")],
            ("Input.Files", "b.jpg", TestPhotos.Jpeg()));
        var form = await held.Content.ReadAsStringAsync();
        Assert.Equal(2, PhotoForms.PhotosOn(form).Count);

        await HoldsAsync("photos/1-1.jpg");
        Assert.Equal([photo], PhotoForms.PhotosOn(await browser.GetStringAsync(journey)));

        await browser.SendFilesAsync(form, "Version", [("do", "")]);
        await HoldsAsync("photos/1-1.jpg", "photos/1-2.jpg");

        // As files of the zip, and named by its journey.json.
        async Task HoldsAsync(params string[] photos)
        {
            var answer = await browser.GetAsync(journey + "/download");
            Assert.True(answer.IsSuccessStatusCode, $"{answer.StatusCode}");
            await using var zip = new ZipArchive(await answer.Content.ReadAsStreamAsync(), ZipArchiveMode.Read);
            await using var told = await zip.GetEntry("journey.json")!.OpenAsync();
            using var json = await JsonDocument.ParseAsync(told);
            Assert.Equal(photos, zip.Entries.Select(e => e.FullName).Where(name => name.StartsWith("photos/", StringComparison.Ordinal)));
            Assert.Equal(photos, json.RootElement.GetProperty("moments").EnumerateArray()
                .SelectMany(moment => moment.GetProperty("photos").EnumerateArray().Select(p => p.GetProperty("file").GetString()!)));
        }
    }
}
