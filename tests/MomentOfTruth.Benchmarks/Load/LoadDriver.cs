using System.Globalization;

namespace MomentOfTruth.Benchmarks.Load;

/// <summary>
/// One run: two stores by the command, one app on each, and rounds in which every kind of page has its turn, so that whatever else the
/// machine does meets them all alike.
/// </summary>
internal static class LoadDriver
{
    private const string Manager = "manager@demo.example", Dashboard = "/en/companies/load-1", Company = "Load 1";

    // Until the runtime has compiled what is used often for good; before that, everything takes several times as long.
    private const int WarmUp = 3_000;

    private static readonly (string Name, string Query)[] Periods = [("90 days", ""), ("365 days", "?period=365"), ("all time", "?period=all")];

    public static async Task<int> RunAsync(LoadPlan plan, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(LoadPlan.Longest);
        Directory.CreateDirectory(plan.Work);
        var (small, large) = (await StoreAsync(plan, plan.Small, limit.Token), await StoreAsync(plan, plan.Large, limit.Token));
        var pages = await PagesAsync(plan, large, limit.Token);
        var copy = Path.Combine(plan.Work, "app");
        StaticPage.AddToCopy(plan.App, copy, pages);

        await using var smallApp = await AppProcess.ServeAsync(copy, small.File, plan.Port, limit.Token);
        await using var largeApp = await AppProcess.ServeAsync(copy, large.File, plan.Port + 1, limit.Token);
        using var smallVisitors = new Visitors(smallApp.Address, plan.Clients);
        using var largeVisitors = new Visitors(largeApp.Address, plan.Clients);
        var smallCookies = await smallVisitors.SignInAsync(Manager, small.Password, limit.Token);
        var largeCookies = await largeVisitors.SignInAsync(Manager, large.Password, limit.Token);

        List<Subject> subjects =
        [
            .. Periods.Select(period => new Subject(
                $"{period.Name}, {Count(plan.Small)} journeys", smallVisitors, Dashboard + period.Query, smallCookies)),
            .. Periods.Select(period => new Subject(
                $"{period.Name}, {Count(plan.Large)} journeys", largeVisitors, Dashboard + period.Query, largeCookies)),
            .. Periods.Select(
                (period, i) => new Subject($"static page, size of {period.Name}", largeVisitors, "/" + StaticPage.Route(i), null)),
        ];
        var bytes = await MeasureAsync(plan, subjects, limit.Token);
        Tell(plan, subjects, bytes);
        foreach (var (name, query) in Periods)
        {
            var views = await FirstViews.MeasureAsync(
                plan, large.File, Company, largeVisitors, Dashboard + query, largeCookies, limit.Token);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"first view after a change, {name}: median {Latencies.MedianOf(views):0} ms, at most {views[^1]:0} ms of {views.Count}"));
        }

        return 0;
    }

    private static async Task<Dictionary<Subject, int>> MeasureAsync(
        LoadPlan plan, List<Subject> subjects, CancellationToken cancellationToken)
    {
        var bytes = new Dictionary<Subject, int>();
        foreach (var subject in subjects)
        {
            bytes[subject] = (await subject.Visitors.GetAsync(subject.Path, subject.Cookies, cancellationToken)).Length;
            await subject.Visitors.RoundAsync(subject.Path, subject.Cookies, WarmUp, cancellationToken);
        }

        for (var round = 1; round <= plan.Rounds; round++)
        {
            foreach (var subject in subjects)
            {
                subject.Rounds.Add(await subject.Visitors.RoundAsync(subject.Path, subject.Cookies, plan.Requests, cancellationToken));
                Console.Error.WriteLine(
                    string.Create(CultureInfo.InvariantCulture, $"round {round}: {subject.Name}: p99 {subject.Rounds[^1].P99:0.0} ms"));
            }
        }

        return bytes;
    }

    private static void Tell(LoadPlan plan, List<Subject> subjects, Dictionary<Subject, int> bytes)
    {
        Console.WriteLine("| page | bytes | p50 ms | p95 ms | p99 ms | per second | p99 / small store | p99 / static page |");
        Console.WriteLine("|---|---:|---:|---:|---:|---:|---:|---:|");
        foreach (var (i, subject) in subjects.Index())
        {
            var median = Latencies.MedianOf(subject.Rounds);
            var isLarge = i / Periods.Length == 1;
            var toSmall = isLarge ? Ratio(subject, subjects[i - Periods.Length]) : "";
            var toStatic = isLarge ? Ratio(subject, subjects[i + Periods.Length]) : "";
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"| {subject.Name} | {bytes[subject]} | {median.Median:0.0} | {median.P95:0.0} | {median.P99:0.0} | {median.PerSecond:0} | {toSmall} | {toStatic} |"));
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{plan.Rounds} rounds of {plan.Requests} requests by {plan.Clients} clients; {plan.Companies} companies a store; medians of the rounds, ratios too."));
    }

    // Round by round, so that a colder or busier minute is in both.
    private static string Ratio(Subject above, Subject below) => Latencies
        .MedianOf(above.Rounds.Zip(below.Rounds, (a, b) => a.P99 / b.P99))
        .ToString("0.00", CultureInfo.InvariantCulture);

    private static async Task<(string File, string Password)> StoreAsync(LoadPlan plan, int journeys, CancellationToken cancellationToken)
    {
        var file = Path.Combine(plan.Work, FormattableString.Invariant($"load-{journeys}.db"));
        if (plan.Password is { } known)
        {
            return (file, known);
        }

        string[] words = ["demo", "--journeys", $"{journeys}", "--companies", $"{plan.Companies}", "--seed", "1"];
        var said = await AppProcess.RunAsync(plan.App, file, words, cancellationToken);
        Console.Error.WriteLine(said[0]);
        var signIn = said.First(line => line.Contains(Manager, StringComparison.Ordinal));
        return (file, signIn.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]);
    }

    // The static pages are the large store's dashboards as they stand, byte for byte.
    private static async Task<IReadOnlyList<byte[]>> PagesAsync(
        LoadPlan plan, (string File, string Password) store, CancellationToken cancellationToken)
    {
        await using var app = await AppProcess.ServeAsync(plan.App, store.File, plan.Port, cancellationToken);
        using var visitors = new Visitors(app.Address, 1);
        var cookies = await visitors.SignInAsync(Manager, store.Password, cancellationToken);
        var pages = new List<byte[]>();
        foreach (var (_, query) in Periods)
        {
            pages.Add(await visitors.GetAsync(Dashboard + query, cookies, cancellationToken));
        }

        return pages;
    }

    private static string Count(int journeys) => journeys.ToString("N0", CultureInfo.InvariantCulture);

    private sealed record Subject(string Name, Visitors Visitors, string Path, string? Cookies)
    {
        public List<Latencies> Rounds { get; } = [];
    }
}
