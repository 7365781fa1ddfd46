namespace MomentOfTruth.Web.Site;

/// <summary>
/// Texts of people in cells of spreadsheets, which would run some of them as formulas. A guarded text begins with an apostrophe;
/// so does a guarded text that began with one, and that is why unguarding gives back exactly what was guarded.
/// </summary>
public static class SpreadsheetText
{
    private const char Apostrophe = '\'';

    // The second four are the full-width forms, which some spreadsheets take for the first.
    private static readonly System.Buffers.SearchValues<char> Guarded = System.Buffers.SearchValues.Create("=+-@\t\r＝＋－＠'");

    public static string? Guard(string? text) => IsGuarded(text) ? Apostrophe + text : text;

    /// <summary>Takes off what <see cref="Guard"/> put on. A text from elsewhere that merely begins with an apostrophe keeps it.</summary>
    public static string? Unguard(string? text) => text is [Apostrophe, ..] && IsGuarded(text[1..]) ? text[1..] : text;

    private static bool IsGuarded(string? text) => text is [var first, ..] && Guarded.Contains(first);
}
