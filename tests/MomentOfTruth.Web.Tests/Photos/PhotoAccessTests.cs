using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Features.Intake;
using MomentOfTruth.Web.Features.Photos;
using MomentOfTruth.Web.Tests.Intake;

namespace MomentOfTruth.Web.Tests.Photos;

public sealed class PhotoAccessTests(AppFixture app) : IClassFixture<AppFixture>
{
    private static readonly string[] Sizes = ["", "/thumbnail"];

    [Fact]
    public async Task OfAJourney_OnlyForBrowsersThatItsCodeOpened()
    {
        var company = await app.CompanyAsync();
        var (mine, stranger) = (app.Browser(), app.Browser());
        var (journey, photo) = await mine.SentWithPhotoAsync(company);
        var (other, _) = await stranger.SentWithPhotoAsync(company);

        await AssertAsync(HttpStatusCode.OK, mine, photo);
        await AssertAsync(HttpStatusCode.NotFound, stranger, photo);
        await AssertAsync(HttpStatusCode.NotFound, app.Browser(), photo);
        // Under a journey that one may see.
        await AssertAsync(HttpStatusCode.NotFound, stranger, photo.Replace(journey, other, StringComparison.Ordinal));
        await AssertAsync(HttpStatusCode.NotFound, mine, $"{journey}/photos/{Guid.NewGuid()}");
        Assert.Equal(HttpStatusCode.NotFound, (await mine.GetAsync(photo + "/original")).StatusCode);
    }

    [Fact]
    public async Task OfACompanysJourney_OnlyForItsPeople()
    {
        var (ours, theirs) = (await app.CompanyAsync(), await app.CompanyAsync());
        var (journey, photo) = await app.Browser().SentWithPhotoAsync(ours);
        var (journeyId, photoId) = (PhotoForms.JourneyIdOf(journey), PhotoForms.IdOf(photo));
        var viewer = await app.SignedInAsync(ours, CompanyRole.Viewer);
        var rival = await app.SignedInAsync(theirs, CompanyRole.Owner);
        var address = $"/en/companies/{ours.Slug}/journeys/{journeyId}/photos/{photoId}";

        await AssertAsync(HttpStatusCode.OK, viewer, address);
        await AssertAsync(HttpStatusCode.NotFound, rival, address);
        await AssertAsync(HttpStatusCode.NotFound, rival, address.Replace(ours.Slug, theirs.Slug, StringComparison.Ordinal));
        await AssertAsync(HttpStatusCode.NotFound, viewer, photo);
        Assert.Equal(HttpStatusCode.Redirect, (await app.Browser().GetAsync(address)).StatusCode);
    }

    [Fact]
    public async Task HeldForANewMoment_IsNotTheCompanysToSee()
    {
        var company = await app.CompanyAsync();
        var (id, code) = await app.JourneyAsync(company, TestData.Said("Shop", "8"));
        var mine = app.Browser();
        await mine.PostFormAsync("/en/my-journeys", new() { ["Code"] = code.ToString() });
        var drawn = await mine.SendFilesAsync(
            await mine.GetStringAsync($"/en/my-journeys/{id}/moments/new"), "Input.Touchpoint", [("do", "photos:2")], ("Input.Files", "a.jpg", TestPhotos.Jpeg()));
        var photo = Assert.Single(PhotoForms.PhotosOn(await drawn.Content.ReadAsStringAsync()));
        var viewer = await app.SignedInAsync(company, CompanyRole.Owner);

        await AssertAsync(HttpStatusCode.OK, mine, photo);
        await AssertAsync(HttpStatusCode.NotFound, viewer, $"/en/companies/{company.Slug}/journeys/{id}/photos/{PhotoForms.IdOf(photo)}");
        Assert.Empty(PhotoForms.PhotosOn(await viewer.GetStringAsync($"/en/companies/{company.Slug}/journeys/{id}")));
    }

