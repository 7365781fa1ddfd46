using System.CommandLine;
using System.CommandLine.Parsing;
using MomentOfTruth.Web.Site;

namespace MomentOfTruth.Web.Commands;

/// <summary>
/// The options <c>--from</c>, <c>--to</c> and <c>--day</c> of commands that read a period or a day. Days are written as 2026-01-31 and in
/// no other way.
/// </summary>
public static class DayOption
{
    public static Option<DateOnly?> From() => new("--from") { Description = "First day, as 2026-01-31.", CustomParser = Parse };

    public static Option<DateOnly?> To() => new("--to") { Description = "Last day.", CustomParser = Parse };

    public static Option<DateOnly?> Day() => new("--day") { Description = "A day, as 2026-01-31.", CustomParser = Parse, Required = true };

    private static DateOnly? Parse(ArgumentResult argument)
    {
        var day = Days.FromIso(argument.Tokens[0].Value);
        if (day is null)
        {
            argument.AddError($"\"{argument.Tokens[0].Value}\" is not a day such as 2026-01-31.");
        }

        return day;
    }
}
