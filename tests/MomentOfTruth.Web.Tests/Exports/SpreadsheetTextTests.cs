using CsCheck;
using MomentOfTruth.Web.Site;

namespace MomentOfTruth.Web.Tests.Exports;

public sealed class SpreadsheetTextTests
{
    private const string Formula = "=+-@\t\r＝＋－＠";

    private static readonly Gen<string> AnyText =
        from start in Gen.Frequency((1, Gen.Const("")), (3, Gen.Char[Formula + "'"].Array[0, 4].Select(letters => new string(letters))))
        from rest in Gen.String
        select start + rest;

    [Fact]
    public void Unguard_OfAnyGuardedText_IsTheText() =>
        AnyText.Sample(text => SpreadsheetText.Unguard(SpreadsheetText.Guard(text)) == text, iter: 10_000);

    [Fact]
    public void Guard_OfAnyText_NeverBeginsAFormula() =>
        AnyText.Sample(
            text => SpreadsheetText.Guard(text) is not [var first, ..] || !Formula.Contains(first, StringComparison.Ordinal), iter: 10_000);

    [Theory]
    [InlineData(null, null)]
    [InlineData("", "")]
    [InlineData("plain", "plain")]
    [InlineData("a=1", "a=1")]
    [InlineData("=1", "'=1")]
    [InlineData("'=1", "''=1")]
    [InlineData("'quoted'", "''quoted'")]
    [InlineData("＝1", "'＝1")]
    public void Guard_GivesWhatTheFileHolds(string? text, string? expected) => Assert.Equal(expected, SpreadsheetText.Guard(text));

    [Theory]
    [InlineData("'tis", "'tis")]
    [InlineData("'", "'")]
    public void Unguard_OfATextFromElsewhere_KeepsItsApostrophe(string text, string expected) =>
        Assert.Equal(expected, SpreadsheetText.Unguard(text));
}
