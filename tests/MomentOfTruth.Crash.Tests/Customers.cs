using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using MomentOfTruth.Web.Tests;
using MomentOfTruth.Web.Tests.Intake;
using NetVips;

namespace MomentOfTruth.Crash.Tests;

/// <summary>
/// Many customers who tell one journey after another through the real form, some with a photo, until the app is gone or they are stopped.
/// </summary>
internal sealed class Customers
{
    private const int Writers = 32, OneInSoManyHasAPhoto = 16;

    private static readonly string FormAddress = $"/en/log/{CrashStore.Slug}";

    private static readonly byte[] Photo = MakePhoto();

    private readonly ConcurrentDictionary<Guid, Told> _acknowledged = new();
    private readonly Lock _lock = new();
    private Task _writing = Task.CompletedTask;
    private volatile bool _isStopped;
    private int _begun, _refused;

    /// <summary>The journeys whose sending was answered with their page.</summary>
    public IReadOnlyDictionary<Guid, Told> Acknowledged => _acknowledged;

    /// <summary>How many answers were errors of the server.</summary>
    public int Refused => _refused;

    /// <summary>The longest that anybody waited for an answer.</summary>
    public TimeSpan LongestAnswer { get; private set; }

    /// <summary>All write until they are stopped or nobody answers.</summary>
    public void Start(Uri app)
    {
        _isStopped = false;
        _writing = Task.WhenAll(Enumerable.Range(0, Writers).Select(_ => Task.Run(() => WriteAsync(app))));
    }

    /// <summary>Waits for so many more acknowledgements.</summary>
    public Task UntilAsync(int more)
    {
        var enough = _acknowledged.Count + more;
        return UntilAsync(() => _acknowledged.Count >= enough);
    }

    /// <summary>Waits for so many more refusals.</summary>
    public Task UntilRefusedAsync(int more = 1)
    {
        var enough = _refused + more;
        return UntilAsync(() => _refused >= enough);
    }

    /// <summary>Waits until they are refused or nobody answers any more.</summary>
    public async Task UntilRefusedOrGoneAsync()
    {
        var before = _refused;
        using var look = Look();
        while (_refused == before && !_writing.IsCompleted && await look.WaitForNextTickAsync())
        {
        }
    }

    /// <summary>Lets each end what it is at.</summary>
    public Task StopAsync()
    {
        _isStopped = true;
        return _writing;
    }

    /// <summary>
    /// Opens every journey by the code that its customer was shown, as somebody who comes back. Returns how many there were.
    /// </summary>
    public async Task<int> OpenAllAsync(Uri app)
    {
        var codes = _acknowledged.Where(told => told.Value.Code is not null).ToList();
        await Parallel.ForEachAsync(codes, async (told, stopped) =>
        {
            using var browser = Browser(app);
            using var opened = await browser.GetAsync($"/r/{told.Value.Code}", stopped);
            var page = opened.Headers.Location?.OriginalString;
            Assert.Contains(told.Key.ToString(), page, StringComparison.Ordinal);
            var html = Html.Parse(await browser.GetStringAsync(page, stopped));
            Assert.Contains("Activation", html.Body!.TextContent, StringComparison.Ordinal);
            if (told.Value.HasPhoto)
            {
                var photo = html.One("img[src$='/thumbnail']").Value("src");
                Assert.Equal([0xFF, 0xD8, 0xFF], (await browser.GetByteArrayAsync(photo, stopped))[..3]);
            }
        });
        return codes.Count;
    }

    /// <summary>A new customer's browser.</summary>
    public static HttpClient Browser(Uri app)
    {
        var handler = new HttpClientHandler { AllowAutoRedirect = false };
        return new HttpClient(handler) { BaseAddress = app };
    }

    /// <summary>Types a journey and gives the page that sends it.</summary>
    public static async Task<string> CheckedAsync(HttpClient browser, string title)
    {
        var (_, check) = await browser.CheckAsync(FormAddress, Typed(title));
        return check;
    }

    /// <summary>Types a journey, and goes on to the page that sends it.</summary>
    public static Task<HttpResponseMessage> TypeAsync(HttpClient browser, string story) => browser.PostFormAsync(
        FormAddress, Typed(Guid.NewGuid().ToString()).With("Input.Moments[0].Story", story).With("do", "all"));

