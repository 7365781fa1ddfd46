using System.CommandLine;

namespace MomentOfTruth.Web.Commands;

/// <summary>
/// <c>health</c>: asks the server on this machine whether it answers. For the health check of a container, whose image needs no other
/// client then.
/// </summary>
public static class HealthCommand
{
    private const string DefaultPort = "8080";

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(3);

    public static Command Create(WebApplication app)
    {
        var command = new Command("health", "Asks the server on this machine whether it answers; exit code 1 if not.");
        command.SetAction((_, cancellationToken) => AskAsync(app.Configuration, cancellationToken));
        return command;
    }

    private static async Task<int> AskAsync(IConfiguration configuration, CancellationToken cancellationToken)
    {
        // ASPNETCORE_HTTP_PORTS may name several ports.
        var ports = (configuration[WebHostDefaults.HttpPortsKey] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries);
        var port = ports.FirstOrDefault() ?? DefaultPort;
        using var http = new HttpClient { Timeout = Timeout };
        try
        {
            using var answer = await http.GetAsync(new Uri($"http://127.0.0.1:{port}/health/live"), cancellationToken);
            return answer.IsSuccessStatusCode
                ? CommandExit.Done
                : await CommandExit.FailAsync($"The server answers {(int)answer.StatusCode}.");
        }
        catch (HttpRequestException unreachable)
        {
            return await CommandExit.FailAsync(unreachable.Message);
        }
        catch (TaskCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return await CommandExit.FailAsync("The server does not answer in time.");
        }
    }
}
