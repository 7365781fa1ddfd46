using System.Diagnostics;
using System.Net;
using MomentOfTruth.Web.Features.Photos;

namespace MomentOfTruth.Web.Tests.Photos;

/// <summary>Nobody waits for the photos of somebody else longer than one of them takes.</summary>
[Trait("Engine", "Any")]
public sealed class PhotoTimeTests(AppFixture app) : IClassFixture<AppFixture>
{
    [Fact]
    public async Task ASmallPhoto_BesideTwoOfTheWorst_IsTakenWithinFiveSeconds()
    {
        var company = await app.CompanyAsync();
        var large = Worst();
        Assert.InRange(large.Length, 9_000_000, PhotoMaker.MaxBytes);
        await app.Browser().WithPhotoAsync(company);
        var largeOnes = Enumerable.Range(0, 2)
            .Select(_ => app.Browser().PressWithFilesAsync(company, "photos:1", ("large.png", large))).ToList();

        var watch = Stopwatch.StartNew();
        await app.Browser().WithPhotoAsync(company);

        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(5));
        Assert.All(await Task.WhenAll(largeOnes), answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
    }

    [Fact]
    public async Task ManyLargePhotosOfOneSender_HoldAnotherUpByNoMoreThanTwo()
    {
        var maker = new PhotoMaker();
        var large = TestPhotos.PngBomb(4100, 4000);
        var finished = 0;
        var flood = Enumerable.Range(0, 20).Select(async _ =>
        {
            await MakeAsync(maker, large, "flood");
            Interlocked.Increment(ref finished);
        }).ToList();

        var before = Volatile.Read(ref finished);
        await MakeAsync(maker, large, "other");

        Assert.InRange(Volatile.Read(ref finished) - before, 0, 3);
        await Task.WhenAll(flood);
    }

    // Five hundred million bytes, packed, after nine million that no decoder reads.
    private static byte[] Worst()
    {
        const int Edge = 7200;
        var picture = TestPhotos.PngThatClaims(Edge, Edge, depth: 16, rows: TestPhotos.Deflated(((8L * Edge) + 1) * Edge));
        return [.. picture[..33], .. TestPhotos.Chunk("teSt", new byte[9_000_000 - picture.Length]), .. picture[33..], .. new byte[100]];
    }

    private static async Task MakeAsync(PhotoMaker maker, byte[] file, string sender)
    {
        await Task.Yield();
        using var stream = new MemoryStream(file);
        Assert.NotNull((await maker.MakeAsync(stream, file.Length, sender, default)).Photo);
    }
}
