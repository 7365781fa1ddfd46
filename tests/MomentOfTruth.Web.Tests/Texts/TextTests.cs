using System.Collections;
using System.Globalization;
using System.Resources;
using System.Text.RegularExpressions;
using MomentOfTruth.Web.Texts;

namespace MomentOfTruth.Web.Tests.Texts;

public sealed partial class TextTests
{
    private static readonly Type[] Files = [.. typeof(SharedText).Assembly.GetTypes().Where(
        t => t.Namespace == typeof(SharedText).Namespace && !t.IsNested)];

    public static TheoryData<string> FileNames => [.. Files.Select(t => t.Name)];

    [Theory]
    [MemberData(nameof(FileNames))]
    public void BothLanguages_HaveTheSameKeysAndPlaceholders(string file)
    {
        var (english, korean) = (Texts(file, ""), Texts(file, "ko"));

        Assert.NotEmpty(english);
        Assert.Equal(english.Keys.Order(StringComparer.Ordinal), korean.Keys.Order(StringComparer.Ordinal));
        foreach (var (key, text) in english)
        {
            Assert.False(string.IsNullOrWhiteSpace(text) || string.IsNullOrWhiteSpace(korean[key]), key);
            // A singular may spell its number out.
            if (!key.EndsWith(".One", StringComparison.Ordinal))
            {
                Assert.True(Placeholders(text).SequenceEqual(Placeholders(korean[key])), $"{key} has other placeholders in Korean.");
            }
        }
    }

    [Theory]
    [MemberData(nameof(FileNames))]
    public void EnglishTexts_HoldNoKorean_AndKoreanTextsDo(string file)
    {
        var english = Texts(file, "").Where(t => t.Key != "Site.OtherLanguage");
        Assert.Empty(english.Where(t => Hangul().IsMatch(t.Value)).Select(t => t.Key));
        var untranslated = Texts(file, "ko").Where(t => t.Key is not ("Site.OtherLanguage" or "Site.Name"))
            .Where(t => LongLatin().IsMatch(t.Value) && !Hangul().IsMatch(t.Value)).Select(t => t.Key);
        Assert.Empty(untranslated);
    }

    [Fact]
    public void EveryKeyInTheCode_IsInAResourceFile()
    {
        var known = Files.SelectMany(f => Texts(f.Name, "").Keys).ToHashSet(StringComparer.Ordinal);
        // Plurals are asked for without their ending, and a computed key by its beginning.
        var beginnings = known.SelectMany(k => Enumerable.Range(1, k.Length).Select(n => k[..n])).ToHashSet(StringComparer.Ordinal);
        var missing = SourceFiles.OfWeb()
            .SelectMany(file => KeyInCode().Matches(File.ReadAllText(file)).Select(m => (file, key: m.Groups[1].Value)))
            .Where(use => !known.Contains(use.key) && !known.Contains(use.key + ".One") && !(use.key.EndsWith('.') && beginnings.Contains(use.key)) && !beginnings.Contains(use.key))
            .Select(use => $"{Path.GetFileName(use.file)}: {use.key}");
        Assert.Empty(missing);
    }

    private static Dictionary<string, string> Texts(string file, string culture)
    {
        var type = Files.Single(t => t.Name == file);
        var set = new ResourceManager(type).GetResourceSet(CultureInfo.GetCultureInfo(culture), createIfNotExists: true, tryParents: false);
        Assert.True(set is not null, $"{file} has no texts for “{culture}”.");
        return set.Cast<DictionaryEntry>().ToDictionary(e => (string)e.Key, e => (string)e.Value!, StringComparer.Ordinal);
    }

    private static IEnumerable<string> Placeholders(string text) =>
        Placeholder().Matches(text).Select(m => m.Value).Distinct().Order(StringComparer.Ordinal);

    // T["Key"], S["Key"], text["Key"], text.Count("Key", n), Fail(context, "Error.Key")
    [GeneratedRegex("""(?:\b[TS]|\b\w*[tT]ext)(?:\[|\.Count\()\s*"([A-Z][A-Za-z]+\.[A-Za-z0-9.]*)""")]
    private static partial Regex KeyInCode();

    [GeneratedRegex(@"\{\d")]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"[\uAC00-\uD7A3]")]
    private static partial Regex Hangul();

    [GeneratedRegex("[A-Za-z]{4,}")]
    private static partial Regex LongLatin();
}
