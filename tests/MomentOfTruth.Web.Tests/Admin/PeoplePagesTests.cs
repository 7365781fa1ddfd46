using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Tests.Accounts;
using MomentOfTruth.Web.Tests.Mail;

namespace MomentOfTruth.Web.Tests.Admin;

/// <summary>What administrators do with the accounts of others, by the pages.</summary>
public sealed class PeoplePagesTests(MailFixture app) : IClassFixture<MailFixture>
{
    [Fact]
    public async Task List_SearchesFiltersAndTurnsPages()
    {
        var (administrator, company, mark) = (await AdministratorAsync(), await app.CompanyAsync(), Guid.NewGuid().ToString("N")[..8]);
        await app.InScopeAsync(async services =>
        {
            var db = services.GetRequiredService<AppDbContext>();
            db.AddRange(Enumerable.Range(0, 120).Select(i => new User
            {
                Id = Guid.CreateVersion7(),
                Email = $"{mark}{i:000}@example.test",
                NormalizedEmail = $"{mark}{i:000}@example.test".ToUpperInvariant(),
                UserName = $"{mark}{i}",
                NormalizedUserName = $"{mark}{i}".ToUpperInvariant(),
                DisabledAtUtc = i == 7 ? DateTime.UtcNow : null,
            }));
            return await db.SaveChangesAsync();
        });
        var member = await app.PersonAsync(company, CompanyRole.Owner);

        var seen = new List<string>();
        var address = $"/en/admin/people?q={mark}";
        for (var turns = 0; address is not null && turns < 5; turns++)
        {
            var page = Html.Parse(await administrator.GetStringAsync(address));
            var rows = page.QuerySelectorAll("tbody th").Select(row => row.Words()).ToList();
            Assert.InRange(rows.Count, 1, 50);
            seen.AddRange(rows);
            if (page.QuerySelector("[rel=prev]") is { } previous && turns == 2)
            {
                var back = Html.Parse(await administrator.GetStringAsync(previous.Href()));
                Assert.Equal(seen[50..100], back.QuerySelectorAll("tbody th").Select(row => row.Words()));
            }

            address = page.QuerySelector("[rel=next]")?.Href();
        }

        Assert.Equal(Enumerable.Range(0, 120).Select(i => $"{mark}{i:000}@example.test"), seen);
        Assert.Equal([$"{mark}007@example.test"], await FoundAsync($"q={mark}&kind=disabled"));
        Assert.Contains(member.Email, await FoundAsync($"q={member.Email}&kind=members"));
        Assert.Empty(await FoundAsync($"q={member.Email}&kind=administrators"));

        async Task<IEnumerable<string>> FoundAsync(string query) =>
            Html.Parse(await administrator.GetStringAsync("/en/admin/people?" + query)).QuerySelectorAll("tbody th").Select(row => row.Words()).ToList();
    }

    [Theory]
    [InlineData("en", "The account is disabled.", "The account is enabled")]
    [InlineData("ko", "계정 사용을 중지했어요.", "계정을 다시 사용하게 했어요")]
    public async Task DisableAndEnable_AskFirst_AndSaySo(string culture, string disabled, string enabled)
    {
        var (administrator, person) = (await AdministratorAsync(), await app.PersonAsync(await app.CompanyAsync(), CompanyRole.Manager));
        var (browser, page) = (await app.SignedInAsync(person), $"/{culture}/admin/people/{person.Id}");

        var asked = await PressAsync(administrator, page + "?ask=disable", "Disable");

        Assert.Equal(page + "?done=disabled", asked.Headers.Location?.OriginalString);
        Assert.Contains(disabled, await administrator.GetStringAsync(asked.Headers.Location), StringComparison.Ordinal);
        Assert.False(await browser.IsSignedInAsync());
        var back = await PressAsync(administrator, page, "Enable");
        Assert.Contains(enabled, await administrator.GetStringAsync(back.Headers.Location), StringComparison.Ordinal);
        Assert.True(await (await app.SignedInAsync(person)).IsSignedInAsync());
    }

    [Fact]
    public async Task Reset_ShowsALinkOnce_OrMailsIt()
    {
        var (administrator, person) = (await AdministratorAsync(), await app.PersonAsync(await app.CompanyAsync(), null));
        var page = $"/en/admin/people/{person.Id}";

        var shown = await PressAsync(administrator, page + "?ask=reset", "Reset", ("do", "link"));
        Assert.Equal(HttpStatusCode.OK, shown.StatusCode);
        var link = Html.Parse(await shown.TextAsync()).One("#link").Words();
        Assert.StartsWith(MailFixture.Site + "/en/forgot-password/new?token=", link, StringComparison.Ordinal);
        Assert.DoesNotContain("token=", await administrator.GetStringAsync(page), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await app.Browser().ChooseAsync(new Uri(link).PathAndQuery, "another horse, other batteries")).StatusCode);

