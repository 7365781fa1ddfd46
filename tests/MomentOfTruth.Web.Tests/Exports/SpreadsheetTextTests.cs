using CsCheck;
using MomentOfTruth.Web.Site;

namespace MomentOfTruth.Web.Tests.Exports;

public sealed class SpreadsheetTextTests
{
    private const string Formula = "=+-@\t\r＝＋－＠";

    private static readonly Gen<string> AnyText =
        from start in Gen.Frequency((1, Gen.Const("")), (3, Gen.String[Gen.Char[Formula + "' \u200B\u3164"], 0, 4]))
        from rest in Gen.Frequency((1, Gen.String), (3, Gen.String[Gen.Char[Formula + "',;\n a\uFEFF\u3164"], 0, 12]))
        select start + rest;

    [Fact]
    public void Unguard_OfAnyGuardedText_IsTheText() =>
        AnyText.Sample(text => SpreadsheetText.Unguard(SpreadsheetText.Guard(text)) == text, iter: 10_000);

    [Fact]
    public void Guard_OfAnyText_NeverBeginsAFormula() =>
        AnyText.Sample(
            text => SpreadsheetText.Guard(text)!.Split(',', ';', '\t', '\r', '\n')
                .All(cell => cell.TrimStart(' ', '\u200B', '\u3164', '\uFEFF') is not [var first, ..] || !Formula.Contains(first, StringComparison.Ordinal)),
            iter: 10_000);

    [Theory]
    [InlineData(null, null)]
    [InlineData("", "")]
    [InlineData("plain", "plain")]
    [InlineData("a=1", "a=1")]
    [InlineData("=1", "'=1")]
    [InlineData("'=1", "''=1")]
    [InlineData("'quoted'", "''quoted'")]
    [InlineData("＝1", "'＝1")]
    [InlineData("x;=B1", "x;'=B1")]
    [InlineData("x,+1", "x,'+1")]
    [InlineData("x\t@SUM(A1)", "x\t'@SUM(A1)")]
    [InlineData("x; -1", "x; '-1")]
    [InlineData("\uFEFF=1", "\uFEFF'=1")]
    [InlineData("\u3164=1", "\u3164'=1")]
    [InlineData("one;'=1", "one;''=1")]
    [InlineData("a line\n=1", "a line\n'=1")]
    public void Guard_GivesWhatTheFileHolds(string? text, string? expected) => Assert.Equal(expected, SpreadsheetText.Guard(text));

    [Theory]
    [InlineData("'tis", "'tis")]
    [InlineData("'", "'")]
    public void Unguard_OfATextFromElsewhere_KeepsItsApostrophe(string text, string expected) =>
        Assert.Equal(expected, SpreadsheetText.Unguard(text));
}
