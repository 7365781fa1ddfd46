using MomentOfTruth.Domain.Text;

namespace MomentOfTruth.Domain.Tests.Text;

public sealed class StoredTextTests
{
    private const string Nul = "\0";

    [Theory]
    [InlineData("modem", "modem")]
    [InlineData(" \t모뎀 \u3000\r\n", "모뎀")]
    [InlineData("two\r\n lines", "two\r\n lines")]
    [InlineData("😀", "😀")]
    public void Optional_Text_IsTrimmedAndOtherwiseKept(string text, string stored)
    {
        Assert.Equal(stored, StoredText.Optional(text, 20));
        Assert.Equal(stored, StoredText.Required(text, 20));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" \t\r\n\u3000")]
    public void Optional_Blank_IsNullAndRequiredThrows(string? text)
    {
        Assert.Null(StoredText.Optional(text, 20));
        Assert.Throws<ArgumentException>(nameof(text), () => StoredText.Required(text, 20));
    }

    [Fact]
    public void Optional_AtTheLimit_CountsWithoutTheSpacesAround()
    {
        Assert.Equal("12345", StoredText.Optional("  12345  ", 5));
        Assert.Throws<ArgumentOutOfRangeException>("text", () => StoredText.Optional("123456", 5));
        Assert.Throws<ArgumentOutOfRangeException>("text", () => StoredText.Required("123456", 5));
    }

    [Theory]
    [InlineData(Nul)]
    [InlineData("a" + Nul)]
    [InlineData(Nul + "a")]
    [InlineData("a" + Nul + "b")]
    public void Optional_WithNul_Throws(string text)
    {
        Assert.Throws<ArgumentException>(nameof(text), () => StoredText.Optional(text, 20));
        Assert.Throws<ArgumentException>(nameof(text), () => StoredText.Required(text, 20));
    }
}
