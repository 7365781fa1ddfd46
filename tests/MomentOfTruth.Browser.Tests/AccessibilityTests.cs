using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MomentOfTruth.Browser.Tests.Pages;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Features.Cases;
using MomentOfTruth.Web.Features.Companies;
using MomentOfTruth.Web.Features.Intake;
using MomentOfTruth.Web.Features.Journeys;
using MomentOfTruth.Web.Tests;
using MomentOfTruth.Web.Tests.Mail;
using MomentOfTruth.Web.Tests.Photos;
using MomentOfTruth.Web.Tests.Publications;

namespace MomentOfTruth.Browser.Tests;

/// <summary>
/// Every page, in both languages; <see cref="PageReview"/> says how it is looked at. With an app and a browser of its own, beside the
/// stories: it takes as long as they do.
/// </summary>
public sealed class AccessibilityTests(BrowserFixture browser) : IClassFixture<BrowserFixture>
{
    [BrowserTheory]
    [InlineData("en")]
    [InlineData("ko")]
    public async Task AdministratorPages_EveryScreen_AreInOrder(string culture)
    {
        var (words, app) = (Words.In(culture), browser.App);
        var company = await app.CompanyAsync(words.Company);
        var administrator = await app.PersonAsync(company, null, isAdministrator: true);
        var person = await app.PersonAsync(company, CompanyRole.Owner);
        await browser.SignedInStateAsync(person.Email!, TestData.Password);
        await browser.VisitAsync(Screen.Desktop(culture) with { State = await browser.SignedInStateAsync(administrator.Email!, TestData.Password) }, async page =>
        {
            var review = new PageReview(page, culture);
            var one = $"/admin/people/{person.Id}";
            await review.GoAsync("people", "/admin/people");
            await review.GoAsync("people-none", "/admin/people?q=nobody-has-this");
            await review.GoAsync("person", one);
            foreach (var ask in new[] { "disable", "reset", "administrator", "sign-out" })
            {
                await review.GoAsync("person-" + ask, $"{one}?ask={ask}");
            }

            await review.GoAsync("person-remove", $"{one}?ask=remove&company={company.Id}");
            await page.Locator("main form .btn.danger").ClickAsync();
            await review.LookAsync("person-last-owner");
            await review.GoAsync("person-self", $"/admin/people/{administrator.Id}?ask=no-administrator");
            await review.GoAsync("person-reset-again", one + "?ask=reset");
            await page.Locator("button[value=link]").ClickAsync();
            await review.LookAsync("person-link");
            await review.GoAsync("installation", "/admin/settings");
            await review.GoAsync("state", "/admin/state");
            await review.GoAsync("audit-all", "/admin/audit", hasOwnWords: true);
            review.AssertNothingFound();
        });
    }

    [BrowserTheory]
    [InlineData("en")]
    [InlineData("ko")]
    public async Task PublicPages_EveryScreen_AreInOrder(string culture)
    {
        await browser.VisitAsync(Screen.Desktop(culture), async page =>
        {
            var review = new PageReview(page, culture);
            await review.GoAsync("home", "");
            await review.GoAsync("help", "/help");
            // Formulas and names of people are the same in every language.
            await review.GoAsync("method", "/method", hasOwnWords: true);
            await review.GoAsync("sign-in", "/sign-in");
            await page.Locator("main form .actions button").ClickAsync();
            await review.LookAsync("sign-in-error");
            await review.GoAsync("not-found", "/nowhere");
            await review.GoAsync("picker", "/log", hasOwnWords: true);
            await review.GoAsync("picker-results", "/log?q=mobile", hasOwnWords: true);
            await review.GoAsync("picker-error", "/log?q=%20%2C");
            await review.GoAsync("picker-near", "/log?q=onbit+mobilr", hasOwnWords: true);
            await page.GotoAsync($"/{culture}");
            await page.Locator("#Q").PressSequentiallyAsync("onbit");
            await Expect(page.Locator("[data-suggestions] a").First).ToBeVisibleAsync();
            await review.LookAsync("home-suggestions", hasOwnWords: true);
            await review.GoAsync("code", "/my-journeys");
            await page.Locator("main form button").ClickAsync();
            await review.LookAsync("code-error");
            review.AssertNothingFound();
        });
    }

