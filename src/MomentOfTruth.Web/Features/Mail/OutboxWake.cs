namespace MomentOfTruth.Web.Features.Mail;

/// <summary>Tells the sender of this process that there is something to send; without it, it looks by itself now and then.</summary>
public sealed class OutboxWake : IDisposable
{
    private readonly SemaphoreSlim _signal = new(0, 1);

    public void Set()
    {
        try
        {
            _signal.Release();
        }
        catch (SemaphoreFullException)
        {
            // It has been told already and not looked yet.
        }
    }

    public Task WaitAsync(TimeSpan atMost, CancellationToken cancellationToken) => _signal.WaitAsync(atMost, cancellationToken);

    public void Dispose() => _signal.Dispose();
}
