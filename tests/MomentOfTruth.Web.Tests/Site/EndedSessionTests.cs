using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Site;
using MomentOfTruth.Web.Tests.Companies;

namespace MomentOfTruth.Web.Tests.Site;

/// <summary>Who is signed out while typing loses nothing: after signing in the form is there as it was sent, and nothing was done.</summary>
public sealed class EndedSessionTests(AppFixture app) : IClassFixture<AppFixture>
{
    private const string Canary = "canary-typed";

    [Theory]
    [InlineData("en", "Your session has ended", "Nothing has been sent yet")]
    [InlineData("ko", "로그인이 끝났어요", "아직 전송되지 않았어요")]
    public async Task Reply_SentAfterTheSessionEnded_IsInTheFormAfterSigningIn(string culture, string ended, string unsent)
    {
        var (company, journey, person) = await JourneyAsync();
        var typed = $"{Canary}\nsecond line, “quoted” & <b>bold</b>";
        var page = await (await app.SignedInAsync(person)).GetStringAsync($"/{culture}/companies/{company.Slug}/journeys/{journey}?period=all");
        var browser = app.Browser();

        var refused = await browser.SubmitAsync(page, "Text", ("Text", typed), ("do", "reply"));

        var signIn = refused.Headers.Location!.OriginalString;
        Assert.StartsWith($"/{culture}/sign-in?", signIn, StringComparison.Ordinal);
        Assert.DoesNotContain(Canary, signIn, StringComparison.Ordinal);
        var asked = await browser.GetStringAsync(signIn);
        Assert.Contains(ended, WebUtility.HtmlDecode(asked), StringComparison.Ordinal);
        Assert.DoesNotContain(Canary, asked, StringComparison.Ordinal);
        var shown = await SignInAsync(browser, signIn, person);
        Assert.Equal(typed.ReplaceLineEndings("\n"), Forms.FormOf(shown, "Text").Fields["Text"].ReplaceLineEndings("\n"));
        Assert.Contains(unsent, WebUtility.HtmlDecode(shown), StringComparison.Ordinal);
        Assert.Equal(0, await app.InScopeAsync(s => s.GetRequiredService<AppDbContext>().Replies.CountAsync(r => r.JourneyId == journey)));

        // The form is good to be sent, once more on its way.
        var sent = await browser.SubmitAsync(shown, "Text", ("do", "reply"));
        Assert.Contains("period=all", sent.Headers.Location!.OriginalString, StringComparison.Ordinal);
        Assert.Equal(1, await app.InScopeAsync(s => s.GetRequiredService<AppDbContext>().Replies.CountAsync(r => r.JourneyId == journey)));
    }

    [Fact]
    public async Task TypedText_IsNotShownToAnotherPersonWhoSignsInThere_NorInAnotherPage()
    {
        var (company, journey, person) = await JourneyAsync();
        var address = $"/en/companies/{company.Slug}/journeys/{journey}";
        var page = await (await app.SignedInAsync(person)).GetStringAsync(address);
        var browser = app.Browser();
        var signIn = (await browser.SubmitAsync(page, "Text", ("Text", Canary), ("do", "reply"))).Headers.Location!.OriginalString;

        var others = await SignInAsync(browser, signIn, await app.PersonAsync(company, CompanyRole.Manager));
        Assert.DoesNotContain(Canary, others, StringComparison.Ordinal);
        Assert.Empty(Forms.FormOf(others, "Text").Fields["Text"]);

        var mine = app.Browser();
        Assert.Contains(Canary, await SignInAsync(mine, signIn, person), StringComparison.Ordinal);
    }

    [Fact]
    public async Task TypedText_OfAFormThatWasNotShownToAnybody_IsNotKept()
    {
        var (company, journey, person) = await JourneyAsync();
        var browser = app.Browser();
        var signIn = (await browser.PostAsync(
            $"/en/companies/{company.Slug}/journeys/{journey}",
            Forms.Content([new("Text", Canary), new("do", "reply"), new("__RequestVerificationToken", "forged")]))).Headers.Location!;

        Assert.DoesNotContain(Canary, await SignInAsync(browser, signIn.OriginalString, person), StringComparison.Ordinal);
    }