    [Fact]
    public async Task OfADraft_OnlyUnderItsKey()
    {
        var company = await app.CompanyAsync();
        var photo = PhotoForms.PhotosOn(await app.Browser().WithPhotoAsync(company))[0];
        var other = PhotoForms.PhotosOn(await app.Browser().WithPhotoAsync(company))[0];
        var (key, otherKey) = (photo.Split('/')[5], other.Split('/')[5]);

        await AssertAsync(HttpStatusCode.OK, app.Browser(), photo);
        await AssertAsync(HttpStatusCode.NotFound, app.Browser(), photo.Replace(key, otherKey, StringComparison.Ordinal));
        await AssertAsync(HttpStatusCode.NotFound, app.Browser(), photo.Replace(key, new string('0', 32), StringComparison.Ordinal));
        await AssertAsync(HttpStatusCode.NotFound, app.Browser(), photo.Replace(key, "x", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Answer_IsAJpegThatDoesNothing()
    {
        var browser = app.Browser();
        var (_, photo) = await browser.SentWithPhotoAsync(await app.CompanyAsync());

        var answer = await browser.GetAsync(photo);
        using var again = new HttpRequestMessage(HttpMethod.Get, photo);
        again.Headers.IfNoneMatch.Add(answer.Headers.ETag!);
        var known = await browser.SendAsync(again);

        Assert.Equal("image/jpeg", answer.Content.Headers.ContentType?.ToString());
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal(
            "default-src 'none'; frame-ancestors 'none'; sandbox",
            Assert.Single(answer.Headers.GetValues("Content-Security-Policy")).TrimEnd(';', ' '));
        Assert.Equal("inline; filename=\"photo-1.jpg\"", answer.Content.Headers.ContentDisposition?.ToString());
        Assert.Equal("no-cache, private", answer.Headers.CacheControl?.ToString());
        Assert.Equal(HttpStatusCode.NotModified, known.StatusCode);

        // Also who has it must ask first.
        using var stranger = new HttpRequestMessage(HttpMethod.Get, photo);
        stranger.Headers.IfNoneMatch.Add(answer.Headers.ETag!);
        Assert.Equal(HttpStatusCode.NotFound, (await app.Browser().SendAsync(stranger)).StatusCode);
    }

    [Fact]
    public async Task ErasedJourney_TakesItsPhotosAlong()
    {
        var browser = app.Browser();
        var company = await app.CompanyAsync();
        var (journey, photo) = await browser.SentWithPhotoAsync(company);
        var (_, other) = await browser.SentWithPhotoAsync(company);

        await app.InScopeAsync(
            s => s.GetRequiredService<JourneyWriter>().EraseAsync(company.Key(PhotoForms.JourneyIdOf(journey)), null, default));

        await AssertGoneAsync(browser, photo);
        await AssertAsync(HttpStatusCode.OK, browser, other);
    }

    [Fact]
    public async Task RemovedMoment_ShowsItsPhotosNoMore_AndComesBackWithThem()
    {
        var browser = app.Browser();
        var company = await app.CompanyAsync();
        var (journey, photo) = await browser.SentWithPhotoAsync(company);
        var viewer = await app.SignedInAsync(company, CompanyRole.Viewer);
        var theirs = $"/en/companies/{company.Slug}/journeys/{PhotoForms.JourneyIdOf(journey)}/photos/{PhotoForms.IdOf(photo)}";
        await browser.SubmitAsync(await browser.GetStringAsync(journey + "/moments/new"), "Input.Touchpoint",
            ("Input.Touchpoint", "Repair"), ("Input.Score", "3"), ("Input.OccurredOn", "2026-03-20"));

        var removed = await browser.SubmitAsync(await browser.GetStringAsync(journey + "/moments/1/remove"), "Version");
        Assert.Equal(HttpStatusCode.Redirect, removed.StatusCode);
        var without = await browser.GetStringAsync(removed.Headers.Location);
        Assert.Empty(PhotoForms.PhotosOn(without));
        await AssertAsync(HttpStatusCode.NotFound, viewer, theirs);

        var back = await browser.SubmitAsync(without, "removal");
        Assert.Equal(HttpStatusCode.Redirect, back.StatusCode);
        var with = await browser.GetStringAsync(back.Headers.Location);
        Assert.Equal([photo], PhotoForms.PhotosOn(with));
        Assert.Contains("alt=\"The empty shelf\"", with, StringComparison.Ordinal);
        await AssertAsync(HttpStatusCode.OK, viewer, theirs);
    }

    [Fact]
    public async Task ErasedJourney_TakesThePhotosOfRemovedMomentsAlong_AndCountsThem()
    {
        var browser = app.Browser();
        var (journey, photo) = await browser.SentWithPhotoAsync(await app.CompanyAsync());
        await browser.SubmitAsync(await browser.GetStringAsync(journey + "/moments/new"), "Input.Touchpoint",
            ("Input.Touchpoint", "Repair"), ("Input.Score", "3"), ("Input.OccurredOn", "2026-03-20"));
        await browser.SubmitAsync(await browser.GetStringAsync(journey + "/moments/1/remove"), "Version");

        var page = await browser.GetStringAsync(journey + "/erase");
        Assert.Contains("One photo", page, StringComparison.Ordinal);
        await browser.SubmitAsync(page, "Version");

        await AssertGoneAsync(browser, photo);
    }

    [Fact]
    public async Task MomentGone_FromTheStoreItself_TakesItsPhotosAlong()
    {
        var browser = app.Browser();
        var (journey, photo) = await browser.SentWithPhotoAsync(await app.CompanyAsync());
        var id = PhotoForms.JourneyIdOf(journey);

        await app.InScopeAsync(s => s.GetRequiredService<AppDbContext>().Moments.Where(m => m.JourneyId == id).ExecuteDeleteAsync());

        await AssertGoneAsync(browser, photo);
    }

    [Fact]
    public async Task SentDraft_LeavesNothingBehindOfWhatWasNotSent()
    {
        var browser = app.Browser();
        var html = await browser.WithPhotoAsync(await app.CompanyAsync());
        var photo = PhotoForms.PhotosOn(html)[0];

        // The form forgets it, as when its moment is removed.
        var @checked = await browser.SubmitAsync(html, "Input.Opened", (PhotoForms.FirstId, ""), ("do", "all"));
        await browser.SubmitAsync(await browser.GetStringAsync(@checked.Headers.Location), "Ticket");

        await AssertGoneAsync(browser, photo);
    }

    [Fact]
    public async Task Expired_IsNotShown_AndIsThrownAway()
    {
        var company = await app.CompanyAsync();
        var (id, code) = await app.JourneyAsync(company, TestData.Said("Shop", "8"));
        var browser = app.Browser();
        await browser.PostFormAsync("/en/my-journeys", new() { ["Code"] = code.ToString() });
        var drawn = await browser.SendFilesAsync(
            await browser.GetStringAsync($"/en/my-journeys/{id}/moments/new"), "Input.Touchpoint", [("do", "photos:2")], ("Input.Files", "a.jpg", TestPhotos.Jpeg()));
        var ofJourney = Assert.Single(PhotoForms.PhotosOn(await drawn.Content.ReadAsStringAsync()));
        var ofDraft = PhotoForms.PhotosOn(await browser.WithPhotoAsync(company))[0];
        var past = DateTime.UtcNow.AddMinutes(-1);
        await app.InScopeAsync(async s =>
        {
            var db = s.GetRequiredService<AppDbContext>();
            var hash = DraftStore.HashOf(ofDraft.Split('/')[5]);
            var heldFor = await db.Photos.Where(p => p.JourneyId == id).Select(p => p.HeldUntilUtc).SingleAsync();
            Assert.InRange(heldFor!.Value, DateTime.UtcNow.AddDays(6.9), DateTime.UtcNow.AddDays(7));
            await db.Photos.Where(p => p.JourneyId == id).ExecuteUpdateAsync(set => set.SetProperty(p => p.HeldUntilUtc, past));
            return await db.Drafts.Where(d => d.KeyHash == hash).ExecuteUpdateAsync(set => set.SetProperty(d => d.ExpiresAtUtc, past));
        });

        await AssertAsync(HttpStatusCode.NotFound, browser, ofJourney);
        await AssertAsync(HttpStatusCode.NotFound, browser, ofDraft);

        // The next photo that anybody sends, and the next draft.
        await app.Browser().WithPhotoAsync(company);
        await AssertGoneAsync(browser, ofJourney);
        await AssertGoneAsync(browser, ofDraft);
    }

    [Fact]
    public async Task PartedDraft_HasCopies_WhichItsPageMayNameByTheIdsItKnows()
    {
        var company = await app.CompanyAsync();
        var browser = app.Browser();
        var html = await browser.WithPhotoAsync(company);
        var photo = PhotoForms.PhotosOn(html)[0];
        var key = photo.Split('/')[5];
        var parted = await app.InScopeAsync(async s =>
        {
            var drafts = s.GetRequiredService<DraftStore>();
            var kept = (await drafts.FindAsync(company.Id, key, default))!;
            return (await drafts.SaveAsync(
                company.Id, new DraftStore.Shown(key, kept.Version - 1, Guid.NewGuid()), _ => false, "", default)).Saved!.Key;
        });

        var drawn = await (await browser.BackAtFormAsync(await browser.SubmitAsync(html.Replace($"draft={key}", $"draft={parted}", StringComparison.Ordinal), "Input.Opened", ("do", "save")), "stay")).Content.ReadAsStringAsync();
        var copied = Assert.Single(PhotoForms.PhotosOn(drawn));
        Assert.NotEqual(PhotoForms.IdOf(photo), PhotoForms.IdOf(copied));
        Assert.Equal(await browser.GetByteArrayAsync(photo), await browser.GetByteArrayAsync(copied));

        // The draft as it was stored still has the other's ids; sent, each journey has a photo of its own.
        foreach (var draft in new[] { parted, key })
        {
            var sent = await browser.SubmitAsync(
                await browser.GetStringAsync($"{company.LogAddress()}/check/{draft}"), "Ticket", ("Answers.Again", "yes"));
            Assert.Single(PhotoForms.PhotosOn(await browser.GetStringAsync(sent.Headers.Location!.OriginalString[..^"/sent".Length])));
        }
    }

    [Fact]
    public async Task AllOf_GivesEveryPhotoOfTheJourney_InOrder()
    {
        var browser = app.Browser();
        var company = await app.CompanyAsync();
        var (journey, photo) = await browser.SentWithPhotoAsync(company);
        var whole = await browser.GetByteArrayAsync(photo);

        var all = await app.InScopeAsync(async s =>
        {
            var found = new List<StoredPhoto>();
            await foreach (var one in s.GetRequiredService<PhotoQuery>().AllOfAsync(company.Key(PhotoForms.JourneyIdOf(journey))))
            {
                found.Add(one);
            }

            return found;
        });

        var only = Assert.Single(all);
        Assert.Equal((1, 1), (only.MomentNumber, only.Number));
        Assert.Equal(whole, only.Picture);
    }

    private async Task AssertGoneAsync(HttpClient browser, string photo)
    {
        await AssertAsync(HttpStatusCode.NotFound, browser, photo);
        var stored = await app.StoredAsync();
        Assert.DoesNotContain(stored, p => p.Id == PhotoForms.IdOf(photo));
        Assert.Equal(stored.Count, await app.FilesAsync());
    }

    private static async Task AssertAsync(HttpStatusCode expected, HttpClient browser, string photo)
    {
        foreach (var size in Sizes)
        {
            var answer = await browser.GetAsync(photo + size);
            Assert.Equal(expected, answer.StatusCode);
            Assert.Equal(expected == HttpStatusCode.OK, PhotoForms.IsPhoto(await answer.Content.ReadAsByteArrayAsync()));
        }
    }
}
