using System.Reflection;
using System.Text.RegularExpressions;
using MomentOfTruth.Web.Data;

namespace MomentOfTruth.Web.Tests.Site;

/// <summary>The files by which operators start the app in containers name settings that there are.</summary>
[Trait("Engine", "Any")]
public sealed partial class ComposeTests
{
    public static TheoryData<string> Files => [.. Directory.GetFiles(Top, "compose*.yaml").Select(file => Path.GetFileName(file))];

    private static string Top => Path.Combine(SourceFiles.Folder(""), "..", "..");

    [Theory]
    [MemberData(nameof(Files))]
    public void EverySetting_IsOneOfTheApp(string file)
    {
        var named = Setting().Matches(File.ReadAllText(Path.Combine(Top, file))).Select(match => match.Groups[1].Value).ToList();
        var known = typeof(AppDbContext).Assembly.GetTypes()
            .Select(type => (Type: type, Section: type.GetField("Section", BindingFlags.Public | BindingFlags.Static)))
            .Where(options => options.Section is { IsLiteral: true })
            .SelectMany(options => options.Type.GetProperties().Select(setting => $"{options.Section!.GetRawConstantValue()}__{setting.Name}"))
            .Append("Proxies__0")
            .ToHashSet(StringComparer.Ordinal);

        Assert.NotEmpty(named);
        Assert.DoesNotContain(named, setting => !known.Contains(setting));
    }

    // Nobody starts it with a password that everybody can read here.
    [Theory]
    [MemberData(nameof(Files))]
    public void EveryPassword_HasToBeGiven(string file)
    {
        var given = Password().Matches(File.ReadAllText(Path.Combine(Top, file))).Select(match => match.Groups[1].Value).ToList();

        Assert.NotEmpty(given);
        Assert.All(given, value => Assert.Matches(@"^""?\$\{\w+:\?set \w+\}""?", value));
    }

    [GeneratedRegex(@"(?m)^\s+([A-Z]\w*__\w+):")]
    private static partial Regex Setting();

    [GeneratedRegex(@"\w*PASSWORD: (.*)")]
    private static partial Regex Password();
}
