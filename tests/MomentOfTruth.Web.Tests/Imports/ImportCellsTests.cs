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

        Assert.Equal((isTaken, !isTaken), (text is not null, problem == "the title is longer than 5 characters"));
    }

    [Theory]
    [InlineData("16th April 2025", "d MMMM yyyy", true)]
    [InlineData("16 April 2025", "d MMMM yyyy", true)]
    [InlineData("16th April 2025", "yyyy-MM-dd", false)]
    [InlineData("2025-04-16", "yyyy-MM-dd", true)]
    [InlineData("2025-04-16", "d MMMM yyyy", false)]
    public void Day_InItsFormat_IsRead_AndInNoOther(string text, string format, bool isRead) =>
        Assert.Equal(isRead ? new DateOnly(2025, 4, 16) : null, ImportDays.Read(text, [format]));

    [Theory]
    [InlineData("yyyy-MM-dd", true)]
    [InlineData("dd.MM.yy", true)]
    [InlineData("", false)]
    [InlineData(null, false)]
    [InlineData("yyyy-MM", false)]
    [InlineData("%", false)]
    public void Format_IsOne_IfItReadsTheDayThatItWrites(string? format, bool isFormat) =>
        Assert.Equal(isFormat, ImportDays.IsFormat(format));

    private static ImportRow Row(string cell) => new(2, [cell], null);
}
