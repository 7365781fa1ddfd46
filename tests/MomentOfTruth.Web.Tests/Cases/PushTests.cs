using System.Buffers.Text;
using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Features.Cases;
using MomentOfTruth.Web.Features.Intake;
using MomentOfTruth.Web.Tests.MyJourneys;

namespace MomentOfTruth.Web.Tests.Cases;

/// <summary>A customer's browser is told of a reply, through a push service.</summary>
public sealed class PushTests(PushTests.Pushing app) : IClassFixture<PushTests.Pushing>
{
    private const string Words = "We have found the key.";

    [Theory]
    [InlineData("en", " has replied")]
    [InlineData("ko", "의 답변이 왔어요")]
    public async Task Reply_IsToldToTheBrowser_SealedAndSigned_WithoutAWordOfAnybody(string culture, string title)
    {
        var (journey, browser) = (await OpenedJourney.OfAsync(app, culture), new PushBrowser(app.Service.Origin));
        Assert.Equal(HttpStatusCode.NoContent, (await AskAsync(journey, browser)).StatusCode);

        await ReplyAsync(journey);
        var request = await app.Service.NextAsync();

        Assert.Equal(browser.Name, request.Browser);
        var (claims, key) = request.Sender();
        Assert.Equal("http://127.0.0.1", claims.GetProperty("aud").GetString());
        Assert.Equal("https://mot.example", claims.GetProperty("sub").GetString());
        Assert.Equal(Form(await journey.PageAsync()).GetAttribute("data-push"), key);
        var told = browser.Read(request);
        Assert.Equal(["lang", "page", "title"], told.EnumerateObject().Select(property => property.Name).Order());
        Assert.Equal(culture, told.GetProperty("lang").GetString());
        Assert.Equal($"{journey.Address}#Text", told.GetProperty("page").GetString());
        Assert.Contains(journey.Company.Name, told.GetProperty("title").GetString(), StringComparison.Ordinal);
        Assert.EndsWith(title, told.GetProperty("title").GetString(), StringComparison.Ordinal);
        Assert.True(int.Parse(request.Ttl, System.Globalization.CultureInfo.InvariantCulture) > 0);
        await OutboxIsEmptyAsync();
    }