    [Fact]
    public async Task TypedText_IsForgottenAfterADay_AndBeyondTwentyForms()
    {
        var (company, journey, person) = await JourneyAsync();
        var page = await (await app.SignedInAsync(person)).GetStringAsync($"/en/companies/{company.Slug}/journeys/{journey}");
        var signIns = new List<string>();
        for (var i = 0; i <= KeptForms.MaxOfPerson; i++)
        {
            var sent = await app.Browser().SubmitAsync(page, "Text", ("Text", $"{Canary} {i}"), ("do", "reply"));
            signIns.Add(sent.Headers.Location!.OriginalString);
        }

        Assert.DoesNotContain(Canary, await SignInAsync(app.Browser(), signIns[0], person), StringComparison.Ordinal);
        Assert.Contains($"{Canary} 1", await SignInAsync(app.Browser(), signIns[1], person), StringComparison.Ordinal);
        var kept = await app.InScopeAsync(s => s.GetRequiredService<AppDbContext>().KeptForms.AsNoTracking().ToListAsync());
        Assert.All(kept, form =>
        {
            Assert.DoesNotContain(Canary, form.Form, StringComparison.Ordinal);
            Assert.InRange(form.ExpiresAtUtc, DateTime.UtcNow, DateTime.UtcNow + KeptForms.Lifetime);
        });
        await app.InScopeAsync(s => s.GetRequiredService<AppDbContext>().KeptForms
            .ExecuteUpdateAsync(set => set.SetProperty(f => f.ExpiresAtUtc, DateTime.UtcNow)));
        Assert.DoesNotContain(Canary, await SignInAsync(app.Browser(), signIns[^1], person), StringComparison.Ordinal);
    }

    // A customer whose journey is in an account, and one who opened it while signed in.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task CustomersMoment_SentAfterTheSessionEnded_IsShownAfterSigningIn(bool isKept)
    {
        var (id, code) = await app.JourneyAsync(await app.CompanyAsync(), TestData.Said("Shop", "8"));
        var person = await app.PersonAsync(await app.CompanyAsync(), null);
        var customer = app.Browser();
        await customer.GetAsync("/en/r/" + code);
        await SignInAsync(customer, isKept ? $"/en/sign-in?keep={id}" : "/en/sign-in", person);
        await customer.GetAsync("/en/r/" + code);
        var page = await customer.GetStringAsync($"/en/my-journeys/{id}/moments/new");
        var browser = app.Browser();

        var sent = await browser.SubmitAsync(page, "Version", ("Input.Touchpoint", "Shop"), ("Input.Story", Canary));

        Assert.StartsWith("/en/sign-in?", sent.Headers.Location?.OriginalString, StringComparison.Ordinal);
        var shown = await SignInAsync(browser, sent.Headers.Location!.OriginalString, person);
        Assert.Contains(Canary, shown, StringComparison.Ordinal);
        Assert.Equal(isKept, shown.Contains("Input.Story", StringComparison.Ordinal));
    }

    [Fact]
    public async Task TypedText_OfMoreThanAnyFieldTakes_IsRefusedAndNotCut()
    {
        var (company, journey, person) = await JourneyAsync();
        var page = await (await app.SignedInAsync(person)).GetStringAsync($"/en/companies/{company.Slug}/journeys/{journey}");

        var answer = await app.Browser().SubmitAsync(page, "Text", ("Text", new string('a', KeptForms.MaxLength)), ("do", "reply"));

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
    }

