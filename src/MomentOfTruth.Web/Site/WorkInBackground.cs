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

    private async Task StartedAsync(CancellationToken stoppingToken)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var told = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(stoppingToken);
    }
}
