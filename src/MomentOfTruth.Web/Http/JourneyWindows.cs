using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;

namespace MomentOfTruth.Web.Http;

/// <summary>How many journeys one address may send, and how many one company takes, in an hour.</summary>
public sealed class JourneyWindows(IOptions<LimitOptions> options) : IDisposable
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private readonly PartitionedRateLimiter<string>
        _addresses = Windows(options.Value.JourneysPerHour),
        _companies = Windows(options.Value.CompanyJourneysPerHour);

    /// <param name="company">Null where no company is addressed.</param>
    public RateLimitPartition<(string Address, string? Company)> Of(string address, string? company) =>
        RateLimitPartition.Get((Address: address, Company: company), key => new InTurn(_addresses, key.Address, _companies, key.Company ?? ""));

    public void Dispose()
    {
        _addresses.Dispose();
        _companies.Dispose();
    }

    private static PartitionedRateLimiter<string> Windows(int permits) => PartitionedRateLimiter.Create<string, string>(key => key.Length == 0
        ? RateLimitPartition.GetNoLimiter(key)
        : RateLimitPartition.GetFixedWindowLimiter(key, _ => new FixedWindowRateLimiterOptions { PermitLimit = permits, Window = Hour }));
}
