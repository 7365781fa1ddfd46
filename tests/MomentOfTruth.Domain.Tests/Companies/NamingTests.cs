using System.Text;
using CsCheck;
using MomentOfTruth.Domain.Companies;

namespace MomentOfTruth.Domain.Tests.Companies;

public sealed class NamingTests
{
    // Letters of several scripts and cases, marks, punctuation, white space and emoji, in any mixture, and now and then any character at
    // all.
    private static readonly Gen<string> Names = Gen.Frequency(
        (6, Gen.OneOf("a", "T", "ß", "İ", "é", "e", "한", "\u1112", "\u1161", "\u11ab", "Ａ", "１", "7", "日", "𠮷", "क", "\u093f", "\u0308", "\u20e3",
            "\ufe0f", " ", "\t", "\u3000", "-", "_", "!", "·", "/", "½", "ﬁ", "☎", "😀", "\u200d")),
        (1, Gen.Char.Select(c => c.ToString()))).Array[0, 130].Select(string.Concat);

    [Theory]
    [InlineData("SK Telecom", "sk telecom")]
    [InlineData("  SK \t\n Telecom ", "sk telecom")]
    [InlineData("ＳＫ　Ｔｅｌｅｃｏｍ", "sk telecom")]
    [InlineData("아이플러그   프리미엄", "아이플러그 프리미엄")]
    [InlineData("ＫＴ 고객센터：판매", "kt 고객센터:판매")]
    [InlineData("CAFÉ", "café")]
    [InlineData("AT&T", "at&t")]
    [InlineData("", "")]
    [InlineData(" \u3000 ", "")]
    public void KeyOf_Name_IgnoresCaseWidthAndWhiteSpace(string name, string key) => Assert.Equal(key, Naming.KeyOf(name));

    [Theory]
    [InlineData("한국통신")]
    [InlineData("Café Zürich")]
    [InlineData("ガス")]
    public void KeyOf_Decomposed_IsThatOfTheComposed(string name)
    {
        var decomposed = name.Normalize(NormalizationForm.FormD);

        Assert.NotEqual(name, decomposed);
        Assert.Equal(Naming.KeyOf(name), Naming.KeyOf(decomposed));
        Assert.Equal(Naming.SlugOf(name), Naming.SlugOf(decomposed));
    }

    // "T̈" has no composed capital, its lower case has: lowering alone would leave two keys.
    [Fact]
    public void KeyOf_CapitalWithoutComposedForm_IsThatOfTheSmallLetter() => Assert.Equal(Naming.KeyOf("\u1e97"), Naming.KeyOf("T\u0308"));

    // With one that nobody sees before them they go the long way.
    [Fact]
    public void KeyOf_PlainLetters_IsAsIfTheyWereNot() => Gen.OneOf("a", "T", "Z", "7", "~", "!", "한", "힣", " ").Array[0, 20].Select(string.Concat)
        .Sample(name => Assert.Equal(Naming.KeyOf("\u200b" + name), Naming.KeyOf(name)));

    [Fact]
    public void KeyOf_OtherNames_Differ()
    {
        Assert.NotEqual(Naming.KeyOf("A-B"), Naming.KeyOf("A B"));
        Assert.NotEqual(Naming.KeyOf("Cafe"), Naming.KeyOf("Café"));
        Assert.NotEqual(Naming.KeyOf("한국"), Naming.KeyOf("한군"));
    }

    [Theory]
    [InlineData("SK Telecom", "sk-telecom")]
    [InlineData("ＳＫ　텔레콤", "sk-텔레콤")]
    [InlineData("아이플러그 프리미엄", "아이플러그-프리미엄")]
    [InlineData("Café Zürich", "café-zürich")]
    [InlineData("  --AT & T!  ", "at-t")]
    [InlineData("a/b\\c?d#e", "a-b-c-d-e")]
    [InlineData("../../etc", "etc")]
    [InlineData("a_b", "a-b")]
    [InlineData("हिन्दी", "हिन्दी")]
    [InlineData("𠮷野家", "𠮷野家")]
    [InlineData("7-Eleven", "7-eleven")]
    public void SlugOf_Name_KeepsLettersAndDigitsOfAnyScript(string name, string slug) => Assert.Equal(slug, Naming.SlugOf(name));

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("!?·…—")]
    [InlineData("＆（）")]
    [InlineData("---")]
    [InlineData("😀")]
    [InlineData("☎\ufe0f")]
    [InlineData("\u0301")]
    public void SlugOf_NoLetterOrDigit_IsEmpty(string name) => Assert.Equal("", Naming.SlugOf(name));

    [Fact]
    public void SlugOf_LongName_IsCutWithoutSplittingALetterOrEndingInADash()
    {
        Assert.Equal(new string('a', Naming.MaxSlug), Naming.SlugOf(new string('a', 200)));
        Assert.Equal(new string('a', 99), Naming.SlugOf(new string('a', 99) + " b"));
        Assert.Equal(new string('a', 99), Naming.SlugOf(new string('a', 99) + "𠮷"));
        Assert.Equal(string.Concat(Enumerable.Repeat("𠮷", 50)), Naming.SlugOf(string.Concat(Enumerable.Repeat("𠮷", 60))));
    }

    [Fact]
    public void KeyOf_NotACharacter_IsReplacedNotRefused()
    {
        Assert.Equal("a\ufffdb", Naming.KeyOf("A\ufffeB"));
        Assert.Equal("a\ufffdb", Naming.KeyOf("A\ud800B"));
        Assert.Equal("a-b", Naming.SlugOf("A\udc00B"));
    }

    [Fact]
    [Trait("Inputs", "Drawn")]
    public void KeyOf_AnyName_IsItsOwnKey() => Names.Sample(name =>
    {
        var key = Naming.KeyOf(name);

        Assert.Equal(key, Naming.KeyOf(key));
        Assert.Equal(key, Naming.KeyOf($" {name}\u3000"));
        Assert.Equal(key.Trim(), key);
    }, iter: 200);

    // A company may only be made with a slug that is its own slug.
    [Fact]
    [Trait("Inputs", "Drawn")]
    public void SlugOf_AnyName_IsItsOwnSlugAndSafeInAnAddress() => Names.Sample(name =>
    {
        var slug = Naming.SlugOf(name);

        Assert.Equal(slug, Naming.SlugOf(slug));
        Assert.InRange(slug.Length, 0, Naming.MaxSlug);
        Assert.False(slug.StartsWith('-') || slug.EndsWith('-') || slug.Contains("--", StringComparison.Ordinal));
        Assert.DoesNotContain(slug, c => c != '-' && (char.IsPunctuation(c) || char.IsWhiteSpace(c) || char.IsControl(c)));
        Assert.Equal(slug.Length > 0, slug.EnumerateRunes().Any(Rune.IsLetterOrDigit));
    }, iter: 200);
}
