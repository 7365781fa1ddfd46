namespace MomentOfTruth.Web.Site;

/// <summary>
/// Lets so many work at once. Those who wait are taken in turns, one of each sender: a sender with a hundred waits behind its own, and
/// holds everybody else up by one.
/// </summary>
public sealed class Turns(int places)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Queue<TaskCompletionSource>> _waiting = [];

    // The senders that have something waiting, in the order of their turns.
    private readonly Queue<string> _turns = new();

    private int _free = places;

    /// <summary>Waits for a place, which is given back when it is disposed.</summary>
    public async Task<IDisposable> EnterAsync(string sender, CancellationToken cancellationToken)
    {
        if (Wait(sender) is { } turn)
        {
            await using var cancelled = cancellationToken.Register(() => turn.TrySetCanceled(cancellationToken));
            await turn.Task;
        }

        return new Place(this);
    }

    // Returns null if there is a place at once.
    private TaskCompletionSource? Wait(string sender)
    {
        lock (_lock)
        {
            if (_free > 0)
            {
                _free--;
                return null;
            }

            if (!_waiting.TryGetValue(sender, out var waiting))
            {
                _waiting[sender] = waiting = new();
                _turns.Enqueue(sender);
            }

            var turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            waiting.Enqueue(turn);
            return turn;
        }
    }

    private void Leave()
    {
        lock (_lock)
        {
            while (_turns.TryDequeue(out var sender))
            {
                var waiting = _waiting[sender];
                var next = waiting.Dequeue();
                if (waiting.Count > 0)
                {
                    _turns.Enqueue(sender);
                }
                else
                {
                    _waiting.Remove(sender);
                }

                // Whoever gave up waiting is passed over.
                if (next.TrySetResult())
                {
                    return;
                }
            }

            _free++;
        }
    }

    private sealed class Place(Turns turns) : IDisposable
    {
        private int _isLeft;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _isLeft, 1) == 0)
            {
                turns.Leave();
            }
        }
    }
}
