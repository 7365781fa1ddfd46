using System.Collections;
using System.Globalization;
using System.Resources;
using System.Text.RegularExpressions;
using Deque.AxeCore.Commons;
using MomentOfTruth.Web.Texts;

namespace MomentOfTruth.Browser.Tests;

/// <summary>
/// Looks at one page after another as it stands, narrow and wide, light and dark: accessible by axe's rules, wide in English and narrow in
/// Korean; nothing to scroll sideways to at 320 px, no key in place of a text, and no word of the other language. Tells at the end all that
/// is wrong.
/// </summary>
/// <remarks>With MOT_TEST_SHOTS naming a folder it also takes pictures there, for people to look at.</remarks>
public sealed partial class PageReview(IPage page, string culture)
{
    private const int Narrow = 320, Phone = 390, Wide = 1280;

    private static readonly HashSet<string> Keys = [.. typeof(SharedText).Assembly.GetTypes()
        .Where(t => t.Namespace == typeof(SharedText).Namespace && !t.IsNested)
        .SelectMany(t => new ResourceManager(t).GetResourceSet(CultureInfo.InvariantCulture, createIfNotExists: true, tryParents: false)!.Cast<DictionaryEntry>())
        .Select(entry => (string)entry.Key)
        .Where(key => key.Contains('.', StringComparison.Ordinal))];

    // Names, which are the same in every language.
    private static readonly HashSet<string> Names = ["MomentOfTruth", "Acme", "CSV", "JSON", "Excel", "Asia", "Seoul", "http", "https", "localhost", "JPEG", "PNG", "SVG", "WebP", "MB"];

    private static readonly string[] Rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

    private static readonly string[] OfColours = ["color-contrast", "link-in-text-block"];

    private static readonly string Axe = new BundledAxeScriptProvider().GetScript();

    private readonly List<string> _findings = [];

    public async Task GoAsync(string name, string address, bool hasOwnWords = false)
    {
        await page.GotoAsync($"/{culture}{address}");
        await LookAsync(name, hasOwnWords);
    }

    /// <param name="name">What the page is called when something is wrong with it.</param>
    /// <param name="hasOwnWords">Whether people's words in another language are expected on it.</param>
    public async Task LookAsync(string name, bool hasOwnWords = false)
    {
        await ReadAsync(name, hasOwnWords);
        await page.EvaluateAsync(Axe);
        foreach (var width in new[] { Narrow, Wide })
        {
            await page.SetViewportSizeAsync(width, 844);
            var scrolls = await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
            Note(scrolls > 0, name, $"scrolls {scrolls} px sideways at {width} px");
            foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
            {
                await page.EmulateMediaAsync(new() { ColorScheme = scheme });
                foreach (var violation in RulesFor(width, scheme) is { } rules ? await page.EvaluateAsync<string[]>(Violations, rules) : [])
                {
                    Note(true, $"{name}, {width} px, {scheme}", violation);
                }

                await ShootAsync(name, width == Narrow ? Phone : Wide, scheme);
            }
        }
    }

    public void AssertNothingFound() => Assert.True(_findings.Count == 0, string.Join(Environment.NewLine, _findings.Distinct()));

    private async Task ReadAsync(string name, bool hasOwnWords)
    {
        foreach (var text in await page.EvaluateAsync<string[]>(TextsOfPage))
        {
            foreach (var key in DottedWord().Matches(text).Select(m => m.Value).Where(Keys.Contains))
            {
                Note(true, name, $"shows the key {key}");
            }

            Note(Placeholder().IsMatch(text), name, $"has an empty place: “{text}”");
            Note(BothForms().IsMatch(text), name, $"prints both forms of a particle: “{text}”");
            Note(!hasOwnWords && IsForeign(text), name, $"is not all {culture}: “{text}”");
        }
    }

    private bool IsForeign(string text) => culture == "en"
        ? Hangul().IsMatch(text)
        : LatinWord().Matches(Address().Replace(text, "")).Any(word => !Names.Contains(word.Value));

    // The rules are about what both languages have in common: one is looked at wide, the other narrow. The dark scheme changes nothing but
    // colours, alike at every width: no other rules can tell a difference.
    private string[]? RulesFor(int width, ColorScheme scheme) =>
        width != (culture == "en" ? Wide : Narrow) ? null : scheme == ColorScheme.Light ? Rules : width == Wide ? OfColours : null;

    private async Task ShootAsync(string name, int width, ColorScheme scheme)
    {
        if (Environment.GetEnvironmentVariable("MOT_TEST_SHOTS") is { Length: > 0 } folder)
        {
            await page.SetViewportSizeAsync(width, 844);
            await page.ScreenshotAsync(
                new() { Path = Path.Combine(folder, $"{name}-{width}-{culture}-{scheme}.png".ToLowerInvariant()), FullPage = true });
        }
    }

    private void Note(bool isWrong, string name, string what)
    {
        if (isWrong)
        {
            _findings.Add($"{name}: {what}");
        }
    }

    private const string Violations = """
        async tags => {
          const { violations, passes } = await axe.run({ runOnly: tags, resultTypes: ["violations"], preload: false });
          if (passes.length === 0) return ["axe had nothing to look at"];
          return violations.flatMap(violation => violation.nodes.map(node => `${violation.id} at ${node.target}: ${node.html}`));
        }
        """;

    // What is in the page's own language, seen or only heard. Receipt codes and addresses are no language.
    private const string TextsOfPage = """
        () => {
          const texts = [document.title];
          for (const element of document.querySelectorAll("body, body *")) {
            const language = element.closest("[lang]");
            if (language !== document.documentElement || element.closest(".code, script")) continue;
            for (const node of element.childNodes) if (node.nodeType === Node.TEXT_NODE) texts.push(node.data);
            for (const name of ["aria-label", "title", "placeholder", "alt"]) if (element.hasAttribute(name)) texts.push(element.getAttribute(name));
          }
          return texts.map(text => text.trim()).filter(text => text);
        }
        """;

    // Of sites and of people.
    [GeneratedRegex(@"\S*(://|@)\S+")]
    private static partial Regex Address();

    [GeneratedRegex(@"[A-Za-z]\w*(\.\w+)+")]
    private static partial Regex DottedWord();

    [GeneratedRegex(@"\{\d[^}]*\}")]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"\S\((이|가|을|를|은|는|으|와|과)\)")]
    private static partial Regex BothForms();

    [GeneratedRegex(@"[\uAC00-\uD7A3\u3131-\u318E]")]
    private static partial Regex Hangul();

    [GeneratedRegex(@"\b[A-Za-z]{3,}\b")]
    private static partial Regex LatinWord();
}
