using Microsoft.EntityFrameworkCore;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Site;

namespace MomentOfTruth.Web.Features.Intake;

/// <summary>
/// Lets quiet journeys finish by themselves. Else the figures would be made of those customers who happened to come back and say how it
/// ended.
/// </summary>
public sealed class QuietJourneys(AppDbContext db, JourneyWriter journeys, TimeProvider clock)
{
    private const int Batch = 200;

    /// <summary>Finishes all journeys that are quiet by now, and returns their number.</summary>
    public async Task<int> FinishAsync(CancellationToken cancellationToken)
    {
        var now = clock.UtcNow();
        var shortest = now.AddDays(-Company.FewestQuietDays);
        var companies = await db.Companies.AsNoTracking()
            .Where(c => db.Journeys.Any(j => j.CompanyId == c.Id && j.FinishedAtUtc == null && j.TouchedAtUtc < shortest))
            .Select(c => new { c.Id, c.QuietDays })
            .ToListAsync(cancellationToken);
        var finished = 0;
        foreach (var company in companies)
        {
            var since = now.AddDays(-company.QuietDays);
            while (await journeys.FinishQuietAsync(company.Id, since, Batch, cancellationToken) is > 0 and var some)
            {
                finished += some;
            }
        }

        return finished;
    }
}

/// <summary>Sweeps quiet journeys every hour, in one of the processes that share the store.</summary>
public sealed partial class QuietSweeper(
    IServiceScopeFactory scopes, ILogger<QuietSweeper> logger, IHostApplicationLifetime lifetime)
    : WorkInBackground(lifetime)
{
    private const string LeaseName = "quiet-journeys";

    // Looks more often than it sweeps: whichever process looks first after an hour does the work.
    private static readonly TimeSpan LooksEvery = TimeSpan.FromMinutes(5), SweepsEvery = TimeSpan.FromHours(1);

    /// <summary>Sweeps if it is time to. Returns whether this process did.</summary>
    public async Task<bool> SweepAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        if (!await scope.ServiceProvider.GetRequiredService<Leases>().TakeAsync(LeaseName, SweepsEvery, cancellationToken))
        {
            return false;
        }

        if (await scope.ServiceProvider.GetRequiredService<QuietJourneys>().FinishAsync(cancellationToken) is > 0 and var finished)
        {
            Log.Finished(logger, finished);
        }

        return true;
    }

    protected override async Task WorkAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(LooksEvery);
        do
        {
            await TryAsync(SweepAsync, failure => Log.NotSwept(logger, failure.GetType().Name), stoppingToken);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 502, Level = LogLevel.Information, Message = "{Journeys} quiet journeys finished by themselves")]
        public static partial void Finished(ILogger logger, int journeys);

        [LoggerMessage(EventId = 503, Level = LogLevel.Error, Message = "Quiet journeys could not be finished: {Reason}")]
        public static partial void NotSwept(ILogger logger, string reason);
    }
}
