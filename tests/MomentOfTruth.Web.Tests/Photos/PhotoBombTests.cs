using System.Globalization;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Web.Features.Photos;

namespace MomentOfTruth.Web.Tests.Photos;

/// <summary>Alone, because it measures the memory of the whole process.</summary>
[CollectionDefinition(nameof(PhotoBombTests), DisableParallelization = true)]
[Collection(nameof(PhotoBombTests))]
public sealed class PhotoBombTests
{
    private readonly PhotoMaker _maker = new();

    [Fact]
    public async Task Make_OfEightBombsAtOnce_StaysWithinItsMemory()
    {
        if (!OperatingSystem.IsLinux())
        {
            // Only there the most memory can be asked for.
            return;
        }

        const long Most = 250_000_000;
        var bomb = TestPhotos.PngBomb(6300, 6300);
        Assert.InRange(bomb.Length, 1, 1_000_000);
        await MakeAsync(bomb);
        var before = ForgetPeak();

        var made = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => MakeAsync(bomb))));

        Assert.All(made, photo => Assert.Equal(new PhotoSize(1600, 1600), photo.Size));
        Assert.InRange(Memory("VmHWM") - before, 1, Most);
    }

    private async Task<MadePhoto> MakeAsync(byte[] file)
    {
        using var stream = new MemoryStream(file);
        return (await _maker.MakeAsync(stream, file.Length, "", default)).Photo!;
    }

    // The system notes the most memory that the process ever had; it can be told to begin anew from what it has now.
    private static long ForgetPeak()
    {
        File.WriteAllText("/proc/self/clear_refs", "5");
        return Memory("VmRSS");
    }

    private static long Memory(string name) => 1024 * long.Parse(
        File.ReadLines("/proc/self/status").First(line => line.StartsWith(name, StringComparison.Ordinal))
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)[1],
        CultureInfo.InvariantCulture);
}
