using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Features.Intake;
using MomentOfTruth.Web.Features.Photos;
using MomentOfTruth.Web.Tests.Photos;
using MomentOfTruth.Web.Tests.Site;
using SkiaSharp;

namespace MomentOfTruth.Web.Tests.Intake;

/// <summary>Bytes of drafts and photos are counted by the address that stores them, an hour.</summary>
public sealed class UnsentRoomTests(UnsentRoomTests.Little app) : IClassFixture<UnsentRoomTests.Little>
{
    private const int Megabyte = 1024 * 1024;

    private const string Story = "Input.Moments[0].Story";

    private static int _addresses;

    [Theory]
    [InlineData(Megabyte, 0)]
    [InlineData(Megabyte - 1024, 1024)]
    [InlineData(Megabyte - 1, 0)]
    public async Task Take_UpToTheLimit_IsGiven_AndNotOneByteMore(long first, long second)
    {
        var address = NextAddress();

        Assert.Null(await TakeAsync(address, first));
        Assert.Null(await TakeAsync(address, second));
        Assert.InRange((await TakeAsync(address, 1))!.Wait!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1));
        Assert.Null(await TakeAsync(address, 0));
        Assert.Null(await TakeAsync(address, -5));
        Assert.Null(await TakeAsync(NextAddress(), 1));
    }

    [Fact]
    public async Task Take_OfMoreThanTheLimitAtOnce_IsRefused_AndCostsNothing()
    {
        var address = NextAddress();

        Assert.NotNull(await TakeAsync(address, Megabyte + 1));
        Assert.Null(await TakeAsync(address, Megabyte));
    }

    [Theory]
    [InlineData("en", "or very large ones")]
    [InlineData("ko", "매우 큰 초안")]
    public async Task Drafts_OfTooManyBytes_Are429WithAllThatWasTyped_AndWhatIsThereIsSavedAgain(string culture, string words)
    {
        var company = await app.CompanyAsync();
        var browser = app.BrowserAt(NextAddress());
        var (address, large) = (company.LogAddress(culture), new string('x', 600_000));
        var saved = await browser.SaveAsync(await browser.GetStringAsync(address), (Story, large));

        var refused = await browser.SubmitAsync(
            await browser.GetStringAsync(address), "Input.Opened", (Story, large), ("Input.Title", "Typed"), ("do", "save"));

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 3600);
        var html = await refused.Content.ReadAsStringAsync();
        Assert.Contains(words, WebUtility.HtmlDecode(html), StringComparison.Ordinal);
        Assert.Equal(large, Forms.FormOf(html, "Input.Opened").Fields[Story]);

        // What is there is saved again, longer only as far as there is room, and shorter always.
        var page = await browser.GetStringAsync($"{address}?draft={saved.Key}&moment=1");
        Assert.Equal(HttpStatusCode.TooManyRequests, (await browser.PostDraftAsync(page, (Story, large + large))).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await browser.PostDraftAsync(page, (Story, large))).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await browser.PostDraftAsync(
            await browser.GetStringAsync($"{address}?draft={saved.Key}&moment=1"), (Story, "Short"))).StatusCode);
    }

    [Fact]
    public async Task DraftSplitFromAnother_CostsTheCopiesOfItsPhotos()
    {
        var company = await app.CompanyAsync();
        var browser = app.BrowserAt(NextAddress());
        var photo = TestPhotos.Of(SKEncodedImageFormat.Jpeg, 1100, 1100, (x, y) => new SKColor((uint)HashCode.Combine(x, y) | 0xFF000000));
        var first = await browser.PressWithFilesAsync(company, "photos:1", ("noise.jpg", photo));
        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        var page = await first.Content.ReadAsStringAsync();
        Assert.InRange((await app.StoredAsync()).Max(p => p.Bytes), (Megabyte / 2) + 1, Megabyte - 10_000);
        await browser.SaveAsync(page, ("Input.Title", "Saved meanwhile"));

        var split = await browser.PostDraftAsync(page, ("writer", Guid.NewGuid().ToString("N")));

        Assert.Equal(HttpStatusCode.TooManyRequests, split.StatusCode);
        var another = await browser.SendFilesAsync(
            await browser.GetStringAsync(company.LogAddress()), "Input.Opened", [("do", "photos:1")], (PhotoForms.FirstFiles, "noise.jpg", photo));
        Assert.Contains("“noise.jpg” was not added. Very many photos", await another.TextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatExpires_GivesItsRoomBackToTheDisk()
    {
        var company = await app.CompanyAsync();
        var browser = app.BrowserAt(NextAddress());
        await browser.SaveAsync(await browser.GetStringAsync(company.LogAddress()), (Story, new string('x', 900_000)));
        await app.InScopeAsync(services => services.GetRequiredService<AppDbContext>().Drafts
            .ExecuteUpdateAsync(set => set.SetProperty(d => d.ExpiresAtUtc, DateTime.UtcNow.AddMinutes(-1))));
        var before = await PagesAsync();

        await app.Services.GetServices<IHostedService>().OfType<DraftSweeper>().Single().SweepAsync(default);

        if (TestDatabase.Provider == DatabaseProvider.Sqlite)
        {
            var after = await PagesAsync();
            Assert.InRange(after.All, 1, before.All - 200);
            Assert.Equal(0, after.Free);
        }
    }

    private async Task<(long All, long Free)> PagesAsync() => await app.InScopeAsync(async services =>
    {
        var db = services.GetRequiredService<AppDbContext>();
        return TestDatabase.Provider == DatabaseProvider.Sqlite
            ? ((await db.Database.SqlQueryRaw<long>("SELECT page_count AS \"Value\" FROM pragma_page_count").ToListAsync())[0],
                (await db.Database.SqlQueryRaw<long>("SELECT freelist_count AS \"Value\" FROM pragma_freelist_count").ToListAsync())[0])
            : (0, 0);
    });

    private Task<UnsentRoom.Refusal?> TakeAsync(string address, long bytes) =>
        app.InScopeAsync(services => services.GetRequiredService<UnsentRoom>().TakeAsync(address, bytes, default));

    private static string NextAddress() => $"198.51.100.{Interlocked.Increment(ref _addresses)}";

    public sealed class Little : LimitsTests.Strict
    {
        protected override IEnumerable<(string Key, string Value)> Settings =>
            [.. base.Settings, ("Limits:FormPostsPerTenMinutes", "1000"), ("Limits:UnsentMegabytesPerHour", "1")];
    }
}

/// <summary>And those of all addresses together.</summary>
public sealed class UnsentTotalTests(UnsentTotalTests.Full app) : IClassFixture<UnsentTotalTests.Full>
{
    private const int Megabyte = 1024 * 1024, SmallDraft = 64 * 1024;

    [Theory]
    [InlineData("en", "There is no room for drafts just now", "There is no room for more photos")]
    [InlineData("ko", "지금은 보관할 공간이 없어요", "사진을 더 보관할 공간이 없어요")]
    public async Task WithoutRoom_LargeDraftsAre507AndPhotosRefused_WithAllThatWasTyped_AndSmallDraftsAreTaken(
        string culture, string ofDrafts, string ofPhotos)
    {
        var company = await app.CompanyAsync();
        var (browser, address) = (app.Browser(), company.LogAddress(culture));
        await FillAsync(company.Id);

        var refused = await browser.SubmitAsync(
            await browser.GetStringAsync(address), "Input.Opened",
            ("Input.Moments[0].Story", new string('x', 2 * SmallDraft)), ("Input.Title", "Typed"), ("do", "save"));

        Assert.Equal(HttpStatusCode.InsufficientStorage, refused.StatusCode);
        var html = await refused.Content.ReadAsStringAsync();
        Assert.Contains(ofDrafts, WebUtility.HtmlDecode(html), StringComparison.Ordinal);
        Assert.Equal(2 * SmallDraft, Forms.FormOf(html, "Input.Opened").Fields["Input.Moments[0].Story"].Length);

        var photo = TestPhotos.Of(SKEncodedImageFormat.Jpeg, 900, 900, (x, y) => new SKColor((uint)HashCode.Combine(x, y) | 0xFF000000));
        var page = await browser.SendFilesAsync(
            await browser.GetStringAsync(address), "Input.Opened", [("do", "photos:1")], (PhotoForms.FirstFiles, "noise.jpg", photo));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.StatusCode);
        Assert.Contains(ofPhotos, await page.TextAsync(), StringComparison.Ordinal);

        await browser.SaveAsync(await browser.GetStringAsync(address), ("Input.Title", "Small"));
    }

    private Task<int> FillAsync(Guid companyId) => app.InScopeAsync(async services =>
    {
        var db = services.GetRequiredService<AppDbContext>();
        if (!await db.Drafts.AnyAsync(d => d.Bytes == Megabyte))
        {
            db.Add(new Draft
            {
                CompanyId = companyId,
                KeyHash = new byte[32],
                Form = new string('x', Megabyte),
                Bytes = Megabyte,
                ExpiresAtUtc = DateTime.UtcNow.AddDays(1),
                Version = 1,
                Writer = Guid.NewGuid(),
            });
        }

        return await db.SaveChangesAsync();
    });

    public sealed class Full : AppFixture
    {
        protected override IEnumerable<(string Key, string Value)> Settings => [("Limits:UnsentMegabytes", "1")];
    }
}

public sealed class UnsentSumTests(AppFixture app) : IClassFixture<AppFixture>
{
    [Fact]
    public async Task Sum_IsOfDraftsAndUnsentPhotos_AndNotOfSentOnes()
    {
        var (_, photo) = await app.Browser().SentWithPhotoAsync(await app.CompanyAsync());
        await app.Browser().WithPhotoAsync(await app.CompanyAsync());

        var (sum, expected) = await app.InScopeAsync(async services =>
        {
            var db = services.GetRequiredService<AppDbContext>();
            var unsent = (await db.Photos.AsNoTracking().ToListAsync()).Where(p => p.DraftKeyHash is not null).Sum(p => p.Bytes);
            var drafts = (await db.Drafts.AsNoTracking().ToListAsync()).Sum(d => System.Text.Encoding.UTF8.GetByteCount(d.Form));
            return (await UnsentTotal.SumAsync(db, default), (long)unsent + drafts);
        });

        Assert.Equal(expected, sum);
        Assert.All(await app.StoredAsync(), p => Assert.True(p.Bytes > 0));
        Assert.NotEqual(0, sum);
        Assert.NotNull(photo);
    }
}
