namespace MomentOfTruth.Web.Tests;

/// <summary>The sources of the web project, for rules that the compiled code does not show.</summary>
public static class SourceFiles
{
    /// <summary>The path of one of its folders, or of the project itself.</summary>
    public static string Folder(string folder) => Path.Combine(Root(), "src", "MomentOfTruth.Web", folder);

    /// <summary>A file that stands beside these tests.</summary>
    public static string OfTests(params ReadOnlySpan<string> path) =>
        Path.Combine([Root(), "tests", "MomentOfTruth.Web.Tests", .. path]);

    /// <summary>A file of the repository.</summary>
    public static string OfRoot(params ReadOnlySpan<string> path) => Path.Combine([Root(), .. path]);

    private static string Root()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "MomentOfTruth.sln")))
        {
            root = root.Parent;
        }

        return Assert.IsType<DirectoryInfo>(root).FullName;
    }

    /// <summary>Its C# and Razor files, or those in one of its folders.</summary>
    public static IEnumerable<string> OfWeb(string folder = "") =>
        Directory.EnumerateFiles(Folder(folder), "*.cs*", SearchOption.AllDirectories)
        .Where(f => f.EndsWith(".cs", StringComparison.Ordinal) || f.EndsWith(".cshtml", StringComparison.Ordinal))
        .Where(f => !f.Contains(Path.DirectorySeparatorChar + "obj" + Path.DirectorySeparatorChar, StringComparison.Ordinal)
            && !f.Contains(Path.DirectorySeparatorChar + "bin" + Path.DirectorySeparatorChar, StringComparison.Ordinal));
}
