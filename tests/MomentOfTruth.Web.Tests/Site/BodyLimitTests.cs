using System.Net;
using System.Net.Http.Headers;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Site;
using MomentOfTruth.Web.Tests.Intake;
using MomentOfTruth.Web.Tests.Photos;

namespace MomentOfTruth.Web.Tests.Site;

/// <summary>A form has the length that its fields can have, and all that are sent at once have a bounded one.</summary>
public sealed class BodyLimitTests(AppFixture app) : IClassFixture<AppFixture>
{
    // Three bytes of UTF-8 a character.
    private const char Longest = '가';

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task TheLongestJourney_IsTaken_HoweverItIsEncoded(bool inParts)
    {
        var company = await app.CompanyAsync();
        var fields = Forms.FormOf(await app.Browser().GetStringAsync(company.LogAddress()), "Input.Opened").Fields;
        foreach (var (name, value) in LongestJourney())
        {
            fields[name] = value;
        }

        using HttpContent content = inParts ? Parts(fields) : Forms.Content(fields);
        Assert.InRange((await content.ReadAsByteArrayAsync()).Length, inParts ? 2_000_000 : 6_000_000, Limits.JourneyFormBytes);

        var browser = app.Browser();
        await browser.GetStringAsync(company.LogAddress());
        var answer = await browser.PostAsync(company.LogAddress(), content);

        // The token is another browser's: the form is read, and shown again with all that was typed.
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var drawn = Forms.FormOf(await answer.Content.ReadAsStringAsync(), "Input.Opened").Fields;
        Assert.Equal(fields["Input.Moments[0].Story"], drawn["Input.Moments[0].Story"]);
    }

    public static TheoryData<string, string, int, HttpStatusCode> Lengths => new()
    {
        { "log", "application/x-www-form-urlencoded", Limits.JourneyFormBytes, HttpStatusCode.BadRequest },
        { "log", "application/x-www-form-urlencoded", Limits.JourneyFormBytes + 1, HttpStatusCode.RequestEntityTooLarge },
        { "log", "multipart/form-data; boundary=x", Limits.PhotoFormBytes, HttpStatusCode.BadRequest },
        { "log", "multipart/form-data; boundary=x", Limits.PhotoFormBytes + 1, HttpStatusCode.RequestEntityTooLarge },
        { "sign-in", "application/x-www-form-urlencoded", Limits.BodyBytes, HttpStatusCode.BadRequest },
        { "sign-in", "application/x-www-form-urlencoded", Limits.BodyBytes + 1, HttpStatusCode.RequestEntityTooLarge },
        { "sign-in", "multipart/form-data; boundary=x", Limits.BodyBytes + 1, HttpStatusCode.RequestEntityTooLarge },
    };

    [Theory]
    [MemberData(nameof(Lengths))]
    public async Task Body_AsLongAsItsPageAllows_IsRead_AndNotOneByteMore(string page, string type, int length, HttpStatusCode expected)
    {
        using var content = new ByteArrayContent(new byte[length]);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);

        var answer = await app.Browser().PostAsync(page == "log" ? (await app.CompanyAsync()).LogAddress() : "/en/" + page, content);

        Assert.Equal(expected, answer.StatusCode);
    }

    // Beside files, of which there may be more.
    [Theory]
    [InlineData(-2000, HttpStatusCode.BadRequest)]
    [InlineData(1, HttpStatusCode.RequestEntityTooLarge)]
    public async Task WordsInParts_AreBoundedTogether(int more, HttpStatusCode expected)
    {
        const int Parts = 4;
        using var content = new MultipartFormDataContent();
        foreach (var i in Enumerable.Range(0, Parts))
        {
            content.Add(new ByteArrayContent(new byte[((Limits.JourneyFormBytes + more) / Parts) + 1]), $"Input.Moments[{i}].Story");
        }

        content.Add(new ByteArrayContent(TestPhotos.Jpeg()), PhotoForms.FirstFiles, "a.jpg");
        var answer = await app.Browser().PostAsync((await app.CompanyAsync()).LogAddress(), content);

        Assert.Equal(expected, answer.StatusCode);
    }

    [Theory]
    [InlineData(Limits.FormFields, HttpStatusCode.Redirect)]
    [InlineData(Limits.FormFields + 1, HttpStatusCode.BadRequest)]
    public async Task Parts_AreAsManyAsThereMayBeFields(int parts, HttpStatusCode expected)
    {
        var company = await app.CompanyAsync();
        var browser = app.Browser();
        var fields = Forms.FormOf(await browser.GetStringAsync(company.LogAddress()), "Input.Opened").Fields;
        for (var i = fields.Count; i < parts; i++)
        {
            fields[$"more{i}"] = "";
        }

        using var content = Parts(fields);

        Assert.Equal(expected, (await browser.PostAsync(company.LogAddress(), content)).StatusCode);
    }

    private static IEnumerable<(string Name, string Value)> LongestJourney()
    {
        string Text(int letters) => new(Longest, letters);
        yield return ("Input.Title", Text(Journey.MaxTitle));
        yield return ("Input.Product", Text(Naming.MaxName));
        yield return ("Input.Removed.Position", "100");
        foreach (var i in Enumerable.Range(0, Journey.MaxMoments + 1))
        {
            var moment = i == Journey.MaxMoments ? "Input.Removed.Moment" : $"Input.Moments[{i}]";
            yield return (moment + ".Touchpoint", Text(Naming.MaxName));
            yield return (moment + ".Story", Text(Moment.MaxStory));
            yield return (moment + ".Key", LogForms.KeyOf(i + 1));
            yield return (moment + ".Score", "10");
            yield return (moment + ".OccurredOn", "2026-03-20");
            yield return (moment + ".OccurredAt", "10:00");
            foreach (var photo in Enumerable.Range(0, Photo.MaxOfMoment))
            {
                yield return ($"{moment}.Photos[{photo}].Id", Guid.NewGuid().ToString());
                yield return ($"{moment}.Photos[{photo}].Alt", Text(Photo.MaxAltText));
            }
        }
    }

    private static MultipartFormDataContent Parts(IEnumerable<KeyValuePair<string, string>> fields)
    {
        var content = new MultipartFormDataContent();
        foreach (var (name, value) in fields)
        {
            content.Add(new StringContent(value), $"\"{name}\"");
        }

        return content;
    }
}

