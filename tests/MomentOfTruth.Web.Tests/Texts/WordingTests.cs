using System.Collections;
using System.Globalization;
using System.Resources;
using System.Text.RegularExpressions;
using MomentOfTruth.Domain.Text;
using MomentOfTruth.Web.Texts;

namespace MomentOfTruth.Web.Tests.Texts;

/// <summary>Korean as a native reader wants it: computed particles, nobody called 당신, and one register for customers.</summary>
public sealed partial class WordingTests
{
    // What customers read. The texts of the form follow when it is redone.
    private static readonly Type[] OfCustomers =
    [
        typeof(HomeText), typeof(MethodText), typeof(MyJourneysText), typeof(CasesText), typeof(PublicationText), typeof(PhotoText),
        typeof(SharedText), typeof(MailText), typeof(AccountText), typeof(IntakeText), typeof(IntakeHelpText),
    ];

    private static IEnumerable<Type> All =>
        typeof(SharedText).Assembly.GetTypes().Where(type => type.Namespace == typeof(SharedText).Namespace && !type.IsNested);

    [Fact]
    public void NoText_PrintsBothFormsOfAParticle() => Assert.DoesNotContain(Korean(All), text => BothForms().IsMatch(text.Value));

    [Fact]
    public void NoText_CallsAnybodyYouRudely() =>
        Assert.DoesNotContain(Korean(All), text => text.Value.Contains("당신", StringComparison.Ordinal));

    // 해요체; -습니다 and -십시오 beside it sound as if two people wrote.
    [Fact]
    public void TextsOfCustomers_AreOfOneRegister()
    {
        var ofPoster = Korean([typeof(SettingsText)]).Where(text => text.Key.StartsWith("Poster.", StringComparison.Ordinal));
        Assert.DoesNotContain(Korean(OfCustomers).Concat(ofPoster), text => Formal().IsMatch(text.Value));
    }

    // A pair that is not known would be dropped in silence.
    [Fact]
    public void EveryParticle_IsKnown_AndOnlyInKorean()
    {
        var pairs = Korean(All).SelectMany(text => Formats().Matches(text.Value)).Select(match => match.Groups["pair"].Value).ToList();

        Assert.NotEmpty(pairs);
        Assert.DoesNotContain(pairs, pair => !KoreanParticle.IsPair(pair));
        Assert.DoesNotContain(Texts(All, ""), text => Formats().IsMatch(text.Value));
    }

    [Theory]
    [InlineData("“{0}”을(를) 지웠어요", true)]
    [InlineData("{0} (가)까운", false)]
    [InlineData("이름(은)", true)]
    [InlineData("서울(으)로", true)]
    public void BothForms_AreSeen(string text, bool isSeen) => Assert.Equal(isSeen, BothForms().IsMatch(text));

    private static IEnumerable<KeyValuePair<string, string>> Korean(IEnumerable<Type> types) => Texts(types, "ko");

    private static IEnumerable<KeyValuePair<string, string>> Texts(IEnumerable<Type> types, string culture) => types.SelectMany(type =>
        new ResourceManager(type).GetResourceSet(CultureInfo.GetCultureInfo(culture), createIfNotExists: true, tryParents: false)!
            .Cast<DictionaryEntry>().Select(entry => KeyValuePair.Create((string)entry.Key, (string)entry.Value!)));

    [GeneratedRegex(@"\S\((이|가|을|를|은|는|으|와|과)\)")]
    private static partial Regex BothForms();

    [GeneratedRegex(@"[\uAC00-\uD7A3]니[다까]\b|십시오")]
    private static partial Regex Formal();

    [GeneratedRegex(@"\{\d+:\+?(?<pair>[^}]*[\uAC00-\uD7A3][^}]*)\}")]
    private static partial Regex Formats();
}
