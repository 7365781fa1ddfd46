using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MomentOfTruth.Benchmarks.Load;
using MomentOfTruth.Domain.Cases;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Domain.Scoring;
using MomentOfTruth.Web.Data;

namespace MomentOfTruth.Benchmarks.Writes;

/// <summary>
/// One way to write journeys of five moments with their receipts, in a store of its own with one company: called by the clients, or by the
/// product's server for each form that they post.
/// </summary>
internal abstract class WayToWrite : IAsyncDisposable
{
    private static readonly string[] Names = ["Call centre", "Dealer shop", "Activation", "Network on the train", "Bill"];

    private WebApplication? _app;
    private Uri? _address;

    public abstract string Name { get; }

    protected IServiceProvider Services => _app!.Services;

    public Guid CompanyId { get; private set; }

    private IReadOnlyList<Guid> TouchpointIds { get; set; } = [];

    /// <summary>Makes a new store in that file.</summary>
    public Task OpenAsync(string file, CancellationToken cancellationToken)
    {
        foreach (var suffix in new[] { "", "-wal", "-shm" })
        {
            File.Delete(file + suffix);
        }

        return OpenAsync(DatabaseProvider.Sqlite, $"Data Source={file}", cancellationToken);
    }

    /// <summary>Makes a new store in that place, where there is none.</summary>
    public async Task OpenAsync(DatabaseProvider provider, string connectionString, CancellationToken cancellationToken)
    {
        _app = MeasuredApp.Build(provider, connectionString);
        _app.MapPost("/journeys", PostedAsync).AllowAnonymous().DisableAntiforgery();
        await using (var scope = Services.CreateAsyncScope())
        {
            var db = scope.ServiceProvider.GetRequiredService<AppDbContext>();
            await db.Database.MigrateAsync(cancellationToken);
            await scope.ServiceProvider.GetRequiredService<Store>().OpenAsync(cancellationToken);
            var company = new Company("measured", "Measured", "Asia/Seoul");
            var touchpoints = Names.Select(name => new Touchpoint(company.Id, name, Channel.Phone)).ToList();
            db.Add(company);
            db.AddRange(touchpoints);
            await db.SaveChangesAsync(cancellationToken);
            (CompanyId, TouchpointIds) = (company.Id, [.. touchpoints.Select(t => t.Id)]);
        }

        await _app.StartAsync(cancellationToken);
        _address = new Uri(new Uri(_app.Urls.Single()), "/journeys");
        Opened();
    }

    /// <summary>All clients together write for so long, each again as soon as its journey is on disk.</summary>
    /// <param name="isPosted">Whether each journey is posted to the server.</param>
    public async Task<Latencies> RoundAsync(int clients, TimeSpan length, bool isPosted, CancellationToken cancellationToken)
    {
        using var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = clients });
        var round = Stopwatch.StartNew();
        async Task<List<double>> WriteAllAsync(int client)
        {
            var (took, random) = (new List<double>(), new Random(client));
            while (round.Elapsed < length)
            {
                var told = Told.Drawn(random, Names.Length);
                var began = Stopwatch.GetTimestamp();
                await (isPosted ? PostAsync(http, told, cancellationToken) : WriteAsync(told, cancellationToken));
                took.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            }

            return took;
        }

        var all = await Task.WhenAll(Enumerable.Range(0, clients).Select(client => Task.Run(() => WriteAllAsync(client), cancellationToken)));
        return Latencies.Of(all.SelectMany(took => took), round.Elapsed);
    }

    /// <summary>Asks the store itself.</summary>
    public async Task<T> AskAsync<T>(Func<AppDbContext, Task<T>> question)
    {
        await using var scope = Services.CreateAsyncScope();
        return await question(scope.ServiceProvider.GetRequiredService<AppDbContext>());
    }

    public virtual async ValueTask DisposeAsync()
    {
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }
    }

    protected virtual void Opened()
    {
    }

    protected abstract Task WriteAsync(Told told, CancellationToken cancellationToken);

    protected static string NameOf(int touchpoint) => Names[touchpoint];

    protected static string StoryOf(int touchpoint) => $"What happened at {Names[touchpoint]}, in a few words of the customer’s own.";

    /// <summary>The journey as it is stored, with its receipt and, if it collapsed, its case.</summary>
    protected (Journey Journey, Receipt Receipt, Case? Case) Made(Told told)
    {
        MomentEntry Entry(int i) => new(TouchpointIds[i], Channel.Phone, told.Scores[i], told.Day, null, StoryOf(i));
        var journey = new Journey(CompanyId, Entry(0), DateTime.UtcNow);
        for (var i = 1; i < TouchpointIds.Count; i++)
        {
            journey.Add(Entry(i));
        }

        journey.Finish(Outcome.Stayed, told.Day, DateTime.UtcNow, null);
        return (journey, new Receipt(ReceiptCode.New(), journey.Key), CaseTurns.Begun(journey.Key, journey.Facts.IsCollapsed, false, DateTime.UtcNow));
    }

    private async Task PostAsync(HttpClient http, Told told, CancellationToken cancellationToken)
    {
        using var form = new FormUrlEncodedContent([
            new("day", told.Day.ToString("O", CultureInfo.InvariantCulture)),
            .. told.Scores.Select(score => KeyValuePair.Create("score", score.Tenths.ToString(CultureInfo.InvariantCulture)))]);
        using var answer = await http.PostAsync(_address, form, cancellationToken);
        answer.EnsureSuccessStatusCode();
    }

    private async Task<IResult> PostedAsync(HttpRequest request)
    {
        var form = await request.ReadFormAsync();
        await WriteAsync(
            new Told(
                DateOnly.ParseExact(form["day"]!, "O", CultureInfo.InvariantCulture),
                [.. form["score"].Select(score => new Score(int.Parse(score!, CultureInfo.InvariantCulture)))]),
            CancellationToken.None);
        return Results.NoContent();
    }
}

/// <summary>What a customer tells: five moments of one day.</summary>
internal sealed record Told(DateOnly Day, IReadOnlyList<Score> Scores)
{
    private static readonly DateOnly Today = new(2026, 3, 1);

    // Most tell of today or yesterday, some of any day of two months.
    public static Told Drawn(Random random, int moments) => new(
        Today.AddDays(-(random.Next(10) < 7 ? random.Next(2) : random.Next(60))),
        [.. Enumerable.Range(0, moments).Select(_ => new Score(random.Next(12) is 0 ? 0 : random.Next(10, 101)))]);
}
