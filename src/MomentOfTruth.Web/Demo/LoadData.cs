using System.Diagnostics;
using System.Globalization;
using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Domain.Ledger;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Features.Companies;

namespace MomentOfTruth.Web.Demo;

/// <summary>
/// Fills the store for a load test. What an interrupted run has written stays; running it again with the same arguments adds only what is
/// missing.
/// </summary>
public sealed class LoadData(AppDbContext db, CompanyRegister register, JourneyBulk bulk, DemoPeople people, TimeProvider clock)
{
    // Every commit waits for the disk, so there are few and large ones.
    private const int BatchSize = 10_000;

    // The next batch is made while this one is written.
    private const int BatchesAhead = 2;

    public async Task<DemoLoaded> RunAsync(LoadSize size, IProgress<LoadProgress>? progress, CancellationToken cancellationToken)
    {
        var companies = new List<(LoadCompany Company, int Known)>();
        for (var number = 0; number < size.Companies; number++)
        {
            var company = await CompanyAsync(size, number, cancellationToken);
            var known = await db.JourneysOf(company.CompanyId).CountAsync(j => j.ImportKey!.StartsWith(size.KeyPrefix), cancellationToken);
            companies.Add((company, known));
        }

        var signIn = await people.AddManagerAsync([.. companies.Select(c => c.Company.CompanyId)], cancellationToken);
        var toAdd = companies.Sum(c => c.Company.Count - c.Known);
        return new DemoLoaded(await WriteAsync(companies, toAdd, progress, cancellationToken), [signIn]);
    }

    private async Task<int> WriteAsync(
        IReadOnlyList<(LoadCompany Company, int Known)> companies, int toAdd, IProgress<LoadProgress>? progress, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var batches = System.Threading.Channels.Channel.CreateBounded<(Journey[] Journeys, Tally Tally)>(BatchesAhead);
        var making = Task.Run(() => MakeAsync(companies, batches.Writer, stop.Token), CancellationToken.None);
        var (added, watch) = (0, Stopwatch.StartNew());
        try
        {
            await foreach (var (journeys, tally) in batches.Reader.ReadAllAsync(cancellationToken))
            {
                await bulk.AddAsync(journeys, tally, cancellationToken);
                added += journeys.Length;
                progress?.Report(new LoadProgress(added, toAdd, watch.Elapsed));
            }
        }
        finally
        {
            await stop.CancelAsync();
            await making;
        }

        return added;
    }

    private static async Task MakeAsync(
        IEnumerable<(LoadCompany Company, int Known)> companies, ChannelWriter<(Journey[] Journeys, Tally Tally)> batches, CancellationToken cancellationToken)
    {
        Exception? error = null;
        try
        {
            foreach (var (company, known) in companies)
            {
                foreach (var numbers in Enumerable.Range(known, company.Count - known).Chunk(BatchSize))
                {
                    var (journeys, tally) = (Array.ConvertAll(numbers, company.Draw), new Tally());
                    Array.ForEach(journeys, tally.Add);
                    await batches.WriteAsync((journeys, tally), cancellationToken);
                }
            }
        }
        catch (Exception thrown) when (thrown is OperationCanceledException or ArgumentException or InvalidOperationException)
        {
            // The exception reaches the reader of the channel, which throws it.
            error = thrown;
        }

        batches.Complete(error);
    }

    private async Task<LoadCompany> CompanyAsync(LoadSize size, int number, CancellationToken cancellationToken)
    {
        var name = (number + 1).ToString(CultureInfo.InvariantCulture);
        var company = await register.FindAsync($"load-{name}", cancellationToken);
        if (company is null)
        {
            company = new Company($"load-{name}", $"Load {name}", DemoCompany.TimeZoneId, isVerified: true);
            db.Add(company);
            await db.SaveChangesAsync(cancellationToken);
        }

        var touchpoints = new List<Touchpoint>();
        foreach (var (touchpoint, channel) in LoadCompany.Touchpoints)
        {
            touchpoints.Add(await register.FindOrAddTouchpointAsync(company.Id, touchpoint, channel, cancellationToken));
        }

        var products = new List<Guid>();
        foreach (var product in LoadCompany.Products)
        {
            products.Add((await register.FindOrAddProductAsync(company.Id, product, NameState.Kept, cancellationToken)).Id);
        }

        return new LoadCompany(size, number, company.Id, touchpoints, products, clock.Today(DemoCompany.TimeZoneId));
    }
}

/// <summary>The progress of a run.</summary>
/// <param name="Added">The number of journeys written by this run.</param>
/// <param name="ToAdd">The number of journeys that this run will write in all.</param>
public sealed record LoadProgress(long Added, long ToAdd, TimeSpan Elapsed)
{
    public double PerSecond => Added / Math.Max(Elapsed.TotalSeconds, 0.001);

    public TimeSpan Left => Added == 0 ? TimeSpan.Zero : TimeSpan.FromSeconds((ToAdd - Added) / PerSecond);
}

/// <summary>The size of a load test. The same arguments give the same journeys.</summary>
public sealed record LoadSize(int Journeys, int Companies, int Seed)
{
    /// <summary>Returns the number of journeys of the company with this number, from 0: as many as the others have, or one more.</summary>
    public int JourneysOf(int company) => (Journeys / Companies) + (company < Journeys % Companies ? 1 : 0);

    /// <summary>The beginning of the import keys of all journeys of this size.</summary>
    public string KeyPrefix => FormattableString.Invariant($"load:{Seed}:{Journeys}:{Companies}:");
}
