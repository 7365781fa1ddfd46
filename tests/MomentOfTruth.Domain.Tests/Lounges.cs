using System.Globalization;
using Microsoft.VisualBasic.FileIO;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Domain.Measures;
using MomentOfTruth.Domain.Scoring;
using MomentOfTruth.Domain.Tests.Measures;

namespace MomentOfTruth.Domain.Tests;

/// <summary>
/// Reviews of airline lounges as journeys, read as the import reads them: seven ratings from 1 to 5, 0 for none, at least three of them.
/// </summary>
internal static class Lounges
{
    private static readonly (string Name, string Column)[] Touchpoints =
    [
        ("Comfort", "comfort_rating"), ("Cleanliness", "cleanliness_rating"), ("Bar", "bar_beverages_rating"),
        ("Catering", "catering_rating"), ("Washrooms", "washrooms_rating"), ("WiFi", "wifi_connectivity_rating"),
        ("Staff", "staff_service_rating"),
    ];

    /// <summary>The names of the seven touchpoints.</summary>
    public static readonly IReadOnlyDictionary<Guid, string> Names = Touchpoints.ToDictionary(t => IdOf(t.Name), t => t.Name);

    public static Guid IdOf(string name) => new(Array.FindIndex(Touchpoints, t => t.Name == name) + 1, 0, 0, new byte[8]);

    /// <summary>Every review with its story.</summary>
    public static IReadOnlyList<(Journey Journey, string Story)> All()
    {
        using var file = new TextFieldParser(LoungesFactAttribute.FileName!) { Delimiters = [","] };
        var columns = file.ReadFields()!.Index().ToDictionary(c => c.Item, c => c.Index);
        var all = new List<(Journey, string)>();
        while (file.ReadFields() is { } row)
        {
            var day = DateOnly.ParseExact(row[columns["date"]], "yyyy-MM-dd", CultureInfo.InvariantCulture);
            var moments = Touchpoints
                .Select(t => (t.Name, Rating: double.TryParse(row[columns[t.Column]], CultureInfo.InvariantCulture, out var r) ? r : 0))
                .Where(m => m.Rating is >= 1 and <= 5)
                .Select(m => new MomentEntry(IdOf(m.Name), Channel.Store, new Score((int)Math.Round(25 * (m.Rating - 1))), day))
                .ToList();
            if (moments.Count < 3)
            {
                continue;
            }

            var journey = new Journey(TestData.Company, moments[0], TestData.NowUtc);
            moments.Skip(1).ToList().ForEach(journey.Add);
            journey.HasNoOrder();
            var outcome = row[columns["recommended"]] switch { "1" => Outcome.Stayed, "0" => Outcome.Left, _ => Outcome.NotSaid };
            journey.Finish(outcome, day, TestData.NowUtc);
            all.Add((journey, row[columns["content"]]));
        }

        return all;
    }

    public static CompanyMeasures MeasuresOf(IEnumerable<Journey> journeys) =>
        CompanyMeasures.Of(Recount.TallyOf(journeys).Totals(), Names);
}

/// <summary>
/// A test of the real data, where MOT_TEST_LOUNGES names it. Under CI its absence is a failure, unless MOT_TEST_SKIPS=ok.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LoungesFactAttribute : FactAttribute
{
    public LoungesFactAttribute()
    {
        var mayBeSkipped = Environment.GetEnvironmentVariable("CI") != "true"
            || Environment.GetEnvironmentVariable("MOT_TEST_SKIPS") == "ok";
        Skip = string.IsNullOrEmpty(FileName) && mayBeSkipped ? "MOT_TEST_LOUNGES names no file with the real data." : null;
    }

    public static string? FileName => Environment.GetEnvironmentVariable("MOT_TEST_LOUNGES");
}
