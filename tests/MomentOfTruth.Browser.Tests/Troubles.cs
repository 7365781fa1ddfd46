using System.Collections.Concurrent;

namespace MomentOfTruth.Browser.Tests;

/// <summary>
/// Listens to all pages of a visit for what nobody sees and nobody wants: errors of scripts, breaches of the content security policy,
/// files that do not come. The status of a page itself is each test's own business.
/// </summary>
public sealed class Troubles
{
    private readonly ConcurrentQueue<string> _seen = new();

    public Troubles(IBrowserContext context, bool losesConnection = false)
    {
        context.Console += (_, message) => Note(
            message.Type == "error" && !message.Text.StartsWith("Failed to load resource", StringComparison.Ordinal),
            $"console: {message.Text}");
        context.WebError += (_, error) => Note(true, $"script: {error.Error}");
        // A download ends the navigation that asked for it.
        context.RequestFailed += (_, request) => Note(
            request.Failure != "net::ERR_ABORTED" && !(losesConnection && request.Failure == "net::ERR_INTERNET_DISCONNECTED"),
            $"{request.Url}: {request.Failure}");
        context.Response += (_, response) => Note(
            response.Status >= 400 && !response.Request.IsNavigationRequest, $"{response.Url}: {response.Status}");
    }

    public IReadOnlyCollection<string> Seen => _seen;

    private void Note(bool isTrouble, string what)
    {
        if (isTrouble)
        {
            _seen.Enqueue(what);
        }
    }
}
