using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Web.Data;

namespace MomentOfTruth.Web.Tests.Intake;

/// <summary>What was told without a line, as the device sends it afterwards: as often as it likes, and once in effect.</summary>
public sealed class KeptJourneyTests(AppFixture app) : IClassFixture<AppFixture>
{
    private readonly string _key = Guid.NewGuid().ToString("N");

    [Fact]
    public async Task Moments_UnderAKeyOfTheDevice_AreOneDraft_HoweverOftenTheyAreSent()
    {
        var (company, browser) = (await app.CompanyAsync(), app.Browser());
        var form = await browser.GetStringAsync(company.LogAddress());

        foreach (var position in new[] { 1, 1, 2, 1, 2 })
        {
            Assert.Equal(HttpStatusCode.OK, (await SaveAsync(browser, company, form, position)).StatusCode);
        }

        var stored = await app.StoredDraftAsync(company, _key);
        Assert.Equal(["Place 1", "Place 2"], stored.Moments.Select(m => m.Touchpoint));
    }

    [Fact]
    public async Task Journey_UnderACodeOfTheDevice_IsSentOnce_AndTheCodeOpensIt()
    {
        var (company, browser, code) = (await app.CompanyAsync(), app.Browser(), ReceiptCode.New().ToString());
        var form = await browser.GetStringAsync(company.LogAddress());
        await SaveAsync(browser, company, form, 1);

        var first = await SendAsync(browser, company, form, code, ("Ending.Outcome", "left"), ("Input.Title", "In a tunnel"));
        var again = await SendAsync(browser, company, form, code);

        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        var address = AddressOf(await first.Content.ReadAsStringAsync());
        Assert.Equal(address, AddressOf(await again.Content.ReadAsStringAsync()));
        Assert.Equal(code, LogForms.CodeOn(await browser.GetStringAsync(address)));
        var journey = Assert.Single(await JourneysAsync(company));
        Assert.Equal(("In a tunnel", Outcome.Left), (journey.Title, journey.Outcome));
        var elsewhere = await app.Browser().GetAsync($"/en/r/{code}");
        Assert.NotEqual(HttpStatusCode.NotFound, elsewhere.StatusCode);
    }

