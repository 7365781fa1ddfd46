using System.CommandLine;
using System.Net.Security;

namespace MomentOfTruth.Web.Commands;

/// <summary>
/// <c>health</c>: asks the server on this machine whether it answers. For the health check of a container, whose image needs no other
/// client then.
/// </summary>
public static class HealthCommand
{
    // Where the server listens if nothing is configured, as the framework has it.
    private const string Default = "http://localhost:5000";

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(3);

    public static Command Create(WebApplication app)
    {
        var command = new Command("health", "Asks the server on this machine whether it answers; exit code 1 if not.");
        command.SetAction((_, cancellationToken) => AskAsync(AddressOf(app.Configuration), cancellationToken));
        return command;
    }

    /// <summary>
    /// Where a client on this machine reaches the server: by the first of the addresses that it is configured to listen at, one without
    /// encryption if there is one.
    /// </summary>
    public static Uri AddressOf(IConfiguration configuration)
    {
        var addresses = Configured(configuration).Select(BindingAddress.Parse).ToList();
        var address = addresses.Find(a => a.Scheme == Uri.UriSchemeHttp) ?? addresses[0];
        var isAny = address.Host is "*" or "+" or "0.0.0.0" or "[::]";
        return new UriBuilder(address.Scheme, isAny ? "localhost" : address.Host, address.Port, address.PathBase + "/health/live").Uri;
    }

    // What Kestrel's own section says comes before the addresses, and those before the ports.
    private static string[] Configured(IConfiguration configuration)
    {
        string[] endpoints = [.. configuration.GetSection("Kestrel:Endpoints").GetChildren().Select(e => e["Url"]).OfType<string>()];
        var urls = Split(configuration[WebHostDefaults.ServerUrlsKey]);
        return endpoints.Length > 0 ? endpoints
            : urls.Length > 0 ? urls
            : Ports() is { Length: > 0 } ports ? ports
            : [Default];

        string[] Ports() =>
        [
            .. Split(configuration[WebHostDefaults.HttpPortsKey]).Select(port => $"http://*:{port}"),
            .. Split(configuration[WebHostDefaults.HttpsPortsKey]).Select(port => $"https://*:{port}"),
        ];
    }

    private static string[] Split(string? list) =>
        (list ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static async Task<int> AskAsync(Uri address, CancellationToken cancellationToken)
    {
        // The certificate names the public host, and here the server is asked as this machine's own.
        using var handler = new SocketsHttpHandler();
        handler.SslOptions.RemoteCertificateValidationCallback = (_, _, _, errors) =>
            (errors & ~SslPolicyErrors.RemoteCertificateNameMismatch) == SslPolicyErrors.None;
        using var http = new HttpClient(handler) { Timeout = Timeout };
        try
        {
            using var answer = await http.GetAsync(address, cancellationToken);
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
