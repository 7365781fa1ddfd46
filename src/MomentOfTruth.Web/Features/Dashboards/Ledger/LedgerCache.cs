using Microsoft.Extensions.Caching.Memory;

namespace MomentOfTruth.Web.Features.Dashboards;

/// <summary>
/// What was read from the ledger, kept in memory under the ledger's own number of changes: a change on any node gives another number, so no
/// answer is older than the store's.
/// </summary>
public sealed class LedgerCache : IDisposable
{
    // Some 200 bytes each.
    private const int MostRows = 200_000;

    /// <summary>How long an answer is kept: a store that was restored from a backup may reach the same number again.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    private readonly MemoryCache _answers = new(new MemoryCacheOptions { SizeLimit = MostRows });

    /// <param name="question">Everything that the answer depends on, including the number of changes.</param>
    /// <param name="read">Reads the answer if it is not known, with how many rows it holds.</param>
    public async Task<T> GetAsync<T>(object question, Func<Task<(T Answer, int Rows)>> read)
    {
        if (_answers.TryGetValue(question, out T? known))
        {
            return known!;
        }

        var (answer, rows) = await read();
        Keep(question, answer, rows);
        return answer;
    }

    /// <summary>Returns null if the answer is not known.</summary>
    public T? Find<T>(object question)
        where T : class => _answers.TryGetValue(question, out T? known) ? known : null;

    public void Keep<T>(object question, T answer, int rows) =>
        _answers.Set(question, answer, new MemoryCacheEntryOptions { Size = rows + 1, AbsoluteExpirationRelativeToNow = Longest });

    public void Dispose() => _answers.Dispose();
}
