using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Tests;

namespace MomentOfTruth.Browser.Tests.Stories;

/// <summary>
/// A customer has the browser tell of replies. The permission and the subscription are stand-ins, as nobody is there to allow it and no
/// browser here reaches its maker's push service; the service worker is registered, and its text is run beside it.
/// </summary>
[Collection(BrowserTests.Name)]
public sealed class ToldStory(BrowserFixture browser)
{
    private const string Subscription = """
        (() => {
          Object.defineProperty(Notification, "permission", { get: () => "granted" });
          Notification.requestPermission = async () => "granted";
          const bytes = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0)).buffer;
          const made = (key) => ({
            endpoint: "https://fcm.googleapis.com/fcm/send/story", options: { applicationServerKey: key },
            getKey: (name) => bytes(name === "auth" ? "BTBZMqHH6r4Tts7J/aSIgg=="
              : "BCVxsr7N/eNgVRqvHtD0zTZsEc6+VV+JvLexhqUzORcxaOzi6+AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4="),
            unsubscribe: async () => { localStorage.removeItem("key"); return true; },
          });
          const known = () => localStorage.getItem("key") && made(bytes(localStorage.getItem("key")));
          PushManager.prototype.getSubscription = async () => known() || null;
          PushManager.prototype.subscribe = async ({ applicationServerKey }) => {
            localStorage.setItem("key", btoa(String.fromCharCode(...applicationServerKey)));
            return known();
          };
        })()
        """;

    // The service worker's own text with stand-ins for what it calls: what it shows, and what it opens when that is pressed. Browsers
    // without a screen show no notification.
    private const string Worker = """
        async ([title, page, lang]) => {
          const handlers = {}, seen = [], importScripts = () => {};
          const self = {
            location, addEventListener: (name, handler) => { handlers[name] = handler; },
            registration: { showNotification: async (words, { tag }) => { seen.push(words, tag); } },
            clients: { matchAll: async () => [], openWindow: async (address) => { seen.push(address); } },
          };
          SOURCE
          const fire = async (name, event) => {
            let work;
            handlers[name]({ ...event, waitUntil: (promise) => { work = promise; } });
            await work;
          };
          const press = (address) => fire("notificationclick", { notification: { close() {}, data: { page: address } } });
          await fire("push", { data: { json: () => ({ title, page, lang }) } });
          await press(page);
          await press("https://elsewhere.example/");
          return seen;
        }
        """;

    [BrowserTheory]
    [InlineData("en", " has replied")]
    [InlineData("ko", "의 답변이 왔어요")]
    public async Task ACustomer_IsToldByTheBrowser_AndNoMoreIfItIsNotWanted(string culture, string title)
    {
        var company = await browser.App.CompanyAsync();
        var (id, code) = await browser.App.JourneyAsync(company, TestData.Said("Shop", "8"));
        await browser.VisitAsync(Screen.Phone(culture) with { HasWorker = true }, async page =>
        {
            await page.Context.GrantPermissionsAsync(["notifications"]);
            await page.AddInitScriptAsync(Subscription);
            await page.GotoAsync($"/{culture}/r/{code}");
            var button = page.Locator("form[data-push] button");
            await Expect(button).ToContainTextAsync(company.Name);
            await button.ClickAsync();
            await Expect(page.Locator("form[data-push] [role=status]")).ToContainTextAsync(company.Name);
            Assert.Equal(1, await CountAsync(id));
            await page.ReloadAsync();
            await Expect(page.Locator("form[data-push] [role=status]")).ToContainTextAsync(company.Name);

            Assert.Equal("activated", await page.EvaluateAsync<string>(
                "async () => { const { active } = await navigator.serviceWorker.ready; while (active.state !== 'activated') "
                + "await new Promise((go) => active.addEventListener('statechange', go, { once: true })); return active.state; }"));
            var (words, address) = (company.Name + title, $"/{culture}/my-journeys/{id}#Text");
            var source = await (await page.APIRequest.GetAsync("/sw.js")).TextAsync();
            var seen = await page.EvaluateAsync<string[]>(
                Worker.Replace("SOURCE", source, StringComparison.Ordinal), new[] { words, address, culture });
            Assert.Equal([words, address, new Uri(browser.App.Address, address).AbsoluteUri], seen);

            await button.ClickAsync();
            await Expect(page.Locator("form[data-push] [role=status]")).ToBeEmptyAsync();
            Assert.Equal(0, await CountAsync(id));

            // Forgetting the journeys of this device ends it too.
            await button.ClickAsync();
            await Expect(page.Locator("form[data-push] [role=status]")).Not.ToBeEmptyAsync();
            await page.GotoAsync($"/{culture}/my-journeys");
            await Expect(page.Locator("form[data-push-forget] [name=endpoint]")).Not.ToHaveValueAsync("");
            await page.Locator("form[data-push-forget] button").ClickAsync();
            await Expect(page.Locator("form[data-push-forget]")).ToHaveCountAsync(0);
            Assert.Equal(0, await CountAsync(id));
        });
    }

    private Task<int> CountAsync(Guid journey) =>
        browser.App.InScopeAsync(s => s.GetRequiredService<AppDbContext>().PushSubscriptions.CountAsync(p => p.JourneyId == journey));
}
