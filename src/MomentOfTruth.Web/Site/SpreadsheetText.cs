using System.Text.RegularExpressions;

namespace MomentOfTruth.Web.Site;

/// <summary>
/// Guards texts of people in cells of spreadsheets, which would run some of them as formulas, with an apostrophe before them. Half of the
/// world opens a file with another separator than it was written with, so the guard stands wherever a cell could begin: at the start, and
/// behind a comma, a semicolon, a tab or a line break. Characters that nobody sees count as nothing. What begins with apostrophes itself
/// gets one more, and so unguarding returns exactly what was guarded.
/// </summary>
public static partial class SpreadsheetText
{
    public static string? Guard(string? text) => text is null ? null : Inner().Replace(Start().Replace(text, "$1'$2"), "$1'$2");

    /// <summary>
    /// Removes the apostrophes that <see cref="Guard"/> added. A text from elsewhere that merely begins with one keeps it.
    /// </summary>
    public static string? Unguard(string? text) =>
        text is null ? null : GuardedInner().Replace(GuardedStart().Replace(text, "$1$2"), "$1$2");

    // What is drawn as nothing, and signs that begin a formula: some spreadsheets treat full-width ones like the narrow ones.
    private const string Unseen = @"[\p{Cf}\p{Z}\u034F\u115F\u1160\u17B4\u17B5\u2800\u3164\uFFA0\uFE00-\uFE0F]*";
    private const string Sign = @"=+\-@＝＋－＠", Separator = @",;\t\r\n";

    [GeneratedRegex($@"\A({Unseen})('*[{Sign}\t\r]|')")]
    private static partial Regex Start();

    [GeneratedRegex($@"\A({Unseen})'('*[{Sign}\t\r]|')")]
    private static partial Regex GuardedStart();

    [GeneratedRegex($"([{Separator}]{Unseen})('*[{Sign}])")]
    private static partial Regex Inner();

    [GeneratedRegex($"([{Separator}]{Unseen})'('*[{Sign}])")]
    private static partial Regex GuardedInner();
}
