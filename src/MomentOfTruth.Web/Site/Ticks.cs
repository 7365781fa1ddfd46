namespace MomentOfTruth.Web.Site;

/// <summary>The rhythm of work in the background.</summary>
public static class Ticks
{
    /// <summary>
    /// Waits for the next tick. Returns false, and throws nothing, once the app stops: the framework takes an exception for a failure of the
    /// work if the app stops because it could not start.
    /// </summary>
    public static async ValueTask<bool> NextAsync(this PeriodicTimer timer, CancellationToken stopping)
    {
        try
        {
            return await timer.WaitForNextTickAsync(stopping);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