    [BrowserTheory]
    [InlineData("en")]
    [InlineData("ko")]
    public Task AccountPages_EveryScreen_AreInOrder(string culture) => browser.VisitAsync(Screen.Desktop(culture), async page =>
    {
        var (review, email, press) = (new PageReview(page, culture), MailFixture.NewAddress(), page.Locator("main form .actions button"));
        await review.GoAsync("sign-up", "/sign-up?keep=" + Guid.NewGuid());
        await press.ClickAsync();
        await review.LookAsync("sign-up-error");
        await page.Locator("#Input_Email").FillAsync(email);
        await press.ClickAsync();
        await review.LookAsync("sign-up-sent");
        await review.GoAsync("forgot-password", "/forgot-password");
        await page.Locator("#Input_Email").FillAsync(email);
        await page.Locator("#Input_Homepage").EvaluateAsync("field => field.value = '1'");
        await press.ClickAsync();
        await review.LookAsync("forgot-password-homepage");

        var link = (await browser.App.Sink.NextAsync(email)).Link("token=");
        await page.GotoAsync(link);
        await review.LookAsync("confirm");
        await page.Locator("#Input_Password").FillAsync("short");
        await press.ClickAsync();
        await review.LookAsync("confirm-error");
        await page.Locator("#Input_Password").FillAsync(TestData.Password);
        await press.ClickAsync();
        await review.LookAsync("my-journeys-new-account");
        await review.GoAsync("account", "/account");
        await press.ClickAsync();
        await review.LookAsync("account-error");
        await page.Locator("#Input_Current").FillAsync(TestData.Password);
        await page.Locator("#Input_Password").FillAsync(TestData.Password + "!");
        await press.ClickAsync();
        await review.LookAsync("account-changed");
        await review.GoAsync("account-sessions", "/account/sessions", hasOwnWords: true);
        await review.GoAsync("account-stronger", "/account/stronger");
        await review.GoAsync("account-passkeys", "/account/passkeys", hasOwnWords: true);
        await review.GoAsync("account-second-step", "/account/second-step", hasOwnWords: true);
        await press.ClickAsync();
        await review.LookAsync("account-second-step-error", hasOwnWords: true);
        var key = (await page.Locator("main p.code").InnerTextAsync()).Replace(" ", "", StringComparison.Ordinal);
        await page.Locator("#Code").FillAsync(new OtpNet.Totp(OtpNet.Base32Encoding.ToBytes(key)).ComputeTotp());
        await press.ClickAsync();
        await review.LookAsync("account-recovery-codes", hasOwnWords: true);
        await review.GoAsync("account-second-step-on", "/account/second-step");
        await page.Locator("#PasswordOrCode").FillAsync(TestData.Password + "!");
        await page.Locator("main .btn.danger").ClickAsync();
        await review.LookAsync("account-second-step-off", hasOwnWords: true);
        await review.GoAsync("account-email", "/account/email");
        await press.ClickAsync();
        await review.LookAsync("account-email-error");
        await page.Locator("#Email").FillAsync(MailFixture.NewAddress());
        await press.ClickAsync();
        await review.LookAsync("account-email-sent");
        await review.GoAsync("account-prove", "/account/prove");
        await review.GoAsync("account-delete", "/account/delete");
        await press.First.ClickAsync();
        await review.LookAsync("account-delete-error");
        await page.GotoAsync(link);
        await review.LookAsync("link-gone");
        await page.GotoAsync($"/{culture}/account/delete");
        await page.Locator("#Input_Password").FillAsync(TestData.Password + "!");
        await press.First.ClickAsync();
        await review.LookAsync("account-deleted");

        var person = await browser.App.PersonAsync(await browser.App.CompanyAsync(), CompanyRole.Viewer);
        await page.GotoAsync($"/{culture}/forgot-password");
        await page.Locator("#Input_Email").FillAsync(person.Email!);
        await press.ClickAsync();
        await page.GotoAsync((await browser.App.Sink.NextAsync(person.Email!)).Link("token="));
        await review.LookAsync("new-password");
        await page.Locator("#Input_Password").FillAsync(TestData.Password + "!");
        await press.ClickAsync();
        await review.LookAsync("sign-in-new-password");
        review.AssertNothingFound();
    });