    // The pages that need a signed-in person, and all forms that these show an owner who is also the administrator.
    [Fact]
    public async Task EveryFormOfThePagesThatNeedASignIn_KeepsWhatWasTyped()
    {
        var ids = await CompanyIds.OfAsync(app, "Ended");
        var person = await app.PersonAsync(ids.Company, CompanyRole.Owner, isAdministrator: true);
        var signedIn = await app.SignedInAsync(person);
        var (lost, tried) = (new List<string>(), new HashSet<string>());
        foreach (var address in await PagesAsync(ids))
        {
            var page = Html.Parse(await (await signedIn.GetAsync(address)).Content.ReadAsStringAsync());
            foreach (var (form, typed) in page.QuerySelectorAll<IHtmlFormElement>("main form[method=post]").Select(f => (f, TypedIn(f))))
            {
                if (typed.Count == 0 || !tried.Add($"{address} {string.Join(' ', typed.Keys)}"))
                {
                    continue;
                }

                var fields = Forms.FieldsOf(form);
                foreach (var (name, value) in typed)
                {
                    fields[name] = value;
                }

                if (form.QuerySelector("button[name]:not(.default)") is { } button)
                {
                    fields[button.GetAttribute("name")!] = button.GetAttribute("value")!;
                }

                var browser = app.Browser();
                var sent = await browser.PostAsync(form.GetAttribute("action") ?? address, Forms.Content(fields));
                if (sent.Headers.Location?.OriginalString is not { } signIn || !signIn.Contains("/sign-in", StringComparison.Ordinal))
                {
                    lost.Add($"{address} answered {(int)sent.StatusCode}");
                    continue;
                }

                var shown = Html.Parse(await SignInAsync(browser, signIn, person));
                var there = shown.QuerySelectorAll<IHtmlFormElement>("form[method=post]").Select(Forms.FieldsOf).ToList();
                lost.AddRange(typed
                    .Where(field => !there.Any(f => f.TryGetValue(field.Key, out var value) && value == field.Value))
                    .Select(field => $"{address} lost {field.Key}"));
            }
        }

        Assert.True(lost.Count == 0, string.Join('\n', lost));
        Assert.True(tried.Count >= 7, string.Join('\n', tried));
    }

    private async Task<(Company Company, Guid Journey, User Person)> JourneyAsync()
    {
        var company = await app.CompanyAsync();
        var (journey, _) = await app.JourneyAsync(company, TestData.Said("Shop", "8"));
        return (company, journey, await app.PersonAsync(company, CompanyRole.Manager));
    }

    /// <summary>Signs in on that page and gives the page to which it leads.</summary>
    private static async Task<string> SignInAsync(HttpClient browser, string address, User person)
    {
        var answer = await browser.PostFormAsync(
            address, new() { ["Input.Email"] = person.Email!, ["Input.Password"] = TestData.Password });
        Assert.True(answer.StatusCode == HttpStatusCode.Redirect, await answer.TextAsync());
        Assert.DoesNotContain(Canary, answer.Headers.Location!.OriginalString, StringComparison.Ordinal);
        return await (await browser.GetAsync(answer.Headers.Location)).Content.ReadAsStringAsync();
    }

    // What a person types or chooses there. Passwords are kept nowhere.
    private static Dictionary<string, string> TypedIn(IHtmlFormElement form) => form.Elements
        .Select(field => (Name: field.GetAttribute("name"), Value: Value(field)))
        .Where(field => field is { Name: not null, Value: not null })
        .ToDictionary(field => field.Name!, field => field.Value!);

    private static string? Value(IElement field) => field switch
    {
        IHtmlInputElement { Type: "hidden" or "password" or "submit" or "radio" or "checkbox" } => null,

        // A code is good for half a minute, and is typed anew.
        IHtmlInputElement when field.GetAttribute("autocomplete") == "one-time-code" => null,
        IHtmlInputElement { Type: "date" } => "2026-03-11",
        IHtmlInputElement or IHtmlTextAreaElement => Canary,
        IHtmlSelectElement select => select.Options[select.Options.Length - 1].Value,
        _ => null,
    };

    private async Task<IReadOnlyList<string>> PagesAsync(CompanyIds ids)
    {
        using var client = app.CreateClient();
        var loader = app.Services.GetRequiredService<PageLoader>();
        var pages = new List<string>();
        foreach (var endpoint in app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>())
        {
            if (endpoint.Metadata.GetMetadata<PageActionDescriptor>() is { } page && endpoint.RoutePattern.RawText!.StartsWith("{culture", StringComparison.Ordinal))
            {
                var loaded = await loader.LoadAsync(page, endpoint.Metadata);
                if (loaded.HandlerMethods.Any(h => h.HttpMethod == "Post") && !loaded.ModelTypeInfo!.IsDefined(typeof(AllowAnonymousAttribute), inherit: true))
                {
                    pages.Add(EndpointList.Address("/" + endpoint.RoutePattern.RawText, _ => ids));
                }
            }
        }

        return pages;
    }
}
