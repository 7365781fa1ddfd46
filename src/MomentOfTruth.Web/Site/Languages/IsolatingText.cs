using Microsoft.Extensions.Localization;
using MomentOfTruth.Domain.Text;

namespace MomentOfTruth.Web.Site;

/// <summary>
/// Isolates words of people that are written from right to left wherever they stand inside our sentences, so that our own words and figures
/// beside them are not drawn in their direction: in pages, titles, drawings and mails alike.
/// </summary>
public sealed class IsolatingTextFactory(ResourceManagerStringLocalizerFactory texts) : IStringLocalizerFactory
{
    private const char FirstStrongIsolate = '\u2068', PopIsolate = '\u2069';

    public IStringLocalizer Create(Type resourceSource) => new Isolating(texts.Create(resourceSource));

    public IStringLocalizer Create(string baseName, string location) => new Isolating(texts.Create(baseName, location));

    /// <summary>The text as it may stand beside ours.</summary>
    public static string Isolated(string text) => PlainText.HasRightToLeft(text) ? FirstStrongIsolate + text + PopIsolate : text;

    private sealed class Isolating(IStringLocalizer text) : IStringLocalizer
    {
        public LocalizedString this[string name] => text[name];

        public LocalizedString this[string name, params object[] arguments] =>
            text[name, [.. arguments.Select(argument => argument is string words ? Isolated(words) : argument)]];

        public IEnumerable<LocalizedString> GetAllStrings(bool includeParentCultures) => text.GetAllStrings(includeParentCultures);
    }
}
