using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Features.Companies;
using MomentOfTruth.Web.Tests.Intake;
using MomentOfTruth.Web.Tests.MyJourneys;

namespace MomentOfTruth.Web.Tests.Admin;

public sealed class AdminCompaniesTests(AppFixture app) : IClassFixture<AppFixture>
{
    [Theory]
    [InlineData("/en/admin/companies", "")]
    [InlineData("/en/admin/companies/{0}", "")]
    [InlineData("/en/admin/companies/{0}/names", "")]
    [InlineData("/en/admin/companies/{0}/merge", "?into=x")]
    public async Task Pages_AreNotThereForAnybodyElse(string page, string query)
    {
        var company = await app.CompanyAsync();
        var owner = await app.SignedInAsync(company, CompanyRole.Owner);
        var address = string.Format(System.Globalization.CultureInfo.InvariantCulture, page, company.Id) + query;
        Assert.Equal(HttpStatusCode.NotFound, (await owner.GetAsync(address)).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await app.Browser().GetAsync(address)).StatusCode);
    }

    [Fact]
    public async Task List_FindsByEveryName_FiltersAndPages()
    {
        var administrator = await AdministratorAsync();
        var company = await app.CompanyAsync("Zebra Telecom");
        await app.JourneyAsync(company, TestData.Said("Shop", "8"));
        Assert.Equal(HttpStatusCode.Redirect, (await administrator.PostFormAsync($"/en/admin/companies/{company.Id}/names?handler=Alias", new() { ["Alias"] = $"얼룩말 {company.Id:N}" })).StatusCode);
        foreach (var search in new[] { company.Name[..20].ToUpperInvariant(), company.Name.Replace(" ", "", StringComparison.Ordinal), $"얼룩말{company.Id:N}", company.Slug })
        {
            var rows = Html.Parse(await administrator.GetStringAsync("/en/admin/companies?q=" + Uri.EscapeDataString(search))).QuerySelectorAll("tbody tr");
            Assert.Equal([$"{company.Name} unverified 1 0"], rows.Select(row => row.Words()));
        }

        Assert.Contains(company.Name, await administrator.GetStringAsync("/en/admin/companies?show=unclaimed&q=" + company.Slug), StringComparison.Ordinal);
        Assert.DoesNotContain(company.Name, await administrator.GetStringAsync("/en/admin/companies?show=archived&q=" + company.Slug), StringComparison.Ordinal);
        for (var i = 0; i < 30; i++)
        {
            await app.CompanyAsync("Paged");
        }

        var (seen, next) = (new List<string>(), "/en/admin/companies?q=paged");
        for (string? at = next; at is not null;)
        {
            var page = Html.Parse(await administrator.GetStringAsync(at));
            seen.AddRange(page.QuerySelectorAll("tbody th a").Select(a => a.Href()));
            at = page.QuerySelector("main a[href*='after=']")?.Href();
        }

        Assert.Equal(30, seen.Distinct().Count());
        Assert.Equal(30, seen.Count);
    }

    [Fact]
    public async Task VerifyArchiveAndZone_AreChanged_AndSaidOnTheForm()
    {
        var administrator = await AdministratorAsync();
        var company = await app.CompanyAsync();
        await app.FinishedAsync(company, Outcome.Left, null, TestData.Said("Shop", "0"));
        var page = $"/en/admin/companies/{company.Id}";
        await PostAsync(administrator, page, "Verify", ("verified", "yes"));
        await PostAsync(administrator, page, "Zone", ("Zone", "America/New_York"));
        await PostAsync(administrator, page, "Archive", ("archived", "yes"));
        var stored = await StoredAsync(company.Id);
        Assert.Equal((true, "America/New_York", true), (stored.IsVerified, stored.TimeZoneId, stored.IsArchived));
        Assert.Empty(await app.InScopeAsync(s => s.GetRequiredService<FactsLedger>().VerifyAsync(company.Id, null, default)));

        var customer = app.Browser();
        Assert.Contains("takes no new journeys any more", await customer.GetStringAsync(company.LogAddress()), StringComparison.Ordinal);
        Assert.Contains("새로 남길 수 없어요", await customer.GetStringAsync(company.LogAddress("ko")), StringComparison.Ordinal);
        Assert.DoesNotContain(company.LogAddress(), await customer.GetStringAsync("/en/log?q=" + company.Slug), StringComparison.Ordinal);
        Assert.Contains("1", await (await app.SignedInAsync(company, CompanyRole.Viewer)).GetStringAsync($"/en/companies/{company.Slug}?period=all"), StringComparison.Ordinal);

        await PostAsync(administrator, page, "Archive", ("archived", "no"));
        await PostAsync(administrator, page, "Verify", ("verified", "no"));
        stored = await StoredAsync(company.Id);
        Assert.Equal((false, false), (stored.IsVerified, stored.IsArchived));
        Assert.DoesNotContain("no longer takes", await customer.GetStringAsync(company.LogAddress()), StringComparison.Ordinal);
        var wrong = await administrator.PostFormAsync(page + "?handler=Zone", new() { ["Zone"] = "Mars/Olympus" });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
    }

    [Fact]
    public async Task ArchivedWhileSomebodyWrote_WordsAreKept_AndNothingIsSent()
    {
        var company = await app.CompanyAsync();
        var customer = app.Browser();
        var form = await customer.GetStringAsync(company.LogAddress());
        await app.InScopeAsync(async s =>
        {
            await s.GetRequiredService<CompanySettings>().ChangeAsync(company.Id, c => c.Archive(DateTime.UtcNow), default);
            return 0;
        });
        var answer = await customer.PostAsync(company.LogAddress(), Forms.Content(LogForms.Typed(("My very own words", "8")).With("do", "all").Append(new("__RequestVerificationToken", Forms.TokenOf(form)))));
        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        Assert.Contains("stopped taking new journeys", await answer.TextAsync(), StringComparison.Ordinal);
        Assert.Contains("My very own words", await answer.TextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rename_KeepsAddressAndOldName_AndATakenNameIsRefusedWithTheMerge()
    {
        var administrator = await AdministratorAsync();
        var (company, other) = (await app.CompanyAsync("Korea Telecom"), await app.CompanyAsync("Other"));
        var page = $"/en/admin/companies/{company.Id}/names";
        var korean = $"케이티 {company.Id:N}";
        Assert.Equal(HttpStatusCode.Redirect, (await administrator.PostFormAsync(page, new() { ["Name"] = $"KT {company.Id:N}", ["KoreanName"] = korean, ["KeepOld"] = "yes" })).StatusCode);
        foreach (var name in new[] { company.Name, korean, $"kt  {company.Id:N}" })
        {
            var found = await app.InScopeAsync(s => s.GetRequiredService<CompanyRegister>().FindOrAddAsync(name, default));
            Assert.Equal((company.Id, company.Slug), (found.Id, found.Slug));
        }

        // By alias in the customer's picker too.
        var picker = app.Browser();
        Assert.Contains(company.LogAddress(), (await picker.SubmitAsync(await picker.GetStringAsync("/en/log?q=" + Uri.EscapeDataString(company.Name)), "q")).Headers.Location!.OriginalString, StringComparison.Ordinal);

        foreach (var (handler, field) in new[] { ("", "Name"), ("?handler=Alias", "Alias") })
        {
            var refused = await administrator.PostFormAsync(page + handler, new() { [field] = other.Name.ToUpperInvariant() });
            Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
            var html = Html.Parse(await refused.Content.ReadAsStringAsync());
            Assert.Equal($"/en/admin/companies/{company.Id}/merge?into={other.Slug}", html.One("main .notice a").Href());
            Assert.Contains(other.Name, html.One($"#{field}-error").Words(), StringComparison.Ordinal);
            Assert.Equal(other.Name.ToUpperInvariant(), html.One($"#{field}").Value("value"));
        }

        // Its owner is not offered what only an administrator can do.
        var owner = await app.SignedInAsync(company, CompanyRole.Owner);
        var owners = await owner.PostFormAsync($"/en/companies/{company.Slug}/settings/name", new() { ["Name"] = other.Name });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, owners.StatusCode);
        Assert.DoesNotContain("/admin/", await owners.TextAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await owner.PostFormAsync($"/en/companies/{company.Slug}/settings/name?handler=Remove", new() { ["Alias"] = company.Name })).StatusCode);
        Assert.Equal(0, await app.InScopeAsync(s => s.GetRequiredService<AppDbContext>().CompanyAliases.CountAsync(a => a.CompanyId == company.Id)));
    }

    [Fact]
    public async Task Merge_IsAskedWithNumbers_MovesEveryAddress_AndIsUndone()
    {
        var administrator = await AdministratorAsync();
        var kept = await app.CompanyAsync("Kept");
        var mine = await OpenedJourney.OfAsync(app, "en", await app.CompanyAsync("Merged"));
        var merged = mine.Company;
        await app.FinishedAsync(kept, Outcome.Stayed, null, TestData.Said("Shop", "9"));
        var confirm = $"/en/admin/companies/{merged.Id}/merge?into=" + Uri.EscapeDataString(kept.Name);
        var asked = Html.Parse(await administrator.GetStringAsync(confirm)).One("main").Words();
        Assert.Contains("1 journey (2 moments) 2 touchpoints, 0 products 0 members", asked, StringComparison.Ordinal);
        var done = await administrator.SubmitAsync(await administrator.GetStringAsync(confirm), "into");
        Assert.Equal($"/en/admin/companies/{kept.Id}?done=merged", done.Headers.Location!.OriginalString);

        // Pages, files, forms and published addresses of the old name.
        var viewer = await app.SignedInAsync(kept, CompanyRole.Manager);
        foreach (var rest in new[] { "", ".csv", ".json?period=all", "/journeys?q=a%26b", "/fix-first.csv", $"/journeys/{mine.Id}", "/export" })
        {
            var answer = await viewer.GetAsync($"/en/companies/{merged.Slug}{rest}");
            Assert.Equal((HttpStatusCode.MovedPermanently, $"/en/companies/{kept.Slug}{rest}"), (answer.StatusCode, answer.Headers.Location?.OriginalString));
            Assert.True(answer.Headers.CacheControl!.NoStore);
            Assert.Equal(HttpStatusCode.OK, (await viewer.GetAsync(answer.Headers.Location)).StatusCode);
        }

        var customer = app.Browser();
        foreach (var (old, now) in new[] { ($"/ko/log/{merged.Slug}?touchpoint=x", $"/ko/log/{kept.Slug}?touchpoint=x"), ($"/en/embed/log/{merged.Slug}", $"/en/embed/log/{kept.Slug}"), ($"/en/published/{merged.Slug}", $"/en/published/{kept.Slug}") })
        {
            Assert.Equal(now, (await customer.GetAsync(old)).Headers.Location?.OriginalString);
        }

        var form = await customer.GetStringAsync($"/en/log/{kept.Slug}");
        var sent = await customer.PostAsync($"/en/log/{merged.Slug}", Forms.Content(LogForms.Typed(("Shop", "8")).With("do", "all").Append(new("__RequestVerificationToken", Forms.TokenOf(form)))));
        Assert.Equal((HttpStatusCode.PermanentRedirect, $"/en/log/{kept.Slug}"), (sent.StatusCode, sent.Headers.Location?.OriginalString));

        // The browser that holds the journey, and its code, open it as before; the name leads to the kept company.
        Assert.Contains(kept.Name, await mine.TextAsync(), StringComparison.Ordinal);
        Assert.Contains(mine.Id.ToString(), await (await OpenedJourney.OpenAsync(app, "en", mine.Code)).GetStringAsync("/en/my-journeys"), StringComparison.Ordinal);
        Assert.Equal(kept.Id, (await app.InScopeAsync(s => s.GetRequiredService<CompanyRegister>().FindOrAddAsync(merged.Name, default))).Id);
        Assert.Contains(mine.Id.ToString(), await viewer.GetStringAsync($"/en/companies/{kept.Slug}/journeys?state=all&q=hung"), StringComparison.Ordinal);

        var page = await administrator.GetStringAsync($"/en/admin/companies/{kept.Id}");
        Assert.Equal($"/en/admin/companies/{kept.Id}?done=undone", (await administrator.SubmitAsync(page, "merge")).Headers.Location!.OriginalString);
        Assert.Contains(merged.Name, await mine.TextAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await customer.GetAsync($"/en/log/{merged.Slug}")).StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, (await administrator.SubmitAsync(page, "merge")).StatusCode);
    }

    [Fact]
    public async Task Merge_IntoNothingOrItself_IsRefusedBesideTheField()
    {
        var administrator = await AdministratorAsync();
        var company = await app.CompanyAsync();
        foreach (var into in new[] { "", "nobody-at-all", company.Slug })
        {
            var answer = await administrator.GetAsync($"/en/admin/companies/{company.Id}/merge?into={into}");
            Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
            Assert.NotNull(Html.Parse(await answer.Content.ReadAsStringAsync()).QuerySelector("#into-error"));
        }
    }

    [Fact]
    public async Task Alike_AreProposed_UntilSomebodySaysTheyAreTwo()
    {
        var administrator = await AdministratorAsync();
        var (one, other) = (await app.InScopeAsync(s => s.GetRequiredService<CompanyRegister>().FindOrAddAsync("Wonderland Rail", default)), await app.InScopeAsync(s => s.GetRequiredService<CompanyRegister>().FindOrAddAsync("Wonderland-Rail Ltd.", default)));
        var page = await administrator.GetStringAsync("/en/admin/companies?show=alike");
        var pair = Html.Parse(page).QuerySelectorAll("ul.names li").Single(li => li.Words().Contains("Wonderland", StringComparison.Ordinal));
        Assert.Contains("same but for spacing", pair.Words(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await administrator.GetAsync(pair.One("a.btn").Href())).StatusCode);
        var (action, fields) = Forms.FormOf(pair, "one");
        Assert.Equal(HttpStatusCode.Redirect, (await administrator.PostAsync(action, Forms.Content(fields))).StatusCode);
        Assert.DoesNotContain("Wonderland", await administrator.GetStringAsync("/ko/admin/companies?show=alike"), StringComparison.Ordinal);
        Assert.Equal(2, new[] { one.Id, other.Id }.Distinct().Count());
    }

    private async Task<HttpClient> AdministratorAsync() =>
        await app.SignedInAsync(await app.PersonAsync(await app.CompanyAsync(), null, isAdministrator: true));

    private static async Task PostAsync(HttpClient browser, string page, string handler, params (string Name, string Value)[] fields)
    {
        var token = Forms.TokenOf(await browser.GetStringAsync(page));
        var answer = await browser.PostAsync($"{page}?handler={handler}", Forms.Content(fields.Append(("__RequestVerificationToken", token)).Select(f => new KeyValuePair<string, string>(f.Item1, f.Item2))));
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
    }

    private Task<Company> StoredAsync(Guid id) => app.InScopeAsync(s => s.GetRequiredService<AppDbContext>().Companies.AsNoTracking().SingleAsync(c => c.Id == id));
}
