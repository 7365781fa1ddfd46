namespace MomentOfTruth.Web.Site;

/// <summary>
/// Guards texts of people in cells of spreadsheets, which would run some of them as formulas, with an apostrophe before them. A text that
/// begins with an apostrophe itself gets one too, and so unguarding returns exactly what was guarded.
/// </summary>
public static class SpreadsheetText
{
    private const char Apostrophe = '\'';

    // The full-width forms are there because some spreadsheets treat them like the narrow ones.
    private static readonly System.Buffers.SearchValues<char> Guarded = System.Buffers.SearchValues.Create("=+-@\t\r＝＋－＠'");

    public static string? Guard(string? text) => IsGuarded(text) ? Apostrophe + text : text;

    /// <summary>
    /// Removes the apostrophe that <see cref="Guard"/> added. A text from elsewhere that merely begins with one keeps it.
    /// </summary>
    public static string? Unguard(string? text) => text is [Apostrophe, ..] && IsGuarded(text[1..]) ? text[1..] : text;

    private static bool IsGuarded(string? text) => text is [var first, ..] && Guarded.Contains(first);
}