public sealed class BytesAtOnceTests(BytesAtOnceTests.Little app) : IClassFixture<BytesAtOnceTests.Little>
{
    private const int Megabyte = 1024 * 1024;

    [Fact]
    public void Bound_IsHeldForOneAddressAndForAll_AndGivenBack()
    {
        var bound = new BytesAtOnce.Bound(100, 250);

        Assert.True(bound.TryTake("a", 60));
        Assert.True(bound.TryTake("a", 40));
        Assert.False(bound.TryTake("a", 1));
        Assert.True(bound.TryTake("b", 100));
        Assert.False(bound.TryTake("c", 51));
        Assert.True(bound.TryTake("c", 50));
        bound.Give("a", 60);
        Assert.False(bound.TryTake("a", 61));
        Assert.True(bound.TryTake("a", 60));
    }

    [Theory]
    [InlineData("en", "Try again in 5 seconds")]
    [InlineData("ko", "5초 후에 다시 해 주세요")]
    public async Task WordsBeyondWhatIsWorkedOnAtOnce_Are503BeforeTheyAreRead_AndOnesOfOthersAreTaken(string culture, string words)
    {
        var company = await app.CompanyAsync();
        const int Length = 4 * Megabyte;
        using var slow = new Slow(Length);
        var first = app.BrowserAt("192.0.2.1").PostAsync(company.LogAddress(culture), slow);
        await slow.IsSent;

        var second = await app.BrowserAt("192.0.2.1").PostAsync(company.LogAddress(culture), Encoded(Length));
        var other = await app.BrowserAt("192.0.2.2").PostAsync(company.LogAddress(culture), Encoded(Length));
        var third = await app.BrowserAt("192.0.2.3").PostAsync(company.LogAddress(culture), Encoded(6 * Megabyte));
        var small = await app.BrowserAt("192.0.2.1").PostAsync(company.LogAddress(culture), Encoded(100));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, second.StatusCode);
        Assert.Equal(5, second.Headers.RetryAfter!.Delta!.Value.TotalSeconds);
        Assert.Contains(words, await second.TextAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, other.StatusCode);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, third.StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, small.StatusCode);
        slow.Finish();
        Assert.Equal(HttpStatusCode.BadRequest, (await first).StatusCode);
        Assert.Equal(
            HttpStatusCode.BadRequest, (await app.BrowserAt("192.0.2.1").PostAsync(company.LogAddress(culture), Encoded(Length))).StatusCode);
    }

    // In parts, words are counted as they are read.
    [Fact]
    public async Task WordsInPartsBeyondWhatIsWorkedOnAtOnce_Are503()
    {
        var company = await app.CompanyAsync();
        using var slow = new Slow(4 * Megabyte);
        var first = app.BrowserAt("192.0.2.11").PostAsync(company.LogAddress(), slow);
        await slow.IsSent;
        MultipartFormDataContent Form(int length) => new() { { new ByteArrayContent(new byte[length]), "Input.Moments[0].Story" } };

        using var large = Form(6 * Megabyte);
        using var small = Form(100);
        var refused = await app.BrowserAt("192.0.2.12").PostAsync(company.LogAddress(), large);
        var taken = await app.BrowserAt("192.0.2.12").PostAsync(company.LogAddress(), small);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.Equal(5, refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds);
        Assert.Equal(HttpStatusCode.BadRequest, taken.StatusCode);
        slow.Finish();
        await first;
    }

    private static ByteArrayContent Encoded(int length) => new(Enumerable.Repeat((byte)'a', length).ToArray())
    {
        Headers = { ContentType = new MediaTypeHeaderValue("application/x-www-form-urlencoded") },
    };

    /// <summary>A body of which all but the end has been sent.</summary>
    private sealed class Slow : HttpContent
    {
        private readonly TaskCompletionSource _sent = new(), _finish = new();
        private readonly int _length;

        public Slow(int length)
        {
            _length = length;
            Headers.ContentType = new MediaTypeHeaderValue("application/x-www-form-urlencoded");
        }

        public Task IsSent => _sent.Task;

        public void Finish() => _finish.TrySetResult();

        protected override void Dispose(bool disposing)
        {
            _finish.TrySetResult();
            base.Dispose(disposing);
        }

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await stream.WriteAsync(Enumerable.Repeat((byte)'a', _length - 1).ToArray());
            await stream.FlushAsync();
            _sent.TrySetResult();
            await _finish.Task;
            await stream.WriteAsync(new byte[] { (byte)'a' });
        }

        protected override bool TryComputeLength(out long length)
        {
            length = _length;
            return true;
        }
    }

    public sealed class Little : LimitsTests.Strict
    {
        protected override IEnumerable<(string Key, string Value)> Settings =>
        [
            .. base.Settings, ("Limits:FormPostsPerTenMinutes", "1000"), ("Limits:WordMegabytesAtOnce", "7"),
            ("Limits:AllWordMegabytesAtOnce", "9"),
        ];
    }
}
