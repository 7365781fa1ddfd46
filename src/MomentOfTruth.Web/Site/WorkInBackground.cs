using System.Diagnostics;
using MomentOfTruth.Web.Data;

namespace MomentOfTruth.Web.Site;

/// <summary>
/// Work beside the requests. It begins once the app serves and ends silently with it: if the app cannot start, that is all that is said.
/// </summary>
public abstract class WorkInBackground(IHostApplicationLifetime lifetime) : BackgroundService
{
    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await StartedAsync(stoppingToken);
            await WorkAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The framework would take it for a failure if the app stops because it could not start.
        }
    }

    /// <summary>Works until it is told to stop. An exception out of it ends the whole app.</summary>
    protected abstract Task WorkAsync(CancellationToken stoppingToken);

    /// <summary>
    /// Does one round of the work, and counts it. A failure is told and ends nothing: the next round does what this one left.
    /// </summary>
    /// <param name="round">Returns whether there was anything to do.</param>
    /// <param name="tell">Tells the log of a failure.</param>
    /// <param name="stoppingToken">Stops the work.</param>
    protected async Task TryAsync(Func<CancellationToken, Task<bool>> round, Action<Exception> tell, CancellationToken stoppingToken)
    {
        var (job, began) = (GetType().Name, Stopwatch.GetTimestamp());
        using var activity = Instruments.Activities.StartActivity(job);
        try
        {
            if (await round(stoppingToken))
            {
                Instruments.Worked(job, isDone: true, Stopwatch.GetElapsedTime(began));
            }
        }
        catch (Exception failure) when (failure is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
        {
            activity?.SetStatus(ActivityStatusCode.Error);
            Instruments.Worked(job, isDone: false, Stopwatch.GetElapsedTime(began));
            tell(failure);
        }
    }

    private async Task StartedAsync(CancellationToken stoppingToken)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var told = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(stoppingToken);
    }
}
