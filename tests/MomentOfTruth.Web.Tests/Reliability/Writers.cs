using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Features.Intake;

namespace MomentOfTruth.Web.Tests.Reliability;

/// <summary>Writers that send journeys as fast as they can, and note what was acknowledged.</summary>
internal sealed class Writers : IDisposable
{
    private const int Number = 16;

    private readonly CancellationTokenSource _stop = new();
    private readonly Task[] _writers;
    private int _refused;

    public Writers(AppFixture app, Company company) =>
        _writers = [.. Enumerable.Range(0, Number).Select(_ => Task.Run(() => WriteAsync(app, company)))];

    public ConcurrentBag<Guid> Acknowledged { get; } = [];

    public int Refused => _refused;

    public Task UntilAsync(int acknowledged) => UntilAsync(() => Acknowledged.Count >= acknowledged);

    public Task UntilRefusedAsync()
    {
        var before = Refused;
        return UntilAsync(() => Refused > before);
    }

    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_writers);
    }

    public void Dispose() => _stop.Dispose();

    private static async Task UntilAsync(Func<bool> isSo)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!isSo() && await look.WaitForNextTickAsync(patience.Token))
        {
        }
    }

    private async Task WriteAsync(AppFixture app, Company company)
    {
        var entry = new JourneyEntry([TestData.Said("Shop", "8"), TestData.Said("Call centre", "0")]);
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                var key = await app.InScopeAsync(services =>
                    services.GetRequiredService<JourneyWriter>().LogAsync(company.Id, entry, ReceiptCode.New(), null, default));
                Acknowledged.Add(key!.Value.JourneyId);
            }
            catch (Exception refused) when (StoreFailures.Of(refused) is not null)
            {
                Interlocked.Increment(ref _refused);
            }
        }
    }
}
