using CsCheck;
using MomentOfTruth.Domain.Search;

namespace MomentOfTruth.Domain.Tests.Search;

public sealed class SearchQueryTests
{
    private static readonly Guid Company = Guid.NewGuid();

    private static readonly Gen<string> AnyText = Gen.Frequency(
        (8, Gen.OneOf("a", "T", "ß", "İ", "é", "modem", "개", "통", "했", "어요", "\u1112", "\u1161", "ㅋ", "ㅠ", "\uffa1", "\u11a8", "Ａ", "１", "7", "日", "𠮷", "क", "\u093f", "\u0308",
            "\ufe0f", " ", " ", "\t", "\n", "-", "\"", "*", "½", "ﬁ", "😀", "\u200d", "مودم", "\ud83d")),
        (1, Gen.Char.Select(c => c.ToString()))).Array[0, 40].Select(string.Concat);

    [Theory]
    [InlineData("개통했어요", "개통", true)]
    [InlineData("모뎀을 개통했어요", "개통", true)]
    [InlineData("통개", "개통", false)]
    [InlineData("개 통", "개통", false)]
    [InlineData("개통했어요", "통개", false)]
    [InlineData("개통은 했어요", "했어요 개통", true)]
    [InlineData("앱이 안 돼요", "앱", true)]
    [InlineData("2007년에", "2007년", true)]
    [InlineData("5G폰이 느려요", "5g", true)]
    [InlineData("At the café", "cafe", true)]
    [InlineData("At the cafe", "café", true)]
    [InlineData("Hauptstraße 5", "hauptstrasse", true)]
    [InlineData("HAUPTSTRASSE 5", "Hauptstraße", true)]
    [InlineData("Ærø und Łódź", "aero lodz", true)]
    [InlineData("Ελλάδα", "ελλαδα", true)]
    [InlineData("naïve coöperation", "naive cooperation", true)]
    [InlineData("The MODEM failed", "modem", true)]
    [InlineData("Two modems", "modem", true)]
    [InlineData("activation", "activate", false)]
    [InlineData("activation", "activ", true)]
    [InlineData("reactivation", "activation", false)]
    [InlineData("internet", "in", false)]
    [InlineData("not in stock", "in", true)]
    [InlineData("An e-mail came", "E-Mail", true)]
    [InlineData("AT&T", "at&t", true)]
    [InlineData("ＭＯＤＥＭ", "modem", true)]
    [InlineData("𠮷野家で", "𠮷野", true)]
    [InlineData("never again 😡", "😡", true)]
    [InlineData("never again ❤️", "❤", true)]
    [InlineData("المودم لا يعمل", "يعمل", true)]
    [InlineData("너무하네ㅠㅠ", "ㅠㅠ", true)]
    [InlineData("어이없다ㅋㅋㅋ", "ㅋㅋ", true)]
    [InlineData("say \"no\" AND run", "\"no\" AND", true)]
    [InlineData("say no", "no AND", false)]
    [InlineData("NEAR(the shop)", "NEAR(", true)]
    public void Query_IsFound_ByWhatAPersonWouldExpect(string story, string typed, bool isFound)
    {
        var (text, query) = (SearchableText.Of(Company, [story])!, SearchQuery.Parse(typed)!);

        Assert.Equal(isFound, query.Needles.All(needle => text.Text.Contains(needle, StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("*")]
    [InlineData("\" ( ^ - : '")]
    [InlineData("modem\u0000")]
    [InlineData("modem\u001b[1m")]
    public void Parse_WithoutAWordOrWithControls_IsNull(string typed) => Assert.Null(SearchQuery.Parse(typed));

    [Fact]
    public void Parse_TooLong_IsNull()
    {
        Assert.NotNull(SearchQuery.Parse(new string('a', SearchQuery.MaxLength)));
        Assert.Null(SearchQuery.Parse(new string('a', SearchQuery.MaxLength + 1)));
    }

    // The index may offer too much, as the text decides, but never too little.
    [Fact]
    [Trait("Inputs", "Drawn")]
    public void Terms_OfAnyTextInWhichAQueryStands_HoldTheQuerys() => Gen.Select(AnyText, AnyText, AnyText).Sample((before, typed, after) =>
    {
        if (SearchQuery.Parse(typed) is not { } query || SearchableText.Of(Company, [before + typed + after]) is not { } text
            || !query.Needles.All(needle => text.Text.Contains(needle, StringComparison.Ordinal)))
        {
            return;
        }

        Assert.Subset(text.Terms().ToHashSet(), query.TermsIn(Company).ToHashSet());
    }, iter: 2000);

    [Fact]
    [Trait("Inputs", "Drawn")]
    public void AnyWordOfAnyText_IsFoundInIt() => AnyText.Sample(story =>
    {
        foreach (var word in FoldedText.Of(story).Words.Where(word => word.Length <= SearchQuery.MaxLength))
        {
            var needles = SearchQuery.Parse(word)!.Needles;
            Assert.All(needles, needle => Assert.Contains(needle, SearchableText.Of(Company, [story])!.Text, StringComparison.Ordinal));
        }
    }, iter: 2000);

    [Fact]
    public void Terms_OfTwoCompanies_AreOthers()
    {
        var query = SearchQuery.Parse("modem 개통")!;

        Assert.Empty(query.TermsIn(Company).Intersect(query.TermsIn(Guid.NewGuid())));
    }

    // They are in the stores: they change only together with the index's definition.
    [Fact]
    public void Terms_AreTheSameEverywhere() =>
        Assert.Equal([525319613, 2132627697], SearchQuery.Parse("modem 개통")!.TermsIn(new Guid("0197f3a0-0000-7000-8000-000000000001")));
}