    [BrowserTheory]
    [InlineData("en")]
    [InlineData("ko")]
    public async Task CustomerPages_EveryScreen_AreInOrder(string culture)
    {
        var words = Words.In(culture);
        await browser.VisitAsync(Screen.Desktop(culture), async page =>
        {
            var review = new PageReview(page, culture);
            var form = new LogFormPage(page);
            await form.OpenAsync(culture, words.Company);
            await review.LookAsync("form");
            await form.Button("all").ClickAsync();
            await Expect(page.Locator("[data-error-summary]")).ToBeVisibleAsync();
            await review.LookAsync("form-errors");
            await form.FillAsync(words.Moment);
            await form.NextAsync(2);
            await form.FillAsync(words.Moment with { Score = 3 });
            await form.NextAsync(3);
            await review.LookAsync("form-next");
            await form.PressAtAsync(2, "remove");
            await Expect(form.Told).ToHaveCountAsync(1);
            await review.LookAsync("form-removed");
            await form.FillAsync(words.Moment with { Score = 0 });
            await form.Files.SetInputFilesAsync([.. Enumerable.Range(1, 5).Select(i => new FilePayload { Name = $"{i}", MimeType = "image/jpeg", Buffer = TestPhotos.Jpeg(400, 300) })]);
            await Expect(form.Photos).ToHaveCountAsync(5);
            await review.LookAsync("form-photos");
            var check = await form.CheckAsync();
            await review.LookAsync("check");
            await page.Locator("#Consent_Contact").FillAsync("nobody");
            await check.Send.ClickAsync();
            await Expect(page.Locator("[data-error-summary]")).ToBeVisibleAsync();
            await review.LookAsync("check-errors");
            await page.Locator("#Consent_Contact").FillAsync("kim@example.com");
            await check.SendAsync();
            await review.LookAsync("sent");
            var journey = new Uri(page.Url).AbsolutePath[$"/{culture}".Length..].Replace("/sent", "", StringComparison.Ordinal);
            await review.GoAsync("my-journey", journey);
            await review.GoAsync("my-journeys", "/my-journeys");
            await review.GoAsync("new-moment", journey + "/moments/new");
            await new MomentPage(page).Send.ClickAsync();
            await Expect(page.Locator("[data-error-summary]")).ToBeVisibleAsync();
            await review.LookAsync("new-moment-errors");
            await review.GoAsync("edit-moment", journey + "/moments/2/edit");
            await new MomentPage(page).Fields.OpenDayAsync();
            await page.Locator("#Input_OccurredOn").FillAsync("");
            await new MomentPage(page).Send.ClickAsync();
            await Expect(page.Locator("[data-error-summary]")).ToBeVisibleAsync();
            await review.LookAsync("edit-moment-errors");
            await review.GoAsync("edit-moment-found", journey + "/moments/2/edit");
            await page.Locator("[data-kept-line] button").ClickAsync();
            await Expect(page.Locator("[data-kept-line]")).ToHaveCountAsync(0);
            await ChangeElsewhereAsync(page, $"/{culture}{journey}", words.Moment);
            await review.LookAsync("edit-moment-conflict");
            await page.Locator(".versions button").ClickAsync();
            await Expect(page.Locator(".versions")).ToHaveCountAsync(0);
            await review.LookAsync("my-journey-changed");
            await review.GoAsync("remove-moment", journey + "/moments/1/remove");
            await page.Locator("main form button").ClickAsync();
            await review.LookAsync("my-journey-removed");
            await review.GoAsync("remove-only-moment", journey + "/moments/2/remove");
            await review.GoAsync("history", journey + "/history");
            await page.GotoAsync($"/{culture}{journey}");
            await new MyJourneyPage(page).AddAsync(words.Moment);
            await review.LookAsync("my-journey-added");
            await new MyJourneyPage(page).MoveAsync(1, "down");
            await review.LookAsync("my-journey-moved");
            await review.GoAsync("finish", journey + "/finish");
            await page.Locator("main form button").ClickAsync();
            await Expect(page.Locator("[data-error-summary]")).ToBeVisibleAsync();
            await review.LookAsync("finish-errors");
            await page.GotoAsync($"/{culture}{journey}");
            await new MyJourneyPage(page).LeaveForAsync(words.Company);
            await review.LookAsync("my-journey-finished");
            await ReplyAsync(Guid.Parse(journey.Split('/')[^1]), words.Moment.Story);
            await review.GoAsync("my-journeys-reply", "/my-journeys");
            await review.GoAsync("my-journey-reply", journey);
            await page.Locator("form[data-submit-once] button").Last.ClickAsync();
            await review.LookAsync("answer-error");
            await review.GoAsync("answer", journey + "/answer");
            await review.GoAsync("erase", journey + "/erase");
            await page.Locator("main form button").ClickAsync();
            await review.LookAsync("erased");
            await review.GoAsync("code-unknown", "/my-journeys?unknown=code");
            review.AssertNothingFound();
        });
    }

