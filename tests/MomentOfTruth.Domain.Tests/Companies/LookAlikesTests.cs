using System.Diagnostics;
using System.Globalization;
using MomentOfTruth.Domain.Companies;

namespace MomentOfTruth.Domain.Tests.Companies;

public sealed class LookAlikesTests
{
    [Theory]
    [InlineData("Onbit Mobile", "onbitmobile", Likeness.Same)]
    [InlineData("ＯＮＢＩＴ", "Onbit", Likeness.Same)]
    [InlineData("On\u200Bbit", "Onbit", Likeness.Same)]
    [InlineData("Call-centre", "Call centre", Likeness.Same)]
    [InlineData("주식회사 온빛모바일", "온빛 모바일", Likeness.Same)]
    [InlineData("㈜온빛모바일", "온빛모바일", Likeness.Same)]
    [InlineData("Sora Air Inc.", "Sora Air", Likeness.Same)]
    [InlineData("ㅇㅂㅁㅂㅇ", "온빛모바일", Likeness.Initials)]
    [InlineData("Call center", "Call centre", Likeness.Near)]
    [InlineData("온빛모바일", "온빗모바일", Likeness.Near)]
    [InlineData("삼성", "삼송", Likeness.Near)]
    [InlineData("Lufthansa", "Luftansa", Likeness.Near)]
    public void Alike(string one, string other, Likeness expected)
    {
        var (a, b) = (Naming.KeyOf(one), Naming.KeyOf(other));
        Assert.Equal((expected, expected), (LookAlikes.Compare(a, b), LookAlikes.Compare(b, a)));
        Assert.Equal([(0, 1, expected)], LookAlikes.Of([(0, a), (1, b)]));
    }

    [Theory]
    [InlineData("KT", "SK")]
    [InlineData("Line 1", "Line 2")]
    [InlineData("현대", "한화")]
    [InlineData("Delta", "Alpha")]
    [InlineData("Shop", "Website")]
    [InlineData("!!!", "???")]
    public void NotAlike(string one, string other)
    {
        Assert.Null(LookAlikes.Compare(Naming.KeyOf(one), Naming.KeyOf(other)));
        Assert.Empty(LookAlikes.Of([(0, Naming.KeyOf(one)), (1, Naming.KeyOf(other))]));
    }

    [Fact]
    public void NamesOfOneOwner_AreNoPair_AndAPairIsThereOnce() =>
        Assert.Equal([(0, 1, Likeness.Same)], LookAlikes.Of([(0, "kt"), (0, "케이티"), (1, "kt"), (1, "케이 티")]));

    [Theory]
    [InlineData("콜센터", "Call centre")]
    [InlineData("Call center", "고객 센터")]
    [InlineData("웹 사이트", "Website")]
    public void Words_OfTwoLanguages_MeanTheSame(string one, string other) =>
        Assert.True(ContactWords.MeanTheSame(Naming.KeyOf(one), Naming.KeyOf(other)));

    [Fact]
    public void Words_ThatNobodyKnows_MeanNothing() => Assert.False(ContactWords.MeanTheSame("kiosk 7", "kiosk 7"));

    // The same pairs as comparing all with all; ten thousand names in a moment and not in a hundred million comparisons.
    [Fact]
    public void TenThousandNames_AreComparedByBlocks()
    {
        var random = new Random(7);
        string[] parts = ["on", "bit", "so", "ra", "mo", "bi", "le", "air", "tel", "net", "한국", "온빛", "모바일", "통신", "항공", "은행"];
        var names = Enumerable.Range(0, 10_000).Select(i => (i, Key: Naming.KeyOf(string.Concat(
            Enumerable.Range(0, random.Next(3, 7)).Select(_ => parts[random.Next(parts.Length)]))
            + (random.Next(3) == 0 ? random.Next(100).ToString(CultureInfo.InvariantCulture) : "")))).ToList();
        var few = names.Take(300).ToList();
        var all = few.SelectMany(one => few.Where(other => one.i < other.i), (one, other) => (one.i, other.i, Likeness: LookAlikes.Compare(one.Key, other.Key)))
            .Where(pair => pair.Likeness is not null).Select(pair => (pair.Item1, pair.Item2)).ToHashSet();
        Assert.NotEmpty(all);
        Assert.Subset(all, LookAlikes.Of(few).Select(pair => (pair.One, pair.Other)).ToHashSet());
        Assert.Superset(all, LookAlikes.Of(few).Select(pair => (pair.One, pair.Other)).ToHashSet());

        var watch = Stopwatch.StartNew();
        Assert.NotEmpty(LookAlikes.Of(names));
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20), $"{watch.Elapsed} is too long for 10,000 names.");
    }
}