    [Fact]
    public async Task Photo_OfAMoment_SentTwice_IsOne_AndBeforeItsMomentThereIsNone()
    {
        var (company, browser) = (await app.CompanyAsync(), app.Browser());
        var form = await browser.GetStringAsync(company.LogAddress());
        Assert.Equal(HttpStatusCode.NotFound, (await SendPhotoAsync(browser, company, form, 1)).StatusCode);
        await SaveAsync(browser, company, form, 1);
        Assert.Equal(HttpStatusCode.NotFound, (await SendPhotoAsync(browser, company, form, 2)).StatusCode);

        foreach (var _ in new[] { 1, 2 })
        {
            Assert.Equal(HttpStatusCode.OK, (await SendPhotoAsync(browser, company, form, 1)).StatusCode);
        }

        Assert.Single((await app.StoredDraftAsync(company, _key)).Moments[0].Photos);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await SendPhotoAsync(browser, company, form, 1, [1, 2, 3])).StatusCode);

        var sent = await SendAsync(browser, company, form, ReceiptCode.New().ToString());
        var journey = AddressOf(await sent.Content.ReadAsStringAsync())[..^"/sent".Length];
        Assert.Single(Photos.PhotoForms.PhotosOn(await browser.GetStringAsync(journey)));
    }

    [Theory]
    [InlineData("11", null, HttpStatusCode.Conflict)]
    [InlineData("8", "nonsense", HttpStatusCode.NotFound)]
    [InlineData("8", "", HttpStatusCode.NotFound)]
    public async Task Journey_ThatIsNotRight_IsNotSent_AndStaysADraft(string score, string? code, HttpStatusCode expected)
    {
        var (company, browser) = (await app.CompanyAsync(), app.Browser());
        var form = await browser.GetStringAsync(company.LogAddress());
        await SaveAsync(browser, company, form, 1, score);

        var answer = await SendAsync(browser, company, form, code ?? ReceiptCode.New().ToString());

        Assert.Equal(expected, answer.StatusCode);
        Assert.Empty(await JourneysAsync(company));
        Assert.Single((await app.StoredDraftAsync(company, _key)).Moments);
    }

    // Back from the confirmation to a form that was shown before: its draft begins again, under the same key.
    [Fact]
    public async Task DraftBegunAgain_IsNotTakenForTheJourneyThatWasSentFromIt()
    {
        var (company, browser) = (await app.CompanyAsync(), app.Browser());
        var form = await browser.GetStringAsync(company.LogAddress());
        await SaveAsync(browser, company, form, 1);
        var check = await browser.GetStringAsync($"{company.LogAddress()}/check/{_key}");
        await browser.SubmitAsync(check, "Ticket");
        await SaveAsync(browser, company, form, 2);

        var old = await browser.SubmitAsync(check, "Ticket");

        Assert.Equal(HttpStatusCode.Conflict, old.StatusCode);
        await browser.SubmitAsync(await old.Content.ReadAsStringAsync(), "Ticket");
        Assert.Equal(2, (await JourneysAsync(company)).Count);
    }

    [Fact]
    public async Task Drafts_AreFoundAgain_InTheirBrowserAlone_UntilTheyAreSentOrDiscarded()
    {
        var (company, browser) = (await app.CompanyAsync(), app.Browser());
        var form = await browser.GetStringAsync(company.LogAddress());
        await SaveAsync(browser, company, form, 1);
        var link = $"{company.LogAddress()}?draft={_key}";

        var picker = await browser.GetAsync("/en/log");

        var html = await picker.Content.ReadAsStringAsync();
        Assert.Contains($"href=\"{link}\"", html, StringComparison.Ordinal);
        Assert.True(picker.Headers.CacheControl!.NoStore);
        Assert.DoesNotContain(_key, await app.Browser().GetStringAsync("/en/log"), StringComparison.Ordinal);

        var discarded = await browser.PostAsync(
            $"{link}&handler=Discard", Forms.Content([new("__RequestVerificationToken", Forms.TokenOf(html))]));
        Assert.Equal("/en/log", discarded.Headers.Location?.OriginalString);
        Assert.DoesNotContain(_key, await browser.GetStringAsync("/en/log"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync(link)).StatusCode);

        await SaveAsync(browser, company, form, 2);
        await browser.SubmitAsync(await browser.GetStringAsync($"{company.LogAddress()}/check/{_key}"), "Ticket");
        Assert.DoesNotContain(_key, await browser.GetStringAsync("/en/log"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task OnlyTheLatestDrafts_AreListed_AndAForgedCookieListsNone()
    {
        var (company, browser) = (await app.CompanyAsync(), app.Browser());
        var keys = new List<string>();
        for (var i = 0; i < Web.Features.Intake.DraftCookie.MaxDrafts + 1; i++)
        {
            keys.Add((await browser.SaveAsync(company, LogForms.Typed(($"Place {i}", "8")))).Key);
        }

        var html = await browser.GetStringAsync("/en/log");

        Assert.DoesNotContain(keys[0], html, StringComparison.Ordinal);
        Assert.All(keys.Skip(1), key => Assert.Contains(key, html, StringComparison.Ordinal));
        using var forged = new HttpRequestMessage(HttpMethod.Get, "/en/log");
        forged.Headers.Add("Cookie", "drafts=forged");
        var answer = await app.CreateClient(new() { HandleCookies = false }).SendAsync(forged);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.DoesNotContain(keys[1], await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private Task<HttpResponseMessage> SaveAsync(HttpClient browser, Company company, string form, int position, string score = "8") =>
        browser.PostAsync($"{company.LogAddress()}?draft={_key}&handler=Draft", Forms.Content(new Dictionary<string, string>
        {
            ["__RequestVerificationToken"] = Forms.TokenOf(form),
            ["Input.Opened"] = Forms.Hidden(form, "Input.Opened"),
            ["writer"] = Forms.Hidden(form, "writer"),
            ["Input.Moments[0].Key"] = LogForms.KeyOf(position),
            ["Input.Moments[0].Touchpoint"] = $"Place {position}",
            ["Input.Moments[0].Score"] = score,
            ["Input.Moments[0].OccurredOn"] = "2026-03-10",
        }));

    private Task<HttpResponseMessage> SendPhotoAsync(HttpClient browser, Company company, string form, int position, byte[]? bytes = null)
    {
        var file = new ByteArrayContent(bytes ?? Photos.TestPhotos.Jpeg());
        file.Headers.ContentType = new("image/jpeg");
        return browser.PostAsync($"{company.LogAddress()}?draft={_key}&handler=Photo", new MultipartFormDataContent
        {
            { new StringContent(Forms.TokenOf(form)), "\"__RequestVerificationToken\"" },
            { new StringContent(LogForms.KeyOf(position)), "\"Key\"" },
            { file, "\"Kept.Files\"", "\"tunnel.jpg\"" },
        });
    }

    private Task<HttpResponseMessage> SendAsync(
        HttpClient browser, Company company, string form, string code, params (string Name, string Value)[] typed) =>
        browser.PostAsync($"{company.LogAddress()}/check/{_key}?handler=Kept", Forms.Content(
            [new("__RequestVerificationToken", Forms.TokenOf(form)), new("Receipt", code), .. typed.Select(f => KeyValuePair.Create(f.Name, f.Value))]));

    private static string AddressOf(string json) => JsonDocument.Parse(json).RootElement.GetProperty("address").GetString()!;

    private Task<List<Journey>> JourneysAsync(Company company) => app.InScopeAsync(
        services => services.GetRequiredService<AppDbContext>().JourneysOf(company.Id).AsNoTracking().ToListAsync());
}