    [BrowserTheory]
    [InlineData("en")]
    [InlineData("ko")]
    public async Task CompanyPages_EveryScreen_AreInOrder(string culture)
    {
        var words = Words.In(culture);
        var company = await browser.App.CompanyAsync(words.Company);
        var person = await browser.App.PersonAsync(company, CompanyRole.Manager);
        var state = await browser.SignedInStateAsync(person.Email!, TestData.Password);
        await browser.VisitAsync(Screen.Desktop(culture) with { State = state }, async page =>
        {
            var review = new PageReview(page, culture);
            var home = $"/companies/{company.Slug}";
            await review.GoAsync("dashboard-empty", home);
            await review.GoAsync("journeys-empty", home + "/journeys");
            await review.GoAsync("export-empty", home + "/export");
            await review.GoAsync("answers-empty", home + "/answers");
            await review.GoAsync("answer-settings-empty", home + "/settings/answers");
            await page.Locator("#reply .actions button").ClickAsync();
            await review.LookAsync("answer-settings-error");
            await page.Locator("#Name").FillAsync(words.Company);
            await page.Locator("#KoreanText").FillAsync(words.Moment.Story);
            await page.Locator("#reply .actions button").ClickAsync();
            await page.Locator("#Cause").FillAsync(words.Company);
            await page.Locator("#cause .actions button").ClickAsync();
            await review.LookAsync("answer-settings");

            var journey = await FillAsync(company, words.Moment);
            await review.GoAsync("companies", "/companies");
            await review.GoAsync("dashboard", home);
            await page.Locator("main details summary").First.ClickAsync();
            await review.LookAsync("dashboard-details");
            await review.GoAsync("dashboard-none", home + "?from=2001-01-01&to=2001-01-31");
            await review.GoAsync("journeys", home + "/journeys");
            await review.GoAsync("journeys-sorted", home + "/journeys?sort=first-told");
            await review.GoAsync("journeys-wall", home + "/journeys?view=wall");
            await page.Locator("main details summary").Last.ClickAsync();
            await review.LookAsync("journeys-wall-list");
            await review.GoAsync("journeys-none", home + "/journeys?outcome=stayed&collapsed=yes");
            await review.GoAsync("journeys-error", home + "/journeys?from=2001-13-01");
            await review.GoAsync("answers", home + "/answers");
            await review.GoAsync("answers-none", home + "/answers?owner=mine");
            await review.GoAsync("journey", $"{home}/journeys/{journey}");
            await page.Locator("form[data-submit-once] button").First.ClickAsync();
            await review.LookAsync("journey-reply-error");
            await page.Locator("#Text").FillAsync(words.Moment.Story);
            await page.Locator("#RootCause").SelectOptionAsync("other");
            await page.Locator("button[value=reply-close]").ClickAsync();

            // An e-mail address is the same in every language.
            await review.LookAsync("journey-replied", hasOwnWords: true);
            await review.GoAsync("export", home + "/export");
            await browser.App.ManyAsync(company, WallQuery.MostRows, seed: 1);
            await review.GoAsync("journeys-wall-counted", home + "/journeys?view=wall", hasOwnWords: true);
            await review.GoAsync("sign-out", "/sign-out");
            review.AssertNothingFound();
        });
    }

