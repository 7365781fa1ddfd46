namespace MomentOfTruth.Crash.Tests;

/// <summary>A file system of its own in a file: its power can be pulled, and it can be filled up.</summary>
internal sealed class Disk : IAsyncDisposable
{
    private const int Megabytes = 512;

    private readonly string _image, _ballast;

    private Disk(string image, string path) => (_image, Path, _ballast) = (image, path, System.IO.Path.Combine(path, "ballast"));

    /// <summary>The kinds of file systems.</summary>
    public static IReadOnlyList<string> Kinds => ["ext4", "xfs"];

    /// <summary>Where it is mounted.</summary>
    public string Path { get; }

    public static async Task<Disk> CreateAsync(string folder, string kind)
    {
        var disk = new Disk(System.IO.Path.Combine(folder, kind + ".img"), System.IO.Path.Combine(folder, kind));
        Directory.CreateDirectory(disk.Path);
        await using (var image = File.Create(disk._image))
        {
            image.SetLength(Megabytes * 1024L * 1024);
        }

        await Machine.RunAsync("mkfs." + kind, kind == "ext4" ? ["-q", "-F", "-m", "0", disk._image] : ["-q", "-f", disk._image]);
        await disk.MountAsync();
        return disk;
    }

    /// <summary>Nothing that is not on it by now gets there: neither what waits in memory nor what is still written.</summary>
    public Task PullAsync() => Machine.RunAsync("xfs_io", "-x", "-c", "shutdown", Path);

    /// <summary>As after the power came back. Nobody may have a file of it open.</summary>
    public async Task RestartAsync()
    {
        await Machine.RunAsync("umount", Path);
        await MountAsync();
    }

    /// <summary>Leaves so many bytes free.</summary>
    public Task FillAsync(long left) => Machine.RunAsync(
        "fallocate", "-l", FormattableString.Invariant($"{new DriveInfo(Path).AvailableFreeSpace - left}"), _ballast);

    public void MakeRoom() => File.Delete(_ballast);

    public async ValueTask DisposeAsync()
    {
        await Machine.RunAsync("umount", Path);
        File.Delete(_image);
    }

    private Task MountAsync() => Machine.RunAsync("mount", "-o", "loop", _image, Path);
}
