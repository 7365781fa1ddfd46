using MomentOfTruth.Domain.Scoring;

namespace MomentOfTruth.Domain.Tests.Scoring;

public sealed class ScoreTests
{
    [Theory]
    [InlineData("0", 0)]
    [InlineData("0.0", 0)]
    [InlineData("0.1", 1)]
    [InlineData("7", 70)]
    [InlineData("7.5", 75)]
    [InlineData("7,5", 75)]
    [InlineData("07", 70)]
    [InlineData(" 7 ", 70)]
    [InlineData("10", 100)]
    [InlineData("10.0", 100)]
    [InlineData("10,0", 100)]
    public void TryParse_ScoreOnTheScale_ReadsTenths(string text, int tenths)
    {
        Assert.True(Score.TryParse(text, out var score));
        Assert.Equal(tenths, score.Tenths);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData(".")]
    [InlineData("-")]
    [InlineData("-1")]
    [InlineData("-0")]
    [InlineData("+5")]
    [InlineData("5-")]
    [InlineData("(5)")]
    [InlineData("10.05")]
    [InlineData("10.1")]
    [InlineData("11")]
    [InlineData("100")]
    [InlineData("9.95")]
    [InlineData("0.05")]
    [InlineData("abc")]
    [InlineData("7a")]
    [InlineData("7 5")]
    [InlineData("7.5.")]
    [InlineData("7,5,0")]
    [InlineData("1e1")]
    [InlineData("0x7")]
    [InlineData("7%")]
    [InlineData("$7")]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    [InlineData("７")]
    [InlineData("٧")]
    [InlineData("79228162514264337593543950336")]
    public void TryParse_AnythingElse_Refuses(string? text)
    {
        Assert.False(Score.TryParse(text, out var score));
        Assert.Equal(default, score);
    }

    [Theory]
    [InlineData("7.50")]
    [InlineData("1,000")]
    [InlineData("10.00")]
    public void TryParse_MoreThanOneDecimal_RefusesRatherThanGuesses(string text) =>
        Assert.False(Score.TryParse(text, out _));

    [Fact]
    public void TryParse_TooSmallForADecimal_IsNotRoundedToAZeroThatKills()
    {
        Assert.False(Score.TryParse("0." + new string('0', 40) + "1", out _));
        Assert.False(Score.TryParse("7.5" + new string('0', 40) + "1", out _));
        Assert.False(Score.TryParse("10." + new string('0', 40) + "1", out _));
    }

    [Fact]
    public void TryParse_Nul_Refuses()
    {
        Assert.False(Score.TryParse("\0", out _));
        Assert.False(Score.TryParse("7\0", out _));
        Assert.False(Score.TryParse("\07", out _));
    }

    [Fact]
    public void ToString_EveryScore_IsReadBackAsItself()
    {
        for (var tenths = Score.MinTenths; tenths <= Score.MaxTenths; tenths++)
        {
            var score = new Score(tenths);
            Assert.True(Score.TryParse(score.ToString(), out var read));
            Assert.Equal(score, read);
        }
    }

    [Fact]
    public void ToString_WholeAndTenths_HasNoNeedlessDecimal()
    {
        Assert.Equal("0", new Score(0).ToString());
        Assert.Equal("7", new Score(70).ToString());
        Assert.Equal("7.5", new Score(75).ToString());
        Assert.Equal("10", new Score(100).ToString());
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(101)]
    [InlineData(int.MinValue)]
    [InlineData(int.MaxValue)]
    public void New_OffTheScale_Throws(int tenths) => Assert.Throws<ArgumentOutOfRangeException>(() => new Score(tenths));

    [Fact]
    public void IsZero_EveryScore_IsTrueOfZeroAlone()
    {
        Assert.True(new Score(0).IsZero);
        Assert.DoesNotContain(Enumerable.Range(1, 100), tenths => new Score(tenths).IsZero);
    }

    [Fact]
    public void Fraction_EveryScore_IsShareOfTen()
    {
        Assert.Equal(0, new Score(0).Fraction);
        Assert.Equal(0.01, new Score(1).Fraction);
        Assert.Equal(0.75, new Score(75).Fraction);
        Assert.Equal(1, new Score(100).Fraction);
    }

    [Fact]
    public void CompareTo_EveryTwoScores_OrdersAsTheirTenths()
    {
        foreach (var (left, right) in Enumerable.Range(0, 101).SelectMany(left => Enumerable.Range(0, 101).Select(right => (left, right))))
        {
            var (a, b) = (new Score(left), new Score(right));
            Assert.Equal(left.CompareTo(right), a.CompareTo(b));
            Assert.Equal((left < right, left <= right, left > right, left >= right), (a < b, a <= b, a > b, a >= b));
        }
    }
}
