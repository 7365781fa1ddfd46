namespace MomentOfTruth.Web.Tests;

/// <summary>The sources of the web project, for rules that the compiled code does not show.</summary>
public static class SourceFiles
{
    /// <summary>The path of one of its folders, or of the project itself.</summary>
    public static string Folder(string folder)
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "MomentOfTruth.sln")))
        {
            root = root.Parent;
        }

        return Path.Combine(Assert.IsType<DirectoryInfo>(root).FullName, "src", "MomentOfTruth.Web", folder);
    }

    /// <summary>Its C# and Razor files, or those in one of its folders.</summary>
    public static IEnumerable<string> OfWeb(string folder = "") =>
        Directory.EnumerateFiles(Folder(folder), "*.cs*", SearchOption.AllDirectories)
        .Where(f => f.EndsWith(".cs", StringComparison.Ordinal) || f.EndsWith(".cshtml", StringComparison.Ordinal))
        .Where(f => !f.Contains(Path.DirectorySeparatorChar + "obj" + Path.DirectorySeparatorChar, StringComparison.Ordinal)
            && !f.Contains(Path.DirectorySeparatorChar + "bin" + Path.DirectorySeparatorChar, StringComparison.Ordinal));
}
