using Microsoft.Extensions.DependencyInjection;
using MomentOfTruth.Browser.Tests.Pages;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Features.Photos;
using MomentOfTruth.Web.Tests;
using MomentOfTruth.Web.Tests.Photos;

namespace MomentOfTruth.Browser.Tests;

/// <summary>The largest journey there can be: a hundred moments with five photos each, and what each shows in words.</summary>
public static class PhotoAlbum
{
    /// <summary>The journey's address without the language, and the cookies of a browser that its code has opened it for.</summary>
    public static async Task<(string Address, string State)> OpenedAsync(BrowserFixture browser, string culture)
    {
        var company = await browser.App.CompanyAsync();
        var (id, code) = await browser.App.JourneyAsync(
            company, [.. Enumerable.Range(1, 100).Select(i => TestData.Said($"Place {i}", "9", story: $"What happened at place {i}."))]);
        await FillAsync(browser.App, company.Key(id));
        var state = "";
        await browser.VisitAsync(Screen.Phone(culture), async page =>
        {
            await new MyJourneyPage(page).OpenAsync(culture, code.ToString());
            state = await page.Context.StorageStateAsync();
        });
        return ($"/my-journeys/{id}", state);
    }

    private static Task<int> FillAsync(AppFixture app, JourneyKey journey) => app.InScopeAsync(async services =>
    {
        var (db, maker) = (services.GetRequiredService<AppDbContext>(), services.GetRequiredService<PhotoMaker>());
        using var file = new MemoryStream(
            TestPhotos.Of(SkiaSharp.SKEncodedImageFormat.Jpeg, 1600, 1200, (x, y) => new((byte)(x * y), (byte)(x ^ y), (byte)(x + y))));
        var made = (await maker.MakeAsync(file, file.Length, "", default)).Photo!;
        foreach (var moment in Enumerable.Range(1, Journey.MaxMoments))
        {
            foreach (var position in Enumerable.Range(1, Photo.MaxOfMoment))
            {
                var photo = new Photo
                {
                    CompanyId = journey.CompanyId,
                    Id = Guid.CreateVersion7(),
                    JourneyId = journey.JourneyId,
                    MomentNumber = moment,
                    Position = position,
                    Width = made.Size.Width,
                    Height = made.Size.Height,
                    AltText = $"The shelf of place {moment}, seen from side {position}",
                    AddedAtUtc = DateTime.UtcNow,
                };
                db.AddRange(photo, new PhotoFile { CompanyId = photo.CompanyId, PhotoId = photo.Id, Thumbnail = made.Thumbnail, Picture = made.Picture[..Math.Min(1000, made.Picture.Length)] });
            }
        }

        return await db.SaveChangesAsync();
    });
}
