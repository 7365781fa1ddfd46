using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Domain.Journeys;

namespace MomentOfTruth.Web.Features.Imports;

/// <summary>What <c>import --help mapping</c> prints: every field of a mapping, and three examples that work as they stand.</summary>
public static class MappingHelp
{
    /// <summary>A table of ratings: one row a journey.</summary>
    public const string OfRatings = """
        {
          "shape": "wide",
          "company": { "column": "company" },
          "externalId": { "column": "response" },
          "endedOn": { "column": "date", "formats": ["yyyy-MM-dd"] },
          "story": { "column": "comment" },
          "missing": ["", "NA", "N/A"],
          "minMoments": 2,
          "outcome": { "column": "recommended", "map": { "1": "stayed", "0": "left" } },
          "touchpoints": [
            { "column": "call_rating", "name": "Call centre", "channel": "phone", "low": 1, "high": 5, "zero": "missing" },
            { "column": "shop_rating", "name": "Shop", "channel": "store", "low": 1, "high": 5, "zero": "missing" }
          ]
        }
        """;

    /// <summary>One row a moment.</summary>
    public const string OfMoments = """
        {
          "shape": "long",
          "company": { "value": "Acme" },
          "journey": { "column": "ticket" },
          "touchpoint": { "column": "place" },
          "channel": { "column": "channel" },
          "occurredOn": { "column": "date", "formats": ["dd.MM.yyyy"] },
          "score": { "column": "score", "low": 0, "high": 10 }
        }
        """;

    /// <summary>Words for scores, codes for companies, months for days.</summary>
    public const string OfWords = """
        {
          "shape": "wide",
          "company": { "column": "carrier", "map": { "KE": "Korean Air", "OZ": "Asiana Airlines" } },
          "endedOn": { "column": "month", "formats": ["MMM-yy", "MMMM yyyy"] },
          "touchpoints": [
            { "column": "solved", "name": "Desk", "channel": "store", "map": { "Yes": 10, "Partly": 5, "No": 0, "Not asked": null } },
            { "column": "lounge", "name": "Lounge", "channel": "store", "low": 1, "high": 5, "map": { "Closed": 1 } }
          ]
        }
        """;

    /// <summary>Every field of the mapping, with what it may hold.</summary>
    public static IReadOnlyList<(string Field, string Meaning)> Fields { get; } =
    [
        ("shape", "\"wide\": one row a journey, one column of ratings a touchpoint. \"long\": one row a moment, anywhere in the file."),
        ("company", "Whom the journey is with. Needed."),
        ("product", "What it is about."),
        ("endedOn", "The day on which it ended; in the long shape the day of the latest moment if absent. A constant is a day too: "
            + "{ \"value\": \"2026-01-31\" }."),
        ("title", "A title."),
        ("story", "The story of the journey as a whole."),
        ("place", "Where the customer found the form, such as a branch."),
        ("externalId", "Names the journey within its company. A row with a known id updates its journey. Without it: the row itself, or in "
            + "the long shape \"journey\"."),
        ("outcome", $"How it ended: {string.Join(", ", Enum.GetValues<Outcome>().Select(outcome => outcome.ToCode()))}."),
        ("missing", "The words of empty cells. Only the empty cell if absent."),
        ("minMoments", $"A journey with fewer moments is rejected: 1 to {Journey.MaxMoments}, 1 if absent."),
        ("ordered", "Whether the moments stand in the customer's order: false if absent in the wide shape, true in the long one."),
        ("touchpoints", "Wide only: the columns of ratings, each with the fields of a scale and \"name\" and \"channel\"."),
        ("journey", "Long only, needed: names the journey. A file holds all rows of a journey."),
        ("touchpoint", "Long only, needed: the name of the touchpoint."),
        ("channel", $"Long only: {string.Join(", ", Enum.GetValues<Channel>().Select(channel => channel.ToCode()))}."),
        ("occurredOn", "Long only, needed: the day of the moment."),
        ("score", "Long only, needed: a scale."),
        ("(a text) column, value, map", "A column of the file, or the same \"value\" for all rows. \"map\": what the words of the column "
            + "mean, such as { \"KE\": \"Korean Air\" }; other words are rejected. Columns and words match whatever their case, width "
            + "and spaces."),
        ("(a day) formats", "In .NET's letters: yyyy, yy, MMMM, MMM, MM, M, dd, d. \"d MMMM yyyy\" reads \"16th April 2025\" too. A format "
            + "without a day means the last day of the month. yy is the latest such year that has begun. A cell that two formats read as "
            + "different days is rejected, as are days before 1990 and after tomorrow."),
        ("(a scale) column, low, high", "The worst and the best rating: they become 0 and 10. Only the worst becomes 0."),
        ("(a scale) zero", "What a 0 below the scale means: \"missing\", \"lowest\" or \"error\" (if absent)."),
        ("(a scale) map", "Words for numbers on the scale, null for \"not rated\": { \"Closed\": 1 }. Without \"low\" and \"high\" they "
            + "are scores from 0 to 10, and only these words are taken."),
    ];

    /// <summary>The whole text.</summary>
    public static string Text { get; } = string.Join('\n',
    [
        "A mapping is a JSON file that says what the columns of a CSV file mean.",
        "",
        .. Fields.Select(field => $"  {field.Field}\n      {field.Meaning}"),
        "",
        "A table of ratings:",
        OfRatings,
        "",
        "One row a moment:",
        OfMoments,
        "",
        "Words for scores, codes for companies, months for days:",
        OfWords,
        "",
        "\"import --suggest FILE\" prints a mapping for a file, to be corrected.",
    ]);
}
