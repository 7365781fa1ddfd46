using System.Globalization;
using System.Text.Json.Nodes;

namespace MomentOfTruth.Benchmarks.Load;

/// <summary>A static page put into a copy of the app, so that the same process serves it in the same way as the product's own files.</summary>
internal static class StaticPage
{
    public const string Route = "static-page.html";

    private const string Manifest = "MomentOfTruth.Web.staticwebassets.endpoints.json";

    /// <summary>Copies the published app and adds the page to it.</summary>
    public static void AddToCopy(string app, string copy, byte[] page)
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

        File.WriteAllBytes(Path.Combine(copy, "wwwroot", Route), page);
        var manifest = JsonNode.Parse(File.ReadAllText(Path.Combine(copy, Manifest)))!;
        manifest["Endpoints"]!.AsArray().Add(new JsonObject
        {
            ["Route"] = Route,
            ["AssetFile"] = Route,
            ["Selectors"] = new JsonArray(),
            ["ResponseHeaders"] = new JsonArray(
                Header("Cache-Control", "no-cache"),
                Header("Content-Length", FormattableString.Invariant($"{page.Length}")),
                Header("Content-Type", "text/html"),
                Header("ETag", "\"static\""),
                Header("Last-Modified", DateTimeOffset.UtcNow.ToString("R", CultureInfo.InvariantCulture))),
            ["EndpointProperties"] = new JsonArray(),
        });
        File.WriteAllText(Path.Combine(copy, Manifest), manifest.ToJsonString());
    }

    private static JsonObject Header(string name, string value) => new() { ["Name"] = name, ["Value"] = value };
}
