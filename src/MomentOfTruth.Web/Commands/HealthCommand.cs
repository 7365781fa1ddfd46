using System.CommandLine;

namespace MomentOfTruth.Web.CommandLine;

/// <summary><c>health</c>: asks the server on this machine whether it answers. For a container's health check, whose image need hold no other client.</summary>
public static class HealthCommand
{
    private const string DefaultPort = "8080";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    public static Command Create(WebApplication app)
    {
        var command = new Command("health", "Asks the server on this machine whether it answers; exit code 1 if not.");
        command.SetAction((_, cancellationToken) => AskAsync(app.Configuration, cancellationToken));
        return command;
    }

    private static async Task<int> AskAsync(IConfiguration configuration, CancellationToken cancellationToken)
    {
        // ASPNETCORE_HTTP_PORTS, which may name several.
        var port = (configuration[WebHostDefaults.HttpPortsKey] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault() ?? DefaultPort;
        using var http = new HttpClient { Timeout = Patience };
        try
        {
            using var answer = await http.GetAsync(new Uri($"http://127.0.0.1:{port}/health/live"), cancellationToken);
            return answer.IsSuccessStatusCode ? CommandExit.Done : await SayAsync($"The server answers {(int)answer.StatusCode}.");
        }
        catch (HttpRequestException unreachable)
        {
            return await SayAsync(unreachable.Message);
        }
        catch (TaskCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return await SayAsync("The server does not answer in time.");
        }
    }

    private static async Task<int> SayAsync(string problem)
    {
        await Console.Error.WriteLineAsync(problem);
        return CommandExit.Failed;
    }
}
