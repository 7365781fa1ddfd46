using MomentOfTruth.Web.Features.Imports;

namespace MomentOfTruth.Web.Tests.Imports;

/// <summary>What a cell says, without a file around it.</summary>
public sealed class ImportCellsTests
{
    private static readonly ImportField Title = new() { Column = "title" };
    private static readonly ImportCells Cells = new(new ImportMapping { Missing = ["", "NA"] }, ["title"]);

    [Theory]
    [InlineData("Lost bag", "Lost bag")]
    [InlineData("  Lost bag ", "Lost bag")]
    [InlineData("'=Lost bag", "=Lost bag")]
    [InlineData("NA", null)]
    [InlineData(" NA ", null)]
    [InlineData("", null)]
    public void Text_OfACell_IsWithoutGuardAndSpaces_AndNullIfMissing(string cell, string? text) =>
        Assert.Equal(text, Cells.Text(Row(cell), Title));

    [Theory]
    [InlineData(5, true)]
    [InlineData(6, false)]
    public void Text_OfTheMostLetters_IsTaken_AndOneMoreIsNot(int length, bool isTaken)
    {
        var (text, problem) = Cells.Text(Row(new string('x', length)), Title, "title", maxLength: 5);

        Assert.Equal((isTaken, !isTaken), (text is not null, problem?.ToString() == "the title is longer than 5 characters: \"xxxxxx\""));
    }

    [Theory]
    [InlineData("16th April 2025", "d MMMM yyyy", true)]
    [InlineData("16 April 2025", "d MMMM yyyy", true)]
    [InlineData("16th April 2025", "yyyy-MM-dd", false)]
    [InlineData("2025-04-16", "yyyy-MM-dd", true)]
    [InlineData("2025-04-16", "d MMMM yyyy", false)]
    public void Day_InItsFormat_IsRead_AndInNoOther(string text, string format, bool isRead) =>
        Assert.Equal(isRead ? new DateOnly(2025, 4, 16) : null, new ImportDays([format], Today).Read(text).Day);

    [Theory]
    [InlineData("yyyy-MM-dd", true)]
    [InlineData("dd.MM.yy", true)]
    [InlineData("", false)]
    [InlineData(null, false)]
    [InlineData("yyyy-MM", true)]
    [InlineData("MMM-yy", true)]
    [InlineData("yyyy", false)]
    [InlineData("dd MMMM", false)]
    [InlineData("%", false)]
    public void Format_IsOne_IfItReadsTheDayThatItWrites(string? format, bool isFormat) =>
        Assert.Equal(isFormat, ImportDays.IsFormat(format));

    // A year of two digits has begun, whenever that is read; a month is its last day, or the latest that has come.
    [Theory]
    [InlineData("03.04.26", "dd.MM.yy", "2026-04-03", false)]
    [InlineData("03.04.27", "dd.MM.yy", "1927-04-03", false)]
    [InlineData("03.04.49", "dd.MM.yy", "1949-04-03", false)]
    [InlineData("03.12.26", "dd.MM.yy", "2026-12-03", false)]
    [InlineData("February 2021", "MMMM yyyy", "2021-02-28", true)]
    [InlineData("Feb-20", "MMM-yy", "2020-02-29", true)]
    [InlineData("2021년 2월", "yyyy'년' M'월'", "2021-02-28", true)]
    [InlineData("2026-11", "yyyy-MM", "2026-11-25", true)]
    public void Day_OfTwoDigitsOrOfAMonth_IsReadByTheRule(string text, string format, string day, bool isMonth)
    {
        var read = new ImportDays([format], Today).Read(text);

        Assert.Equal((DateOnly.ParseExact(day, "yyyy-MM-dd"), isMonth), (read.Day!.Value, read.IsMonth));
    }

    [Theory]
    [InlineData("03/04/2026", null, "3 April 2026 by \"dd/MM/yyyy\", 4 March 2026 by \"MM/dd/yyyy\"")]
    [InlineData("04/04/2026", "2026-04-04", null)]
    [InlineData("13/04/2026", "2026-04-13", null)]
    public void Day_ThatTwoFormatsReadDifferently_IsNone(string text, string? day, string? both)
    {
        var read = new ImportDays(["dd/MM/yyyy", "MM/dd/yyyy"], Today).Read(text);

        Assert.Equal((day, both), (read.Day?.ToString("yyyy-MM-dd", null), read.Both));
    }

    [Theory]
    [InlineData("회사")]
    [InlineData("회사 ")]
    [InlineData("회\u200B사")]
    [InlineData("\u1112\u116C\u1109\u1161")]
    public void Column_IsFoundByTheKeyOfItsName(string name) =>
        Assert.Equal(1, new ImportHeader(["title", name])["회사"]);

    [Fact]
    public void Column_ThatIsNotThere_IsToldWithTheNearest_AndOneThatIsTwiceIsRefused()
    {
        var header = new ImportHeader(["Title", "Rating ", "rating", "Company"]);

        Assert.Equal(
            [
                "The file has no column \"compny\". The nearest is \"Company\".",
                "The file has 2 columns \"RATING\", which differ in case, width or spaces only. Rename one.",
                "Its columns are: \"Title\", \"Rating\", \"rating\", \"Company\".",
            ],
            header.ProblemsOf(["title", "compny", "RATING"]));
    }

    // An emoji with its skin tone is one letter, which is never cut.
    [Fact]
    public void Refusal_ShowsAtMostFortyLettersOfTheCell_OnOneLine()
    {
        var text = new Refusal("no", new string('x', 38) + "👍🏽👍🏽", "a, b").ToString();

        Assert.Equal($"no: \"{new string('x', 38)}…\" (a, b)", text);
        Assert.Equal("no: \"a b\"", new Refusal("no", "a\nb\u202E").ToString());
    }

    private static readonly DateOnly Today = new(2026, 11, 26);

    private static ImportRow Row(string cell) => new(2, [cell], null);
}
