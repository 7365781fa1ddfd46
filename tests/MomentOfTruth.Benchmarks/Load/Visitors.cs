using System.Diagnostics;
using System.Text.RegularExpressions;

namespace MomentOfTruth.Benchmarks.Load;

/// <summary>So many clients with connections that stay open, each asking again as soon as it has its answer.</summary>
internal sealed partial class Visitors(Uri address, int clients) : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false, MaxConnectionsPerServer = clients }) { BaseAddress = address };

    /// <summary>Signs a person in and gives the cookies that make them so.</summary>
    public async Task<string> SignInAsync(string email, string password, CancellationToken cancellationToken)
    {
        var place = new Uri("/en/sign-in", UriKind.Relative);
        using var page = await _http.GetAsync(place, cancellationToken);
        var token = Token().Match(await page.Content.ReadAsStringAsync(cancellationToken)).Groups[1].Value;
        using var form = new FormUrlEncodedContent(
            [new("Input.Email", email), new("Input.Password", password), new("__RequestVerificationToken", token)]);
        using var request = new HttpRequestMessage(HttpMethod.Post, place) { Content = form };
        request.Headers.Add("Cookie", CookiesOf(page));
        using var answer = await _http.SendAsync(request, cancellationToken);
        return (int)answer.StatusCode == 302 ? CookiesOf(answer) : throw new InvalidOperationException($"Signing in answered {answer.StatusCode}.");
    }

    /// <summary>One answer's body; throws unless it is 200.</summary>
    public async Task<byte[]> GetAsync(string path, string? cookies, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative));
        if (cookies is not null)
        {
            request.Headers.Add("Cookie", cookies);
        }

        using var answer = await _http.SendAsync(request, cancellationToken);
        return (int)answer.StatusCode == 200
            ? await answer.Content.ReadAsByteArrayAsync(cancellationToken)
            : throw new InvalidOperationException($"{path} answered {answer.StatusCode}.");
    }

    /// <summary>All clients together send so many requests, or fewer if time is up.</summary>
    public async Task<Latencies> RoundAsync(string path, string? cookies, int requests, CancellationToken cancellationToken)
    {
        var (left, round) = (requests, Stopwatch.StartNew());
        async Task<List<double>> VisitAsync()
        {
            var took = new List<double>();
            while (Interlocked.Decrement(ref left) >= 0 && round.Elapsed < LoadPlan.LongestRound)
            {
                var began = Stopwatch.GetTimestamp();
                await GetAsync(path, cookies, cancellationToken);
                took.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            }

            return took;
        }

        var all = await Task.WhenAll(Enumerable.Range(0, clients).Select(_ => Task.Run(VisitAsync, cancellationToken)));
        return Latencies.Of(all.SelectMany(took => took), round.Elapsed);
    }

    public void Dispose() => _http.Dispose();

    private static string CookiesOf(HttpResponseMessage answer) =>
        string.Join("; ", answer.Headers.TryGetValues("Set-Cookie", out var set) ? set.Select(cookie => cookie.Split(';')[0]) : []);

    [GeneratedRegex("name=\"__RequestVerificationToken\"[^>]*value=\"([^\"]*)\"")]
    private static partial Regex Token();
}
