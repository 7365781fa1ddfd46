using System.Diagnostics;
using System.Globalization;

namespace MomentOfTruth.Benchmarks.Load;

/// <summary>
/// How long the first view after a change takes: before each, another process imports one journey into the company, so that all the numbers
/// of the page are read and drawn anew.
/// </summary>
internal static class FirstViews
{
    private const int Times = 10;

    public static async Task<IReadOnlyList<double>> MeasureAsync(
        LoadPlan plan, string store, string company, Visitors visitors, string path, string cookies, CancellationToken cancellationToken)
    {
        var (rows, mapping) = (Path.Combine(plan.Work, "change.csv"), Path.Combine(plan.Work, "change.json"));
        await File.WriteAllTextAsync(
            mapping,
            $$"""
            {"shape":"wide","company":{"value":"{{company}}"},"endedOn":{"column":"day","formats":["yyyy-MM-dd"]},
             "externalId":{"column":"id"},"touchpoints":[{"column":"score","name":"Shop","channel":"store","low":0,"high":10,"zero":"lowest"}],"minMoments":1}
            """,
            cancellationToken);
        var took = new List<double>();
        for (var i = 0; i < Times; i++)
        {
            var day = DateTime.UtcNow.AddDays(-2).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            await File.WriteAllTextAsync(rows, $"id,day,score\n{Guid.NewGuid()},{day},{i}\n", cancellationToken);
            var said = await AppProcess.RunAsync(plan.App, store, ["import", rows, "--mapping", mapping], cancellationToken);
            if (!said.Any(line => line.StartsWith("imported 1 journeys", StringComparison.Ordinal)))
            {
                throw new InvalidOperationException($"Nothing was changed: {string.Join(' ', said)}");
            }

            var watch = Stopwatch.StartNew();
            await visitors.GetAsync(path, cookies, cancellationToken);
            took.Add(watch.Elapsed.TotalMilliseconds);
        }

        return [.. took.Order()];
    }
}
