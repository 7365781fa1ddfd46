namespace MomentOfTruth.Browser.Tests;

/// <summary>The browser: the one of MOT_TEST_CHROMIUM, or one that is installed.</summary>
public static class Chromium
{
    private static readonly string[] Names = ["chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

    public static readonly IReadOnlyList<string> Arguments =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ];

    public static string? Path { get; } = Environment.GetEnvironmentVariable("MOT_TEST_CHROMIUM") is { Length: > 0 } named ? named : Installed();

    /// <summary>Why the tests are skipped; null where they run, which under CI they always do.</summary>
    public static string? Missing => Path is not null || Environment.GetEnvironmentVariable("CI") == "true"
        ? null
        : "There is no Chromium: install one, or name it in MOT_TEST_CHROMIUM.";

    private static string? Installed() => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(System.IO.Path.PathSeparator)
        .Prepend("/usr/bin")
        .SelectMany(folder => Names.Select(name => System.IO.Path.Combine(folder, name)))
        .FirstOrDefault(File.Exists);
}
