using System.Reflection;
using System.Text.RegularExpressions;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Web.Data;

namespace MomentOfTruth.Web.Tests;

public sealed partial class ArchitectureTests
{
    private const string Web = "MomentOfTruth.Web";

    [Fact]
    public void Domain_KnowsOnlyTheBaseLibraries()
    {
        string[] allowed =
            [
                "System.Runtime", "System.Collections", "System.Linq", "System.Memory", "System.Text.Encoding.Extensions",
                "System.Text.RegularExpressions", "System.Runtime.InteropServices", "System.Security.Cryptography",
            ];
        Assert.Subset(allowed.ToHashSet(), typeof(Journey).Assembly.GetReferencedAssemblies().Select(r => r.Name!).ToHashSet());
    }

    [Theory]
    [InlineData(Web + ".Data", Web + ".Features")]
    [InlineData(Web + ".Data", Web + ".Site")]
    [InlineData(Web + ".Site", Web + ".Features")]
    public void Layer_DoesNotKnowTheOneAbove(string layer, string above)
    {
        var offenders = typeof(AppDbContext).Assembly.GetTypes()
            .Where(t => t.Namespace?.StartsWith(layer, StringComparison.Ordinal) == true)
            .Where(t => Mentioned(t).Any(m => m.Namespace?.StartsWith(above, StringComparison.Ordinal) == true))
            .Select(t => t.FullName);
        Assert.Empty(offenders);
    }

    // What a method only uses inside does not show in its signature, but in its source.
    [Theory]
    [InlineData("Data", "Features")]
    [InlineData("Data", "Site")]
    [InlineData("Site", "Features")]
    public void SourcesOfLayer_DoNotNameTheOneAbove(string layer, string above)
    {
        var named = new Regex($@"\bWeb\.{above}\b|(?<![\w.]){above}\.\w");
        var sources = SourceFiles.OfWeb(layer).ToList();

        Assert.NotEmpty(sources);
        Assert.Empty(sources.Where(file => named.IsMatch(File.ReadAllText(file))).Select(Path.GetFileName));
    }

    // All that the engines do differently stands in one folder; elsewhere the store is asked and not looked at.
    [Fact]
    public void EnginesAreToldApart_InTheirFolderOnly()
    {
        var elsewhere = SourceFiles.OfWeb().Where(
            f => !f.StartsWith(SourceFiles.Folder(Path.Combine("Data", "Engines")), StringComparison.Ordinal));
        Assert.Empty(elsewhere.Where(file => EngineAsked().IsMatch(File.ReadAllText(file))).Select(Path.GetFileName));
    }

    // Features in their order: each names only those before it. The layout frames every page and links to what it likes.
    private static readonly string[] Features =
    [
        "Shared", "Mail", "Accounts", "Companies", "Photos", "Cases", "Publications", "Journeys", "Intake", "MyJourneys", "Exports", "Imports",
        "Dashboards", "Audit", "Admin", "Home",
    ];

    public static TheoryData<string> FeatureNames => [.. Features];

    [Fact]
    public void Features_AllHaveAPlaceInTheOrder() =>
        Assert.Equal(
            Features.Order(StringComparer.Ordinal),
            SourceFiles.OfWeb("Features").Select(FeatureOf).OfType<string>().Distinct().Order(StringComparer.Ordinal));

    // What a feature uses it names in a using, which the build keeps from being superfluous, or by the path of a view.
    [Theory]
    [MemberData(nameof(FeatureNames))]
    public void Feature_NamesOnlyThoseBeforeIt(string feature)
    {
        var later = Features.SkipWhile(name => name != feature).Skip(1).ToHashSet();
        var offenders = SourceFiles.OfWeb("Features").Where(
            file => FeatureOf(file) == feature && Path.GetFileName(file) != "_Layout.cshtml")
            .SelectMany(file => NamedFeature().Matches(File.ReadAllText(file)).Select(
                m => (File: Path.GetFileName(file), Named: m.Groups[1].Value)))
            .Where(use => later.Contains(use.Named))
            .Select(use => $"{use.File} names {use.Named}");
        Assert.Empty(offenders);
    }

    // What a signature mentions shows also where a file needs no using for it.
    [Theory]
    [MemberData(nameof(FeatureNames))]
    public void FeatureTypes_MentionOnlyThoseBeforeIt(string feature)
    {
        var later = Features.SkipWhile(name => name != feature).Skip(1).Select(name => $"{Web}.Features.{name}").ToHashSet();
        var offenders = typeof(AppDbContext).Assembly.GetTypes()
            .Where(t => t.Namespace == $"{Web}.Features.{feature}")
            .Where(t => Mentioned(t).Any(m => later.Contains(m.Namespace ?? "")))
            .Select(t => t.FullName);
        Assert.Empty(offenders);
    }

    [Fact]
    public void ConcreteTypes_AreSealed()
    {
        var types = new[] { typeof(Journey).Assembly, typeof(AppDbContext).Assembly }.SelectMany(a => a.GetTypes()).ToList();
        var bases = types.Select(t => t.BaseType).OfType<Type>().ToHashSet();
        var open = types.Where(t => !bases.Contains(t))
            .Where(t => t is { IsClass: true, IsAbstract: false, IsSealed: false, IsNested: false } && t.Namespace?.StartsWith("MomentOfTruth", StringComparison.Ordinal) == true)
            .Where(t => !t.Namespace!.Contains("Migrations", StringComparison.Ordinal) && !t.Name.Contains('_', StringComparison.Ordinal))
            .Select(t => t.FullName);
        Assert.Empty(open);
    }

    // A file that stands in no feature's folder, such as the views' common imports, belongs to none.
    private static string? FeatureOf(string file) =>
        Path.GetRelativePath(SourceFiles.Folder("Features"), file)
            .Split(Path.DirectorySeparatorChar) is [var feature, _, ..] ? feature : null;

    [GeneratedRegex(@"(?:(?:\bWeb\.|(?<![\w./]))Features\.|""/Features/)(\w+)")]
    private static partial Regex NamedFeature();

    [GeneratedRegex(@"\bis (not )?(Sqlite|PostgreSql)AppDbContext|\.IsSqlite\(|\.IsNpgsql\(")]
    private static partial Regex EngineAsked();

    private static IEnumerable<Type> Mentioned(Type type)
    {
        const BindingFlags All = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
        return type.GetMethods(All).SelectMany(m => m.GetParameters().Select(p => p.ParameterType).Append(m.ReturnType))
            .Concat(type.GetConstructors(All).SelectMany(c => c.GetParameters().Select(p => p.ParameterType)))
            .Concat(type.GetFields(All).Select(f => f.FieldType))
            .Concat(type.GetProperties(All).Select(p => p.PropertyType));
    }
}
