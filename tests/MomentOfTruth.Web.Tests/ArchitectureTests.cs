using System.Reflection;
using System.Text.RegularExpressions;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Web.Data;

namespace MomentOfTruth.Web.Tests;

public sealed class ArchitectureTests
{
    private const string Web = "MomentOfTruth.Web";

    [Fact]
    public void Domain_KnowsOnlyTheBaseLibraries()
    {
        string[] allowed =
            ["System.Runtime", "System.Collections", "System.Linq", "System.Memory", "System.Text.RegularExpressions", "System.Security.Cryptography"];
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

    private static IEnumerable<Type> Mentioned(Type type)
    {
        const BindingFlags All = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
        return type.GetMethods(All).SelectMany(m => m.GetParameters().Select(p => p.ParameterType).Append(m.ReturnType))
            .Concat(type.GetConstructors(All).SelectMany(c => c.GetParameters().Select(p => p.ParameterType)))
            .Concat(type.GetFields(All).Select(f => f.FieldType))
            .Concat(type.GetProperties(All).Select(p => p.PropertyType));
    }
}
