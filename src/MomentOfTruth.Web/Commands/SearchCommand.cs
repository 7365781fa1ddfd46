using System.CommandLine;
using System.Globalization;
using MomentOfTruth.Web.Data;

namespace MomentOfTruth.Web.CommandLine;

/// <summary><c>search rebuild</c>: the index of stories anew, in a live store.</summary>
public static class SearchCommand
{
    public static Command Create(WebApplication app)
    {
        var rebuild = new Command("rebuild", "Indexes all stories anew.");
        rebuild.SetAction((_, cancellationToken) => app.OnStoreAsync(services => RebuildAsync(services, cancellationToken), cancellationToken));
        return new Command("search", "Looks after the index in which stories are searched.") { rebuild };
    }

    private static async Task<int> RebuildAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var journeys = await services.GetRequiredService<SearchIndex>().RebuildAsync(new JourneysIndexed(), cancellationToken);
        await Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{journeys} journeys indexed"));
        return CommandExit.Done;
    }

    // Written at once, and not on another thread as the framework's Progress does.
    private sealed class JourneysIndexed : IProgress<long>
    {
        private const int TellEvery = 10_000;

        public void Report(long value)
        {
            if (value % TellEvery == 0)
            {
                Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{value:N0} journeys indexed"));
            }
        }
    }
}
