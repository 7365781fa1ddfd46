using Microsoft.Extensions.Caching.Memory;

namespace MomentOfTruth.Web.Features.Dashboards;

/// <summary>
/// What was read from the ledger, kept in memory under the ledger's own number of changes: a change anywhere, by whichever node, gives another
/// number, so nobody sees an older answer than the store would give.
/// </summary>
public sealed class LedgerCache : IDisposable
{
    // Some 200 bytes each.
    private const int MostRows = 200_000;

    // A store that was put back from a back-up may count up to the same number again.
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    private readonly MemoryCache _answers = new(new MemoryCacheOptions { SizeLimit = MostRows });

    /// <param name="question">Says all that the answer depends on, the number of changes among it.</param>
    /// <param name="read">Reads the answer if it is not known, with how many rows it holds.</param>
    public async Task<T> GetAsync<T>(object question, Func<Task<(T Answer, int Rows)>> read)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(read);
        if (_answers.TryGetValue(question, out T? known) && known is not null)
        {
            return known;
        }

        var (answer, rows) = await read();
        _answers.Set(question, answer, new MemoryCacheEntryOptions { Size = rows + 1, AbsoluteExpirationRelativeToNow = Longest });
        return answer;
    }

    public void Dispose() => _answers.Dispose();
}
