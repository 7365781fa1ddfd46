using CsCheck;
using MomentOfTruth.Domain.Companies;

namespace MomentOfTruth.Domain.Tests.Companies;

/// <summary>Names are found as people type them.</summary>
public sealed class NameSearchTests
{
    [Theory]
    [InlineData("케이티프리텔", "ㅋㅌㅍ")]
    [InlineData("케이티프리텔", "ㅋㅇㅌㅍ")]
    [InlineData("케이티프리텔", "ㅋ")]
    [InlineData("케이티프리텔", "케이티")]
    [InlineData("케이티프리텔", "프리텔")]
    [InlineData("케이티프리텔", "케 이 티")]
    [InlineData("케이티프리텔", "케잍")]
    [InlineData("케이티프리텔", "케이티ㅍ")]
    [InlineData("케이티프리텔", "켕")]
    [InlineData("SK텔레콤", "텔렠")]
    [InlineData("SK텔레콤", "텔레코")]
    [InlineData("SK텔레콤", "sk텔")]
    [InlineData("SK텔레콤", "SKㅌㄹㅋ")]
    [InlineData("SK텔레콤", "ｓｋ")]
    [InlineData("국수나무", "ㄳㄴㅁ")]
    [InlineData("과일가게", "ㄱㅇㄱㄱ")]
    [InlineData("과일가게", "고")]
    [InlineData("British Zephyrways", "britishz")]
    [InlineData("KT&G", "ktg")]
    [InlineData("T'way Air", "tway")]
    [InlineData("LG U+", "lgu+")]
    [InlineData("7-Eleven", "7eleven")]
    [InlineData("A", "a")]
    public void PartOf_WhatPeopleType_IsInTheKey(string name, string typed) =>
        Assert.Contains(NameSearch.PartOf(typed)!, NameSearch.KeyOf(name), StringComparison.Ordinal);

    [Theory]
    [InlineData("케이티프리텔", "ㅍㅋ")]
    [InlineData("학생식당", "ㄱㅅ")]
    [InlineData("케이티프리텔", "티프라")]
    [InlineData("케이티프리텔", "텡")]
    [InlineData("하나은행", "sk")]
    [InlineData("Acme", "m")]
    public void PartOf_AnotherName_IsNot(string name, string typed) =>
        Assert.DoesNotContain(NameSearch.PartOf(typed)!, NameSearch.KeyOf(name), StringComparison.Ordinal);

    [Theory]
    [InlineData("KTF", "ㅏㅅㄹ")]
    [InlineData("케이티", "zpdlxl")]
    [InlineData("케이티프리텔", "zxv")]
    [InlineData("쌀가게", "Tkfrkrp")]
    [InlineData("Samsung", "ㄴ므녀ㅜㅎ")]
    [InlineData("케이티", "주식회사 케이티")]
    [InlineData("케이티", "(주)케이티")]
    public void OtherPartsOf_TheWrongKeyboardOrTheForm_AreInTheKey(string name, string typed)
    {
        Assert.DoesNotContain(NameSearch.PartOf(typed)!, NameSearch.KeyOf(name), StringComparison.Ordinal);
        Assert.Contains(NameSearch.OtherPartsOf(typed), part => NameSearch.KeyOf(name).Contains(part, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("...")]
    public void PartOf_NothingThatIsRead_IsNull(string typed)
    {
        Assert.Null(NameSearch.PartOf(typed));
        Assert.Empty(NameSearch.OtherPartsOf(typed));
        Assert.Null(NameSearch.EdgesOf(typed));
    }

    [Theory]
    [InlineData("삼성", "삼셩", true)]
    [InlineData("삼성", "삼선", true)]
    [InlineData("별빛통신사", "별빛통신시", true)]
    [InlineData("Quantastone", "Qunatastone", true)]
    [InlineData("온빛모바일", "온빝", true)]
    [InlineData("온빛모바일", "온기", false)]
    [InlineData("Quantastone", "quantx", true)]
    [InlineData("Quantastone", "quanx", false)]
    [InlineData("Abc", "Abd", false)]
    [InlineData("국민은행", "기업은행", false)]
    [InlineData("Harbourline", "Harvestlane", false)]
    public void IsNear_ALetterOrTwo(string name, string typed, bool isNear)
    {
        Assert.Equal(isNear, NameSearch.IsNear(typed, NameSearch.KeyOf(name)));
        if (isNear)
        {
            var (begins, ends) = NameSearch.EdgesOf(typed)!.Value;
            var key = NameSearch.KeyOf(name);
            Assert.True(key.Contains(begins, StringComparison.Ordinal) || key.Contains(ends, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void KeyOf_SeveralNames_FindsEach()
    {
        var key = NameSearch.KeyOf("Onbit Mobile", "온빛모바일", null);

        Assert.All(["onbit", "ㅇㅂㅁㅂㅇ", "모바"], typed => Assert.Contains(NameSearch.PartOf(typed)!, key, StringComparison.Ordinal));
        Assert.Equal(NameSearch.Break, key[0]);
        Assert.Equal(NameSearch.Break, key[^1]);
    }

    // A law: every beginning of a name finds it, however far one has typed.
    [Fact]
    public void PartOf_EveryBeginning_IsInTheKey() => Gen.String[Gen.Char["가나힣콤과abZ9 &+-・é㈜"], 1, 12].Sample(name =>
    {
        var key = NameSearch.KeyOf(name);
        foreach (var end in Enumerable.Range(1, name.Length))
        {
            var part = NameSearch.PartOf(name[..end]);
            Assert.True(part is null || key.Contains(part, StringComparison.Ordinal), $"{name[..end]} in {name}");
        }
    });
}
