using System.Globalization;
using System.Text.Json.Nodes;

namespace MomentOfTruth.Benchmarks.Load;

/// <summary>
/// Static pages put into a copy of the app, so that the same process serves them in the same way as the product's own files.
/// </summary>
internal static class StaticPage
{
    private const string Manifest = "MomentOfTruth.Web.staticwebassets.endpoints.json";

    public static string Route(int number) => FormattableString.Invariant($"static-page-{number}.html");

    /// <summary>Copies the published app and adds the pages to it.</summary>
    public static void AddToCopy(string app, string copy, IReadOnlyList<byte[]> pages)
    {
        if (Directory.Exists(copy))
        {
            Directory.Delete(copy, recursive: true);
        }

        foreach (var file in Directory.EnumerateFiles(app, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(copy, Path.GetRelativePath(app, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }

        var manifest = JsonNode.Parse(File.ReadAllText(Path.Combine(copy, Manifest)))!;
        foreach (var (number, page) in pages.Index())
        {
            File.WriteAllBytes(Path.Combine(copy, "wwwroot", Route(number)), page);
            manifest["Endpoints"]!.AsArray().Add(Endpoint(Route(number), page.Length));
        }

        File.WriteAllText(Path.Combine(copy, Manifest), manifest.ToJsonString());
    }

    private static JsonObject Endpoint(string route, int length) => new()
    {
        ["Route"] = route,
        ["AssetFile"] = route,
        ["Selectors"] = new JsonArray(),
        ["ResponseHeaders"] = new JsonArray(
            Header("Cache-Control", "no-cache"),
            Header("Content-Length", FormattableString.Invariant($"{length}")),
            Header("Content-Type", "text/html"),
            Header("ETag", "\"static\""),
            Header("Last-Modified", DateTimeOffset.UtcNow.ToString("R", CultureInfo.InvariantCulture))),
        ["EndpointProperties"] = new JsonArray(),
    };

    private static JsonObject Header(string name, string value) => new() { ["Name"] = name, ["Value"] = value };
}