        var mailed = await PressAsync(administrator, page + "?ask=reset", "Reset", ("do", "mail"));
        Assert.Equal(page + "?done=mailed", mailed.Headers.Location?.OriginalString);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await app.SignInAsync(person.Email!, "another horse, other batteries")).StatusCode);
        Assert.Equal(
            HttpStatusCode.Redirect, (await app.Browser().ChooseAsync((await app.Sink.NextAsync(person.Email!)).Link("token="), TestData.Password)).StatusCode);
    }

    [Fact]
    public async Task Roles_AreChangedAndTakenAway_AndTheLastOwnerStays()
    {
        var (administrator, company) = (await AdministratorAsync(), await app.CompanyAsync());
        var (owner, viewer) = (await app.PersonAsync(company, CompanyRole.Owner), await app.PersonAsync(company, CompanyRole.Viewer));
        var (ownerPage, viewerPage) = ($"/en/admin/people/{owner.Id}", $"/en/admin/people/{viewer.Id}");

        foreach (var refused in new[]
        {
            await PressAsync(administrator, ownerPage, "Role", ("role", "Manager")),
            await PressAsync(administrator, $"{ownerPage}?ask=remove&company={company.Id}", "Remove"),
        })
        {
            Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
            Assert.Contains("the only owner", await refused.TextAsync(), StringComparison.Ordinal);
        }

        Assert.Equal(viewerPage + "?done=role", (await PressAsync(administrator, viewerPage, "Role", ("role", "Owner"))).Headers.Location?.OriginalString);
        Assert.Equal(ownerPage + "?done=removed", (await PressAsync(administrator, $"{ownerPage}?ask=remove&company={company.Id}", "Remove")).Headers.Location?.OriginalString);
        var members = await app.InScopeAsync(s => s.GetRequiredService<AppDbContext>().Memberships.Where(m => m.CompanyId == company.Id).ToListAsync());
        Assert.Equal((viewer.Id, CompanyRole.Owner), (Assert.Single(members).UserId, members[0].Role));
    }

    [Fact]
    public async Task Sessions_AreSignedOut_OneByOne_AndAll()
    {
        var (administrator, person) = (await AdministratorAsync(), await app.PersonAsync(await app.CompanyAsync(), CompanyRole.Viewer));
        var (first, second) = (await app.SignedInAsync(person), await app.SignedInAsync(person));
        var page = $"/en/admin/people/{person.Id}";

        await PressAsync(administrator, page, "SignOut");
        Assert.Single(new[] { await first.IsSignedInAsync(), await second.IsSignedInAsync() }, isIn => isIn);
        await PressAsync(administrator, page + "?ask=sign-out", "SignOut");
        Assert.Equal((false, false), (await first.IsSignedInAsync(), await second.IsSignedInAsync()));
    }

    [Fact]
    public async Task Administrator_IsMadeAndTaken_AndTheLastCannotTakeHisOwn()
    {
        var (administrator, person) = (await AdministratorAsync(), await app.PersonAsync(await app.CompanyAsync(), null));
        var page = $"/en/admin/people/{person.Id}";

        await PressAsync(administrator, page + "?ask=administrator", "Administrator");
        var second = await app.SignedInAsync(person);
        Assert.Equal(HttpStatusCode.OK, (await second.GetAsync("/en/admin")).StatusCode);
        await PressAsync(administrator, page + "?ask=no-administrator", "NoAdministrator");
        Assert.False(await second.IsSignedInAsync());

        await app.InScopeAsync(s => s.GetRequiredService<AppDbContext>().Users.ExecuteUpdateAsync(set => set.SetProperty(u => u.IsAdministrator, false)));
        var last = await app.PersonAsync(await app.CompanyAsync(), null, isAdministrator: true);
        var own = await app.SignedInAsync(last);
        foreach (var (ask, handler) in new[] { ("disable", "Disable"), ("no-administrator", "NoAdministrator") })
        {
            var refused = await PressAsync(own, $"/en/admin/people/{last.Id}?ask={ask}", handler);
            Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
            Assert.Contains("the only administrator", await refused.TextAsync(), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("admin")]
    [InlineData("admin/people")]
    [InlineData("admin/settings")]
    [InlineData("admin/state")]
    [InlineData("admin/publications/decisions")]
    public async Task Pages_AreAdministratorsAlone(string page)
    {
        var owner = await app.SignedInAsync(await app.CompanyAsync(), CompanyRole.Owner);

        foreach (var culture in new[] { "en", "ko" })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await owner.GetAsync($"/{culture}/{page}")).StatusCode);
            Assert.Equal(HttpStatusCode.Redirect, (await app.Browser().GetAsync($"/{culture}/{page}")).StatusCode);
            Assert.Equal(HttpStatusCode.OK, (await (await AdministratorAsync()).GetAsync($"/{culture}/{page}")).StatusCode);
        }
    }

    [Fact]
    public async Task Acts_AreRecorded_WithWhomTheyWereDoneTo()
    {
        var (administrator, person) = (await AdministratorAsync(), await app.PersonAsync(await app.CompanyAsync(), CompanyRole.Manager));

        await PressAsync(administrator, $"/en/admin/people/{person.Id}?ask=disable", "Disable");

        Assert.True(await app.InScopeAsync(s => s.GetRequiredService<AppDbContext>().Set<AuditRecord>().AnyAsync(
            r => r.Action == "Person.Disable" && r.Subject == person.Email)));
    }

    private async Task<HttpClient> AdministratorAsync() =>
        await app.SignedInAsync(await app.PersonAsync(await app.CompanyAsync(), null, isAdministrator: true));

    // Presses the button of the form with this handler, as it stands on the page.
    private static async Task<HttpResponseMessage> PressAsync(HttpClient browser, string page, string handler, params (string Name, string Value)[] said)
    {
        var form = Html.Parse(await browser.GetStringAsync(page)).QuerySelectorAll("form[method=post]")
            .First(f => f.Value("action").EndsWith("handler=" + handler, StringComparison.Ordinal));
        var fields = form.QuerySelectorAll("input[name], button[name]").Where(f => !said.Any(s => s.Name == f.GetAttribute("name")))
            .Select(f => new KeyValuePair<string, string>(f.Value("name"), f.GetAttribute("value") ?? ""));
        return await browser.PostAsync(
            form.Value("action"), Forms.Content([.. fields, .. said.Select(s => new KeyValuePair<string, string>(s.Name, s.Value))]));
    }
}