    private static Dictionary<string, string> Typed(string title) =>
        LogForms.Typed(("Shop", "8"), ("Activation", "0")).With("Input.Title", title);

    private async Task UntilAsync(Func<bool> isSo)
    {
        using var look = Look();
        while (!isSo() && await look.WaitForNextTickAsync())
        {
            if (_writing.IsCompleted)
            {
                await _writing;
                Assert.Fail("The app ended by itself.");
            }
        }
    }

    private static PeriodicTimer Look() => new(TimeSpan.FromMilliseconds(10));

    private async Task WriteAsync(Uri app)
    {
        while (!_isStopped)
        {
            try
            {
                await TellAsync(app);
            }
            catch (HttpRequestException refused) when (refused.StatusCode >= HttpStatusCode.InternalServerError)
            {
                Interlocked.Increment(ref _refused);
            }
            catch (Exception gone) when (gone is HttpRequestException or IOException)
            {
                // The app has ended: what was not answered may be stored or not.
                return;
            }
        }
    }

    private async Task TellAsync(Uri app)
    {
        using var browser = Browser(app);
        var hasPhoto = Interlocked.Increment(ref _begun) % OneInSoManyHasAPhoto == 0;

        // The same words twice would be asked about.
        using var told = await TimedAsync(TypeAsync(browser, Typed(Guid.NewGuid().ToString()), hasPhoto));
        var check = await TimedAsync(browser.GetStringAsync(await LeadsToAsync(told)));
        using var sent = await TimedAsync(browser.SubmitAsync(check, "Ticket"));

        // From here on the customer was told that it is stored.
        var page = await LeadsToAsync(sent);
        var journey = Guid.Parse(page.Split('/')[^2]);
        _acknowledged[journey] = new Told(null, hasPhoto);
        _acknowledged[journey] = new Told(LogForms.CodeOn(await TimedAsync(browser.GetStringAsync(page))), hasPhoto);
    }

    private static async Task<HttpResponseMessage> TypeAsync(HttpClient browser, Dictionary<string, string> typed, bool hasPhoto)
    {
        if (!hasPhoto)
        {
            return await browser.PostFormAsync(FormAddress, typed.With("do", "all"));
        }

        var (_, fields) = Forms.FormOf(await browser.GetStringAsync(FormAddress), "Input.Opened");
        using var content = new MultipartFormDataContent();
        foreach (var (name, value) in fields.Changed(typed.With("do", "all").Select(field => (field.Key, field.Value))))
        {
            content.Add(new StringContent(value), $"\"{name}\"");
        }

        var photo = new ByteArrayContent(Photo);
        photo.Headers.ContentType = new MediaTypeHeaderValue("image/jpeg");
        content.Add(photo, "\"Input.Moments[0].Files\"", "\"shop.jpg\"");
        return await browser.PostAsync(FormAddress, content);
    }

    private async Task<T> TimedAsync<T>(Task<T> answer)
    {
        var watch = Stopwatch.StartNew();
        try
        {
            return await answer;
        }
        finally
        {
            lock (_lock)
            {
                LongestAnswer = watch.Elapsed > LongestAnswer ? watch.Elapsed : LongestAnswer;
            }
        }
    }

    // An error of the server is a refusal; any other answer than the next page is none that a customer gets.
    private static async Task<string> LeadsToAsync(HttpResponseMessage answer)
    {
        if ((int)answer.StatusCode >= 500)
        {
            answer.EnsureSuccessStatusCode();
        }

        return answer.StatusCode == HttpStatusCode.Redirect
            ? answer.Headers.Location!.OriginalString
            : throw new InvalidOperationException(
                $"{answer.RequestMessage!.RequestUri} answered {answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");
    }

    private static byte[] MakePhoto()
    {
        using var noise = Image.Gaussnoise(400, 300, mean: 128);
        using var picture = noise.Cast(Enums.BandFormat.Uchar);
        return picture.JpegsaveBuffer();
    }
}

/// <summary>What a customer was told.</summary>
/// <param name="Code">The receipt code; null if its page was not answered.</param>
/// <param name="HasPhoto">Whether a photo was sent along.</param>
internal sealed record Told(string? Code, bool HasPhoto);
