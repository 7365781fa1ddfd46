using CsCheck;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Domain.Text;

namespace MomentOfTruth.Domain.Tests.Text;

/// <summary>What is kept of texts and names: mended where it can be, refused where nothing of it would be seen.</summary>
public sealed class PlainTextTests
{
    [Theory]
    [InlineData("one\r\ntwo", "one\ntwo")]
    [InlineData("one\rtwo", "one\ntwo")]
    [InlineData("one\r\r\ntwo", "one\n\ntwo")]
    [InlineData("from Word\u000Bnext", "from Word\nnext")]
    [InlineData("page\u000Cnext", "page\nnext")]
    [InlineData("mainframe\u0085next", "mainframe\nnext")]
    [InlineData("bell\a, escape\u001B[31m, delete\u007F, \u009Fend", "bell, escape[31m, delete, end")]
    [InlineData("tab\tstays", "tab\tstays")]
    [InlineData("nul\0stays, to be refused", "nul\0stays, to be refused")]
    [InlineData("separators\u2028and\u2029stay", "separators\u2028and\u2029stay")]
    public void Mended_LineBreaksOfAllPrograms_AreOne_AndUnseenControlsAreDropped(string typed, string kept) =>
        Assert.Equal(kept, PlainText.Mended(typed));

    [Theory]
    [InlineData("Kiosk\u202E", "Kiosk")]
    [InlineData("\u2066Kiosk\u2069", "Kiosk")]
    [InlineData("\u200FKiosk\u200E\u061C", "Kiosk")]
    [InlineData("Ki\u3164osk", "Kiosk")]
    [InlineData("two\nlines\tand a tab", "two lines and a tab")]
    [InlineData("two\u2028lines\u2029in one", "two lines in one")]
    [InlineData("שלום", "שלום")]
    [InlineData("👩‍💻 desk", "👩‍💻 desk")]
    public void MendedName_TurnsNothingAroundIt_AndHasNoFillers(string typed, string kept) => Assert.Equal(kept, PlainText.MendedName(typed));

    [Theory]
    [InlineData("\u3164")]
    [InlineData("\uFFA0")]
    [InlineData("\u115F\u1160")]
    [InlineData("\u2800")]
    [InlineData("\u034F")]
    [InlineData("\u200B\u200D\u2060")]
    [InlineData("\u0301")]
    [InlineData("\uFE0F")]
    [InlineData("\U000E0041")]
    [InlineData("\u00A0\u2003\u3000")]
    [InlineData("\u2028")]
    [InlineData("\u00AD")]
    public void IsSeen_OfWhatIsDrawnAsNothing_IsFalse(string text) => Assert.Equal((false, false), (PlainText.IsSeen(text), PlainText.IsName(text)));

    [Theory]
    [InlineData("a", true)]
    [InlineData("가", true)]
    [InlineData("7", true)]
    [InlineData("½", true)]
    [InlineData("+", true)]
    [InlineData("€", true)]
    [InlineData("☎", true)]
    [InlineData("😀", true)]
    [InlineData("नि", true)]
    [InlineData("...", false)]
    [InlineData("__", false)]
    [InlineData("-", false)]
    public void IsName_NeedsALetterDigitSymbolOrEmoji(string text, bool isName) =>
        Assert.Equal((true, isName), (PlainText.IsSeen(text), PlainText.IsName(text)));

    [Theory]
    [InlineData("Kiosk\u200B")]
    [InlineData("Ki\u00ADosk")]
    [InlineData("\u3164kiosk")]
    [InlineData("KIOSK\uFE0F")]
    [InlineData("kiosk\u202E")]
    public void NamesThatLookAlike_AreOne(string other) => Assert.Equal(Naming.KeyOf("Kiosk"), Naming.KeyOf(other));

    [Theory]
    [InlineData("abc", 2, "ab")]
    [InlineData("abc", 3, "abc")]
    [InlineData("𠮷𠮷", 3, "𠮷")]
    [InlineData("ae\u0301b", 2, "a")]
    [InlineData("ae\u0301b", 3, "ae\u0301")]
    [InlineData("👨‍👩‍👧x", 7, "")]
    public void Cut_IsNeverWithinALetter(string text, int maxLength, string cut) => Assert.Equal(cut, PlainText.Cut(text, maxLength));

    // A law: whatever is cut stays within its length, begins as the text does, and is Unicode.
    [Fact]
    public void Cut_AnyText_IsABeginningOfItThatCanBeStored() => Gen.Select(Gen.String, Gen.Int[0, 30]).Sample((text, most) =>
    {
        var cut = PlainText.Cut(text, most);
        Assert.True(cut.Length <= most || cut == text);
        Assert.StartsWith(cut, text, StringComparison.Ordinal);
        Assert.True(cut.Length == 0 || cut.Length == text.Length || !(char.IsHighSurrogate(cut[^1]) && char.IsLowSurrogate(text[cut.Length])));
    });

    // A law: mending twice is mending once, and leaves no control that is neither kept nor refused.
    [Fact]
    public void Mended_AnyText_IsMended() => Gen.String[Gen.Char["\r\n\t\0\u0001\u000B\u000C\u0085\u007Fab가\u202E\u3164"], 0, 12].Sample(text =>
    {
        var (mended, name) = (PlainText.Mended(text), PlainText.MendedName(text));
        Assert.Equal(mended, PlainText.Mended(mended));
        Assert.Equal(name, PlainText.MendedName(name));
        Assert.All(mended.Where(char.IsControl), letter => Assert.Contains(letter, "\n\t\0\u0001"));
        Assert.All(name.Where(char.IsControl), letter => Assert.Contains(letter, "\0\u0001"));
    });
}
