using System.Globalization;
using Microsoft.Extensions.Localization;
using MomentOfTruth.Domain.Text;

namespace MomentOfTruth.Web.Site;

/// <summary>
/// Writes words of people into our sentences, in pages, titles, drawings and mails alike. Words that are written from right to left are
/// isolated, so that our own words and figures beside them are not drawn in their direction; Korean particles take the form that fits.
/// </summary>
/// <remarks>
/// In a Korean text <c>{0:을/를}</c> writes the word and its particle, <c>‘{0}’{0:+을/를}</c> the particle alone, where a quote stands between
/// the two. The pairs are those that <see cref="KoreanParticle"/> knows, in either order. The particle never breaks from its word.
/// </remarks>
public sealed class IsolatingTextFactory(ResourceManagerStringLocalizerFactory texts) : IStringLocalizerFactory
{
    private const char FirstStrongIsolate = '\u2068', PopIsolate = '\u2069', ParticleAlone = '+';

    public IStringLocalizer Create(Type resourceSource) => new Isolating(texts.Create(resourceSource));

    public IStringLocalizer Create(string baseName, string location) => new Isolating(texts.Create(baseName, location));

    /// <summary>The text as it may stand beside ours.</summary>
    public static string Isolated(string text) => PlainText.HasRightToLeft(text) ? FirstStrongIsolate + text + PopIsolate : text;

    /// <summary>A text of ours with its arguments, as every localizer writes it.</summary>
    public static string Written(string format, params object[] arguments) =>
        string.Format(CultureInfo.CurrentCulture, format, [.. arguments.Select(value => new Argument(value))]);

    private sealed class Isolating(IStringLocalizer text) : IStringLocalizer
    {
        public LocalizedString this[string name] => text[name];

        public LocalizedString this[string name, params object[] arguments] =>
            text[name, [.. arguments.Select(value => new Argument(value))]];

        public IEnumerable<LocalizedString> GetAllStrings(bool includeParentCultures) => text.GetAllStrings(includeParentCultures);
    }

    private sealed class Argument(object? value) : IFormattable
    {
        public string ToString(string? format, IFormatProvider? formatProvider)
        {
            var isAlone = format is [ParticleAlone, ..];
            var pair = isAlone ? format![1..] : format;
            return !KoreanParticle.IsPair(pair) ? Written(format, formatProvider)
                : (isAlone ? "" : Written(null, formatProvider)) + KoreanParticle.WordJoiner
                    + KoreanParticle.After(Written(null, formatProvider), pair!);
        }

        public override string ToString() => ToString(null, null);

        private string Written(string? format, IFormatProvider? provider) => value switch
        {
            string words => Isolated(words),
            IFormattable formattable => formattable.ToString(format, provider),
            _ => value?.ToString() ?? "",
        };
    }
}