    [BrowserTheory]
    [InlineData("en")]
    [InlineData("ko")]
    public async Task OwnerPages_EveryScreen_AreInOrder(string culture)
    {
        var words = Words.In(culture);
        var company = await browser.App.CompanyAsync(words.Company);
        var person = await browser.App.PersonAsync(company, CompanyRole.Owner);
        var state = await browser.SignedInStateAsync(person.Email!, TestData.Password);
        var (journey, code) = await browser.App.JourneyAsync(
            company, TestData.Said(words.Moment.Touchpoint, "4", story: words.Moment.Story));
        await browser.VisitAsync(Screen.Desktop(culture) with { State = state }, async page =>
        {
            var review = new PageReview(page, culture);
            var home = $"/companies/{company.Slug}";
            await review.GoAsync("settings", $"{home}/settings?touchpoint={Uri.EscapeDataString(words.Moment.Touchpoint)}");
            await page.Locator("#Sites").FillAsync("nothing");
            await page.Locator("#sites button").ClickAsync();
            await review.LookAsync("settings-error", hasOwnWords: true);
            await page.Locator("#Sites").FillAsync("https://shop.example");
            await page.Locator("#sites button").ClickAsync();
            await review.LookAsync("settings-saved");
            await review.GoAsync("names", $"{home}/settings/names");
            await page.Locator("button[value=keep]").First.ClickAsync();
            await page.Locator("ul.names a.btn").First.ClickAsync();
            await review.LookAsync("name-edit");
            await review.GoAsync("company-name", $"{home}/settings/name");
            await review.GoAsync("settings-sign-in", $"{home}/settings/sign-in");
            await review.GoAsync("retention", $"{home}/settings/retention");
            await page.Locator("#ContactDays").FillAsync("never");
            await page.Locator("main form .btn").ClickAsync();
            await review.LookAsync("retention-error", hasOwnWords: true);
            await page.Locator("#ContactDays").FillAsync("30");
            await page.Locator("main form .btn").ClickAsync();
            await review.LookAsync("retention-saved");
            await review.GoAsync("audit", $"{home}/audit", hasOwnWords: true);
            await review.GoAsync("audit-none", $"{home}/audit?person=nobody-has-this");
            await review.GoAsync("poster", $"{home}/poster?touchpoint={Uri.EscapeDataString(words.Moment.Touchpoint)}");
            await review.GoAsync("framed-form", $"/embed/log/{company.Slug}");

            await page.GotoAsync("/r/" + code);
            await review.LookAsync("my-journey-to-keep");
            await page.Locator("main form[action$='Keep'] button").ClickAsync();
            await review.LookAsync("my-journey-kept");
            await review.GoAsync("my-journeys-kept", "/my-journeys");
            await review.GoAsync("erase-kept", $"/my-journeys/{journey}/erase");
            await page.Locator("main form button").ClickAsync();
            await review.GoAsync("journeys-erased", home + "/journeys");
            review.AssertNothingFound();
        });
    }