    [Theory]
    [InlineData("en", "A browser of the customer also shows that you have replied.")]
    [InlineData("ko", "고객의 브라우저에도 답변이 왔다는 알림이 떠요.")]
    public async Task Company_ReadsThatABrowserTellsOfItsReply(string culture, string words)
    {
        var (journey, browser) = (await OpenedJourney.OfAsync(app, culture), new PushBrowser(app.Service.Origin));
        var manager = await app.SignedInAsync(journey.Company, CompanyRole.Manager);
        var address = $"/{culture}/companies/{journey.Company.Slug}/journeys/{journey.Id}";
        Assert.DoesNotContain(words, await (await manager.GetAsync(address)).TextAsync(), StringComparison.Ordinal);

        await AskAsync(journey, browser);

        Assert.Contains(words, await (await manager.GetAsync(address)).TextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Browser_FindsItselfAmongTheTold_AndIsToldNoMore_OnceItSaysSo()
    {
        var (journey, browser) = (await OpenedJourney.OfAsync(app, "en"), new PushBrowser(app.Service.Origin));
        Assert.Equal("", Form(await journey.PageAsync()).GetAttribute("data-told"));
        await AskAsync(journey, browser);
        await AskAsync(journey, browser);
        Assert.Equal(
            Base64Url.EncodeToString(PushWriter.HashOf(browser.Endpoint)), Form(await journey.PageAsync()).GetAttribute("data-told"));

        Assert.Equal(HttpStatusCode.NoContent, (await AskAsync(journey, browser, "?handler=Stop")).StatusCode);

        Assert.Equal("", Form(await journey.PageAsync()).GetAttribute("data-told"));
        await ReplyAsync(journey);
        await OutboxIsEmptyAsync();
        Assert.Equal(0, app.Service.Unread);
    }

    [Theory]
    [InlineData(HttpStatusCode.NotFound, 0, 0)]
    [InlineData(HttpStatusCode.Gone, 0, 0)]
    [InlineData(HttpStatusCode.InternalServerError, 1, 1)]
    [InlineData(HttpStatusCode.TooManyRequests, 1, 1)]
    public async Task Refusal_OfAGoneBrowserEndsIt_AndAnyOtherIsTriedAgain(HttpStatusCode answer, int kept, int jobs)
    {
        var (journey, browser) = (await OpenedJourney.OfAsync(app, "en"), new PushBrowser(app.Service.Origin));
        await AskAsync(journey, browser);
        app.Service.Answer = answer;
        try
        {
            await ReplyAsync(journey);
            await app.Service.NextAsync();
            await UntilAsync(db => db.Outbox.AllAsync(m => m.Attempts == 1 && m.Reason != null));

            Assert.Equal((kept, jobs), await app.InScopeAsync(async services =>
            {
                var db = services.GetRequiredService<AppDbContext>();
                return (await db.PushSubscriptions.Of(journey.Key).CountAsync(), await db.Outbox.CountAsync());
            }));
        }
        finally
        {
            app.Service.Answer = HttpStatusCode.Created;
            await app.InScopeAsync(services => services.GetRequiredService<AppDbContext>().Outbox.ExecuteDeleteAsync());
        }
    }

    [Theory]
    [InlineData("https://fcm.googleapis.com/fcm/send/x", true)]
    [InlineData("https://updates.push.services.mozilla.com/wpush/v2/x", true)]
    [InlineData("https://db5p.notify.windows.com/w/?token=x", true)]
    [InlineData("https://web.push.apple.com/x", true)]
    [InlineData("https://api.push.apple.com/x", true)]
    [InlineData("http://fcm.googleapis.com/x", false)]
    [InlineData("https://fcm.googleapis.com:8443/x", false)]
    [InlineData("https://fcm.googleapis.com.evil.example/x", false)]
    [InlineData("https://evilpush.apple.com/x", false)]
    [InlineData("https://fcm.googleapis.com@10.0.0.1/x", false)]
    [InlineData("https://user@fcm.googleapis.com/x", false)]
    [InlineData("https://169.254.169.254/latest", false)]
    [InlineData("https://localhost/x", false)]
    [InlineData("http://127.0.0.1:1/x", false)]
    [InlineData("/x", false)]
    [InlineData("", false)]
    public async Task Address_IsOneOfTheBrowsersMakers(string address, bool isTaken)
    {
        var (journey, browser) = (await OpenedJourney.OfAsync(app, "en"), new PushBrowser(app.Service.Origin));

        var answer = await PostAsync(journey, [.. browser.Fields.Skip(1), new("endpoint", address)]);

        Assert.Equal(isTaken ? HttpStatusCode.NoContent : HttpStatusCode.UnprocessableEntity, answer.StatusCode);
    }

    // A point that is not on the curve, one that is not written as it must be, a secret that is a byte short, and none.
    [Theory]
    [InlineData("p256dh", "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw5")]
    [InlineData("p256dh", "BCWxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4")]
    [InlineData("p256dh", "nonsense")]
    [InlineData("p256dh", "+++")]
    [InlineData("auth", "BTBZMqHH6r4Tts7J_aSI")]
    [InlineData("auth", "")]
    public async Task Keys_ThatNoBrowserHas_AreRefused(string field, string value)
    {
        var (journey, browser) = (await OpenedJourney.OfAsync(app, "en"), new PushBrowser(app.Service.Origin));

        var answer = await PostAsync(journey, [.. browser.Fields.Where(f => f.Key != field), new(field, value)]);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
    }

    [Fact]
    public async Task MoreBrowsersThanAJourneyHas_TheOneThatAskedFirstIsToldNoMore()
    {
        var journey = await OpenedJourney.OfAsync(app, "en");
        var browsers = Enumerable.Range(0, PushWriter.MostOfJourney + 1).Select(_ => new PushBrowser(app.Service.Origin)).ToList();

        foreach (var browser in browsers)
        {
            Assert.Equal(HttpStatusCode.NoContent, (await AskAsync(journey, browser)).StatusCode);
        }

        await ReplyAsync(journey);
        var told = new List<string>();
        while (told.Count < PushWriter.MostOfJourney)
        {
            told.Add((await app.Service.NextAsync()).Browser);
        }

        Assert.Equal(browsers.Skip(1).Select(browser => browser.Name).Order(), told.Order());
        await OutboxIsEmptyAsync();
    }

    [Fact]
    public async Task Subscription_GoesWithTheJourney_AndWithForgetting_AndFollowsAMerge()
    {
        var (erased, forgotten, merged) = (
            await OpenedJourney.OfAsync(app, "en"), await OpenedJourney.OfAsync(app, "en"), await OpenedJourney.OfAsync(app, "en"));
        var browser = new PushBrowser(app.Service.Origin);
        foreach (var journey in new[] { erased, forgotten, merged })
        {
            await AskAsync(journey, browser);
        }

        await app.InScopeAsync(s => s.GetRequiredService<JourneyWriter>().EraseAsync(erased.Key, null, default));
        var mine = await forgotten.Browser.GetStringAsync("/en/my-journeys");
        await forgotten.Browser.PostAsync("/en/my-journeys?handler=Forget", Forms.Content(
            [new("__RequestVerificationToken", Forms.TokenOf(mine)), browser.Fields.First()]));
        var kept = await app.CompanyAsync();
        await app.InScopeAsync(s => s.GetRequiredService<CompanyMerger>().MergeAsync(merged.Company.Id, kept.Id, default));

        Assert.Equal([kept.Key(merged.Id)], await app.InScopeAsync(s => s.GetRequiredService<AppDbContext>().PushSubscriptions
            .Where(p => p.JourneyId == erased.Id || p.JourneyId == forgotten.Id || p.JourneyId == merged.Id)
            .Select(p => new Domain.Journeys.JourneyKey(p.CompanyId, p.JourneyId)).ToListAsync()));
    }

    [Fact]
    public async Task Keys_AreMadeOnce_AndTheStoreDoesNotGiveThePrivateOneAway()
    {
        var first = await app.InScopeAsync(s => s.GetRequiredService<PushKeys>().GetAsync(default));
        var second = await app.InScopeAsync(s => s.GetRequiredService<PushKeys>().GetAsync(default));
        var row = await app.InScopeAsync(s => s.GetRequiredService<AppDbContext>().PushKeys.SingleAsync());

        Assert.Equal(first, second);
        Assert.Equal(first.PublicKey, row.PublicKey);
        Assert.DoesNotContain(first.PrivateKey, row.PrivateKey, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ServiceWorker_IsServedFromTheRoot_AndAskedForAgainEachTime()
    {
        var answer = await app.Browser().GetAsync("/sw.js");

        Assert.Equal((HttpStatusCode.OK, "text/javascript"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        Assert.True(answer.Headers.CacheControl?.NoCache);
        Assert.Contains(
            "worker-src 'self'", (await app.Browser().GetAsync("/en/help")).Headers.GetValues("Content-Security-Policy").Single(),
            StringComparison.Ordinal);
    }

    private static AngleSharp.Dom.IElement Form(string html) => Html.Parse(html).One("form[data-push]");

    private static async Task<HttpResponseMessage> AskAsync(OpenedJourney journey, PushBrowser browser, string handler = "") =>
        await PostAsync(journey, browser.Fields, handler);

    private static async Task<HttpResponseMessage> PostAsync(
        OpenedJourney journey, IEnumerable<KeyValuePair<string, string>> fields, string handler = "")
    {
        var form = Form(await journey.PageAsync());
        var token = form.QuerySelector("[name=__RequestVerificationToken]")!.Value("value");
        return await journey.Browser.PostAsync(
            form.GetAttribute("action") + handler, Forms.Content([.. fields, new("__RequestVerificationToken", token)]));
    }

    private async Task ReplyAsync(OpenedJourney journey)
    {
        var manager = await app.PersonAsync(journey.Company, CompanyRole.Manager);
        Assert.Equal(CaseChange.Done, await app.InScopeAsync(s =>
            s.GetRequiredService<CaseWriter>().ReplyAsync(journey.Key, manager.Id, Words, close: false, default)));
    }

    private Task OutboxIsEmptyAsync() => UntilAsync(async db => !await db.Outbox.AnyAsync());

    private async Task UntilAsync(Func<AppDbContext, Task<bool>> isSo)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!await app.InScopeAsync(s => isSo(s.GetRequiredService<AppDbContext>())))
        {
            await look.WaitForNextTickAsync(patience.Token);
        }
    }

    /// <summary>The app, which posts to a push service of the test's own.</summary>
    public sealed class Pushing : AppFixture, IAsyncLifetime
    {
        public FakePushService Service { get; } = new();

        protected override IEnumerable<(string Key, string Value)> Settings =>
            [("Push:IsOn", "true"), ("Push:Services:0", Service.Origin), ("Site:BaseAddress", "https://mot.example")];

        async Task IAsyncLifetime.InitializeAsync()
        {
            await Service.StartAsync();
            await Database.CreateAsync();
        }

        async Task IAsyncLifetime.DisposeAsync()
        {
            await base.DisposeAsync();
            await Database.DisposeAsync();
            await Service.DisposeAsync();
        }
    }
}
