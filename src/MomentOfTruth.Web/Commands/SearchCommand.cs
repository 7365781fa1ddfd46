using System.CommandLine;
using System.Globalization;
using MomentOfTruth.Web.Data;

namespace MomentOfTruth.Web.Commands;

/// <summary><c>search rebuild</c>: indexes all stories again, in a live store.</summary>
public static class SearchCommand
{
    private const int PrintEvery = 10_000;

    public static Command Create(WebApplication app)
    {
        var rebuild = new Command("rebuild", "Indexes all stories anew.");
        rebuild.SetAction((_, cancellationToken) =>
            app.OnStoreAsync(services => RebuildAsync(services, cancellationToken), cancellationToken));
        return new Command("search", "Looks after the index in which stories are searched.") { rebuild };
    }

    private static async Task<int> RebuildAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var progress = new ConsoleProgress<long>(indexed =>
            indexed % PrintEvery == 0 ? string.Create(CultureInfo.InvariantCulture, $"{indexed:N0} journeys indexed") : null);
        var journeys = await services.GetRequiredService<SearchIndex>().RebuildAsync(progress, cancellationToken);
        await Terminal.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{journeys} journeys indexed"));
        return CommandExit.Done;
    }
}