    [BrowserTheory]
    [InlineData("en")]
    [InlineData("ko")]
    public async Task PublicationPages_EveryScreen_AreInOrder(string culture)
    {
        var (words, app) = (Words.In(culture), browser.App);
        var company = await app.CompanyAsync(words.Company);
        var person = await app.PersonAsync(company, CompanyRole.Manager, isAdministrator: true);
        var (journey, code) = await app.JourneyAsync(
            company, TestData.Said(words.Moment.Touchpoint, "0", story: words.Moment.Story), TestData.Said(words.Moment.Touchpoint, "7"));
        await app.InScopeAsync(services => services.GetRequiredService<AppDbContext>().Publications.ExecuteDeleteAsync());
        await browser.VisitAsync(Screen.Desktop(culture) with { State = await browser.SignedInStateAsync(person.Email!, TestData.Password) }, async page =>
        {
            var review = new PageReview(page, culture);
            var (publish, answer) = ($"/my-journeys/{journey}/publication", $"/companies/{company.Slug}/journeys/{journey}");
            await review.GoAsync("published-few", $"/published/{company.Slug}");
            await review.GoAsync("moderation-empty", "/admin/publications");
            await page.GotoAsync("/r/" + code);
            await review.GoAsync("publish", publish);
            await page.Locator("#Pseudonym").FillAsync("");
            await page.Locator("form:has(#Pseudonym) button").ClickAsync();
            await review.LookAsync("publish-error");
            await page.Locator("#Pseudonym").FillAsync(words.Moment.Touchpoint);
            await page.Locator("form:has(#Pseudonym) button").ClickAsync();
            await review.LookAsync("publish-waiting");
            await review.GoAsync("my-journey-waiting", $"/my-journeys/{journey}");
            await review.GoAsync("companies-administrator", "/companies", hasOwnWords: true);
            await review.GoAsync("admin", "/admin");
            await review.GoAsync("admin-companies", "/admin/companies", hasOwnWords: true);
            await review.GoAsync("admin-companies-alike", "/admin/companies?show=alike", hasOwnWords: true);
            await review.GoAsync("admin-company", $"/admin/companies/{company.Id}", hasOwnWords: true);
            await review.GoAsync("admin-company-names", $"/admin/companies/{company.Id}/names", hasOwnWords: true);
            await review.GoAsync("admin-company-merge", $"/admin/companies/{company.Id}/merge?into=onbit-mobile", hasOwnWords: true);
            await review.GoAsync("moderation", "/admin/publications");
            await page.Locator("details:has(select[name=Administrator]) summary").First.ClickAsync();
            await review.LookAsync("moderation-hand-over");
            await page.Locator("button[value=refuse]").ClickAsync();
            await review.LookAsync("moderation-error");
            await page.Locator("textarea[name=Reason]").FillAsync(words.Moment.Story);
            await page.Locator("button[value=refuse]").ClickAsync();
            await review.GoAsync("decisions", "/admin/publications/decisions", hasOwnWords: true);
            await review.GoAsync("publish-refused", publish);
            await page.Locator("form:has(#Pseudonym) button").ClickAsync();
            await app.ApproveAsync(journey);
            for (var i = 0; i < 11; i++)
            {
                var other = await app.FinishedAsync(
                    company, Outcome.Returned, null,
                    TestData.Said(words.Moment.Touchpoint, "8", TestData.Day.AddMonths(-i), words.Moment.Story));
                await app.AskAsync(other, words.Moment.Touchpoint);
                await app.ApproveAsync(other);
            }

            await review.GoAsync("publish-published", publish);
            await review.GoAsync("journey-published", answer);
            await review.GoAsync("public-answer", answer + "/public-answer");
            await page.EvaluateAsync("document.querySelector('#Answer').removeAttribute('maxlength')");
            await page.Locator("#Answer").FillAsync(string.Concat(Enumerable.Repeat(words.Moment.Story + "\n", 200)));
            await page.Locator("form:has(#Answer) button").ClickAsync();
            await review.LookAsync("public-answer-error");
            await page.Locator("#Answer").FillAsync(words.Moment.Story);
            await page.Locator("form:has(#Answer) button").ClickAsync();
            await review.GoAsync("form-published", $"/log/{company.Slug}");
            await review.GoAsync("published", $"/published/{company.Slug}");
            await page.Locator("main summary").First.ClickAsync();
            await review.LookAsync("published-report");
            await page.Locator("details[open] form button").ClickAsync();
            await review.LookAsync("published-report-error");
            await page.Locator("details[open] textarea").FillAsync(words.Moment.Story);
            await page.Locator("details[open] form button").ClickAsync();
            await review.LookAsync("published-reported");
            await page.Locator("[rel=next]").ClickAsync();
            await review.LookAsync("published-older");
            await app.ReportAsync(company, journey, words.Moment.Story);
            await review.GoAsync("moderation-reported", "/admin/publications");
            await review.GoAsync("erase-published", $"/my-journeys/{journey}/erase");
            await page.GotoAsync($"/{culture}/my-journeys/{journey}");
            await new MyJourneyPage(page).LeaveForAsync(words.Company);
            await review.GoAsync("publish-changed", publish);
            review.AssertNothingFound();
        });
    }

