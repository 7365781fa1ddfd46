using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace MomentOfTruth.Web;

/// <summary>The days that a command looks at, written as 2026-01-31 and in no other way: 01/02 is another day to others.</summary>
public static class DayOption
{
    public static Option<DateOnly?> From() => new("--from") { Description = "First day, as 2026-01-31.", CustomParser = Parse };

    public static Option<DateOnly?> To() => new("--to") { Description = "Last day.", CustomParser = Parse };

    private static DateOnly? Parse(ArgumentResult argument)
    {
        if (DateOnly.TryParseExact(argument.Tokens[0].Value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return day;
        }

        argument.AddError($"\"{argument.Tokens[0].Value}\" is not a day such as 2026-01-31.");
        return null;
    }
}
