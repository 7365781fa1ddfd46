using System.Net;

namespace MomentOfTruth.Web.Tests.Photos;

public sealed class PhotoQuotaTests(PhotoQuotaTests.Strict app) : IClassFixture<PhotoQuotaTests.Strict>
{
    [Fact]
    public async Task VeryManyPhotos_AreRefusedWithTheReason_AndEverythingElseIsKept()
    {
        var answer = await app.Browser().PressWithFilesAsync(
            await app.CompanyAsync(), "photos:1", [.. Enumerable.Range(1, 4).Select(i => ($"{i}.jpg", TestPhotos.Jpeg()))]);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var html = await answer.Content.ReadAsStringAsync();
        Assert.Contains("“4.jpg” was not added. Very many photos were sent", html, StringComparison.Ordinal);
        Assert.Equal(3, PhotoForms.PhotosOn(html).Count);
        Assert.Equal("8", Forms.FormOf(html, "Input.Opened").Fields["Input.Moments[0].Score"]);
    }

    public sealed class Strict : AppFixture
    {
        protected override IEnumerable<(string Key, string Value)> Settings => [("Limits:PhotosPerHour", "3")];
    }
}