    [BrowserTheory]
    [InlineData("en")]
    [InlineData("ko")]
    public async Task DemoPages_EveryScreen_AreInOrder(string culture) =>
        await browser.VisitAsync(Screen.Desktop(culture) with { State = await browser.ManagerStateAsync() }, async page =>
        {
            var review = new PageReview(page, culture);
            var home = $"/companies/{BrowserFixture.Company}";
            await review.GoAsync("demo-dashboard", home, hasOwnWords: true);
            await page.Locator(".touchpoints tbody th a").First.ClickAsync();
            await review.LookAsync("demo-touchpoint", hasOwnWords: true);
            await review.GoAsync("demo-fix-first", home + "/fix-first?period=all", hasOwnWords: true);
            await page.Locator("input[type=checkbox][name=fix]").First.CheckAsync();
            await page.Locator("form:has(input[type=checkbox][name=fix]) button").First.ClickAsync();
            await review.LookAsync("demo-what-if", hasOwnWords: true);
            await review.GoAsync(
                "demo-search", home + "/journeys?q=" + Uri.EscapeDataString(culture == "ko" ? "개통" : "activation"), hasOwnWords: true);
            await review.GoAsync("demo-journeys", home + "/journeys", hasOwnWords: true);
            await page.Locator("tbody th a").First.ClickAsync();
            await review.LookAsync("demo-journey", hasOwnWords: true);
            await review.GoAsync("demo-export", home + "/export", hasOwnWords: true);
            review.AssertNothingFound();
        });

    [BrowserTheory]
    [InlineData("en")]
    [InlineData("ko")]
    public async Task PeoplePages_EveryScreen_AreInOrder(string culture)
    {
        var (words, app) = (Words.In(culture), browser.App);
        var company = await app.CompanyAsync(words.Company);
        var claimed = await app.CompanyAsync(words.Company);
        var owner = await app.PersonAsync(company, CompanyRole.Owner);
        var (other, claimant) = (await app.PersonAsync(company, CompanyRole.Manager), await app.PersonAsync(company, null));
        var (home, email, press) = ($"/companies/{company.Slug}/members", MailFixture.NewAddress(), "main form .actions .btn:not(.default)");
        await app.InScopeAsync(async services =>
        {
            var db = services.GetRequiredService<AppDbContext>();
            await db.CompanyClaims.ExecuteDeleteAsync();
            await db.Users.Where(u => u.Id == claimant.Id).ExecuteUpdateAsync(set => set.SetProperty(u => u.HasProvenAddress, true));
            await services.GetRequiredService<CompanySettings>().ChangeAsync(company.Id, c => c.Verify(WebHost.TryParse("example.test")), default);
            return true;
        });

        var state = await browser.SignedInStateAsync(owner.Email!, TestData.Password);
        await browser.VisitAsync(Screen.Desktop(culture) with { State = state }, async page =>
        {
            var review = new PageReview(page, culture);
            await review.GoAsync("members", home, hasOwnWords: true);
            await review.GoAsync("invite", home + "/invite");
            await page.Locator(press).First.ClickAsync();
            await review.LookAsync("invite-error");
            await page.Locator("#Email").FillAsync(email);
            await page.Locator(press).First.ClickAsync();
            await review.LookAsync("members-invited", hasOwnWords: true);
            await review.GoAsync("member-role", $"{home}/{other.Id}", hasOwnWords: true);
            await page.GotoAsync($"/{culture}{home}/{owner.Id}");
            await page.Locator("#Role_Viewer").CheckAsync();
            await page.Locator(press).First.ClickAsync();
            await review.LookAsync("member-role-last", hasOwnWords: true);
            await review.GoAsync("member-remove", $"{home}/{other.Id}/remove", hasOwnWords: true);
            await review.GoAsync("members-leave", home + "/leave");
            var link = (await app.Sink.NextAsync(email)).Link("token=");
            await page.GotoAsync(link);
            await review.LookAsync("invitation-other", hasOwnWords: true);
            await page.Locator(press).First.ClickAsync();
            await review.LookAsync("invitation-new", hasOwnWords: true);
            await page.Locator(press).First.ClickAsync();
            await review.LookAsync("invitation-error", hasOwnWords: true);
            await page.GotoAsync($"/{culture}/invitations/join?token=none");
            await review.LookAsync("invitation-gone");
            review.AssertNothingFound();
        });

        await browser.VisitAsync(Screen.Desktop(culture), async page =>
        {
            var review = new PageReview(page, culture);
            await new SignInPage(page).SignInAsCustomerAsync(culture, claimant.Email!, TestData.Password);
            await review.GoAsync("companies-none", "/companies", hasOwnWords: true);
            await review.GoAsync("claim-find", "/claim");
            await page.Locator(press).First.ClickAsync();
            await review.GoAsync("claim-found", "/claim?q=" + Uri.EscapeDataString(claimed.Name), hasOwnWords: true);
            await review.GoAsync("claim", "/claim/" + claimed.Slug, hasOwnWords: true);
            await page.Locator("form:has(#Input_Position) .btn").First.ClickAsync();
            await review.LookAsync("claim-error", hasOwnWords: true);
            await page.Locator("#Input_Position").FillAsync(words.Moment.Touchpoint);
            await page.Locator("#Input_Address").FillAsync("www.shop.example");
            await page.Locator("#Input_Evidence").FillAsync(words.Moment.Story);
            await page.Locator("form:has(#Input_Position) .btn").First.ClickAsync();
            await review.LookAsync("claim-waiting", hasOwnWords: true);
            await review.GoAsync("claim-by-mail", "/claim/" + company.Slug, hasOwnWords: true);
            await page.Locator("form[action*='handler=Mail'] .btn").ClickAsync();
            await review.LookAsync("claim-asked", hasOwnWords: true);
            await review.GoAsync("companies-claims", "/companies", hasOwnWords: true);
            review.AssertNothingFound();
        });

        var administrator = await app.PersonAsync(company, CompanyRole.Owner, isAdministrator: true);
        var above = await browser.SignedInStateAsync(administrator.Email!, TestData.Password);
        await browser.VisitAsync(Screen.Desktop(culture) with { State = above }, async page =>
        {
            var review = new PageReview(page, culture);
            await page.GotoAsync($"/{culture}{home}");
            await page.Locator("a[href*='/members/requests/']").ClickAsync();
            await review.LookAsync("join-request", hasOwnWords: true);
            await review.GoAsync("claims", "/admin/claims", hasOwnWords: true);
            await page.Locator("button[value=refuse]").ClickAsync();
            await review.LookAsync("claims-error", hasOwnWords: true);
            await page.Locator("article textarea").FillAsync(words.Moment.Story);
            await page.Locator("button[value=refuse]").ClickAsync();
            await review.LookAsync("claims-decided", hasOwnWords: true);
            review.AssertNothingFound();
        });
    }

