using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Web.Data;

namespace MomentOfTruth.Web.Tests.Audit;

public sealed class AuditPageTests(AppFixture app) : IClassFixture<AppFixture>
{
    [Theory]
    [InlineData(CompanyRole.Viewer, HttpStatusCode.Forbidden)]
    [InlineData(CompanyRole.Manager, HttpStatusCode.Forbidden)]
    [InlineData(CompanyRole.Owner, HttpStatusCode.OK)]
    public async Task Page_IsForOwners(CompanyRole role, HttpStatusCode expected)
    {
        var company = await app.CompanyAsync();
        var browser = await app.SignedInAsync(company, role);

        Assert.Equal(expected, (await browser.GetAsync($"/en/companies/{company.Slug}/audit")).StatusCode);
        Assert.Equal(expected, (await browser.GetAsync($"/en/companies/{company.Slug}/audit.csv")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync("/en/admin/audit")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync("/en/admin/audit.csv")).StatusCode);
    }

    [Fact]
    public async Task Export_IsOnThePageOfItsOwnCompanyOnly()
    {
        var (ours, theirs) = (await app.CompanyAsync(), await app.CompanyAsync());
        await app.FinishedAsync(ours, Outcome.Left, null, TestData.Said("Shop", "0"));
        var manager = await app.PersonAsync(ours, CompanyRole.Manager);
        await (await app.SignedInAsync(manager)).GetStringAsync($"/en/companies/{ours.Slug}/export/journeys.csv");

        var own = await (await app.SignedInAsync(ours, CompanyRole.Owner)).GetStringAsync($"/en/companies/{ours.Slug}/audit");
        var other = await (await app.SignedInAsync(theirs, CompanyRole.Owner)).GetStringAsync($"/en/companies/{theirs.Slug}/audit");

        Assert.Contains("Exported journeys or moments", own, StringComparison.Ordinal);
        Assert.Contains(manager.Email!, own, StringComparison.Ordinal);
        Assert.DoesNotContain(manager.Email!, other, StringComparison.Ordinal);
    }

    // A page holds fifty: what is on the next is behind the link, and nothing is twice or nowhere.
    [Theory]
    [InlineData(50, 1)]
    [InlineData(51, 2)]
    [InlineData(120, 3)]
    public async Task Records_AreAllOnThePages(int records, int pages)
    {
        var company = await app.CompanyAsync();
        var log = app.Services.GetRequiredService<AuditLog>();
        for (var i = 0; i < records; i++)
        {
            await log.AppendAsync(AuditEvent.OfCommand("Test", company.Id, $"subject-{i}."));
        }

        var browser = await app.SignedInAsync(company, CompanyRole.Owner);
        var (address, seen) = ((string?)$"/en/companies/{company.Slug}/audit", new List<string>());
        for (var page = 0; address is not null; page++)
        {
            Assert.True(page < pages);
            var html = Html.Parse(await browser.GetStringAsync(address));
            seen.AddRange(html.QuerySelectorAll("tbody tr").Select(row => row.Children[3].TextContent.Trim().Split('.')[0]));
            address = html.QuerySelector("a[rel=next]")?.GetAttribute("href");
        }

        Assert.Equal(Enumerable.Range(0, records).Reverse().Select(i => $"subject-{i}"), seen);
    }

    [Fact]
    public async Task Filter_ByPersonActAndDay_AndAWrongDayIsSaid()
    {
        var company = await app.CompanyAsync();
        var log = app.Services.GetRequiredService<AuditLog>();
        await log.AppendAsync(new AuditEvent("Export", company.Id, null, "Anna@example.com", "one"));
        await log.AppendAsync(new AuditEvent("Names", company.Id, null, "ben@example.com", "two"));
        var browser = await app.SignedInAsync(company, CompanyRole.Owner);

        async Task<string[]> SubjectsAsync(string query) =>
            [.. Html.Parse(await browser.GetStringAsync($"/en/companies/{company.Slug}/audit?{query}"))
                .QuerySelectorAll("tbody tr").Select(row => row.Children[3].TextContent.Trim())];

        Assert.Equal(["two", "one"], await SubjectsAsync("person=&action="));
        Assert.Equal(["one"], await SubjectsAsync("person=ANNA"));
        Assert.Equal(["two"], await SubjectsAsync("action=Names"));
        Assert.Empty(await SubjectsAsync("to=2020-01-01"));
        Assert.Equal(["two", "one"], await SubjectsAsync("from=2020-01-01&to=9999-12-31"));
        var wrong = await browser.GetAsync($"/en/companies/{company.Slug}/audit?from=yesterday");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
        Assert.Contains("yesterday", await wrong.TextAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, (await browser.GetAsync($"/en/companies/{company.Slug}/audit.csv?from=yesterday")).StatusCode);
    }

    [Fact]
    public async Task File_HoldsTheRecordsWithTheirHashes_AndIsItselfRecorded()
    {
        var company = await app.CompanyAsync();
        await app.Services.GetRequiredService<AuditLog>().AppendAsync(new AuditEvent("Export", company.Id, null, "anna@example.com", "=one"));
        var browser = await app.SignedInAsync(company, CompanyRole.Owner);

        var csv = (await browser.GetStringAsync($"/en/companies/{company.Slug}/audit.csv")).TrimStart('\uFEFF');
        var page = await browser.GetStringAsync($"/en/companies/{company.Slug}/audit");

        var rows = Csv.Read(csv);
        Assert.Contains(rows, row => row.Contains("'=one") && row[^1].Length == 64);
        Assert.Contains("Downloaded the audit log", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Administrator_SeesAllCompanies_AndTheInstallation()
    {
        var company = await app.CompanyAsync();
        var log = app.Services.GetRequiredService<AuditLog>();
        await log.AppendAsync(AuditEvent.OfCommand("Export", company.Id, "of the company"));
        await log.AppendAsync(AuditEvent.OfSite("Export", null, "of the site"));
        var browser = await app.SignedInAsync(await app.PersonAsync(company, null, isAdministrator: true));

        var all = await browser.GetStringAsync("/en/admin/audit");
        var one = await browser.GetStringAsync($"/en/admin/audit?of={company.Slug}");

        Assert.Contains("of the company", all, StringComparison.Ordinal);
        Assert.Contains("of the site", all, StringComparison.Ordinal);
        Assert.Contains("of the company", one, StringComparison.Ordinal);
        Assert.DoesNotContain("of the site", one, StringComparison.Ordinal);
    }

    // Customers have accounts too: what they do with theirs is not recorded.
    [Fact]
    public async Task CustomerWithAnAccount_IsNotRecorded_AndAMemberIs()
    {
        var company = await app.CompanyAsync();
        var (customer, member) = (await app.PersonAsync(company, null), await app.PersonAsync(company, CompanyRole.Viewer));
        foreach (var person in new[] { customer, member })
        {
            var browser = await app.SignedInAsync(person);
            await browser.SubmitAsync(await browser.GetStringAsync("/en/sign-out"), "__RequestVerificationToken");
        }

        var recorded = await app.InScopeAsync(services => services.GetRequiredService<AppDbContext>().AuditRecords.AsNoTracking()
            .Where(r => r.ActorId == customer.Id || r.ActorId == member.Id).OrderBy(r => r.Number).ToListAsync());
        Assert.Equal([("SignIn", member.Id), ("SignOut", member.Id)], recorded.Select(r => (r.Action, r.ActorId!.Value)));
    }
}