    /// <summary>While the form of the second moment is open, another tab changes it; then the form is sent.</summary>
    private static async Task ChangeElsewhereAsync(IPage page, string journey, ToldMoment moment)
    {
        await page.GotoAsync(journey + "/moments/2/edit");
        var other = await page.Context.NewPageAsync();
        await other.GotoAsync(journey + "/moments/2/edit");
        await new MomentPage(other).FillAsync(moment with { Score = 3 });
        await new MomentPage(other).SendAsync();
        await other.CloseAsync();
        await new MomentPage(page).Send.ClickAsync();
        await Expect(page.Locator(".versions")).ToBeVisibleAsync();
    }

    private async Task ReplyAsync(Guid journeyId, string text)
    {
        await browser.App.InScopeAsync(async services =>
        {
            var journey = await services.GetRequiredService<AppDbContext>().Journeys.AsNoTracking().SingleAsync(j => j.Id == journeyId);
            var user = await services.GetRequiredService<AppDbContext>().Users.Select(u => u.Id).FirstAsync();
            return await services.GetRequiredService<CaseWriter>().ReplyAsync(journey.Key, user, text, close: true, default);
        });
    }

    /// <summary>Twelve finished journeys; the one that is given back collapsed.</summary>
    private async Task<Guid> FillAsync(Company company, ToldMoment moment)
    {
        var today = DateOnly.FromDateTime(DateTime.UtcNow);
        NamedMoment Said(string score, int daysAgo) => TestData.Said(moment.Touchpoint, score, today.AddDays(-daysAgo), moment.Story);
        for (var i = 1; i <= 11; i++)
        {
            await browser.App.FinishedAsync(company, Outcome.Stayed, null, Said("9", i), Said("7", i));
        }

        return await browser.App.FinishedAsync(
            company, Outcome.LeftForCompetitor, moment.Touchpoint, Said("4", 2), Said("0", 1), Said("8", 1));
    }

    /// <summary>What people call things and say in one language alone.</summary>
    private sealed record Words(string Company, ToldMoment Moment)
    {
        public static Words In(string culture) => culture == "en"
            ? new("Lakeside Telecom", new("Front desk", "2026-03-10", "10:20", 7, "They were friendly,\nand slow."))
            : new("호숫가통신", new("안내 창구", "2026-03-10", "10:20", 7, "친절했지만\n느렸습니다."));
    }
}
