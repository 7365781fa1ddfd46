using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Features.Companies;

namespace MomentOfTruth.Web.Tests.Companies.Members;

/// <summary>Who is in a company, who changes that, and that it is never without an owner.</summary>
public sealed class MembersTests(AppFixture app) : IClassFixture<AppFixture>
{
    [Fact]
    public async Task Members_AreSeenByEveryMember_AndChangedByOwnersAlone()
    {
        var company = await app.CompanyAsync();
        var (owner, viewer) = (await app.PersonAsync(company, CompanyRole.Owner), await app.PersonAsync(company, CompanyRole.Viewer));
        var members = Inviting.MembersOf(company);

        var seen = await (await app.SignedInAsync(viewer)).GetStringAsync(members);

        Assert.Contains(owner.Email!, seen, StringComparison.Ordinal);
        Assert.DoesNotContain("/members/invite", seen, StringComparison.Ordinal);
        foreach (var role in new[] { CompanyRole.Viewer, CompanyRole.Manager })
        {
            var browser = await app.SignedInAsync(company, role);
            foreach (var page in new[] { "/invite", $"/{viewer.Id}", $"/{viewer.Id}/remove" })
            {
                Assert.Equal(HttpStatusCode.Forbidden, (await browser.GetAsync(members + page)).StatusCode);
                var token = Forms.TokenOf(await browser.GetStringAsync("/en/sign-out"));
                var sent = await browser.PostAsync(
                    members + page, Forms.Content([new("Role", "Owner"), new("Email", "x@example.test"), new("__RequestVerificationToken", token)]));
                Assert.Equal(HttpStatusCode.Forbidden, sent.StatusCode);
            }
        }

        Assert.Equal(CompanyRole.Viewer, await app.RoleAsync(company, viewer.Email!));
    }

    [Theory]
    [InlineData(CompanyRole.Viewer, HttpStatusCode.Forbidden)]
    [InlineData(CompanyRole.Manager, HttpStatusCode.OK)]
    [InlineData(CompanyRole.Owner, HttpStatusCode.OK)]
    public async Task Export_NeedsAManager(CompanyRole role, HttpStatusCode status)
    {
        var company = await app.CompanyAsync();
        var browser = await app.SignedInAsync(company, role);
        foreach (var page in new[] { "/export", "/export/journeys.csv", "/export/moments.csv" })
        {
            Assert.Equal(status, (await browser.GetAsync($"/en/companies/{company.Slug}{page}")).StatusCode);
        }

        foreach (var page in new[] { "", "/journeys", "/members" })
        {
            var links = Html.Parse(await browser.GetStringAsync($"/en/companies/{company.Slug}{page}"))
                .QuerySelectorAll($"a[href*='/{company.Slug}/export']");
            Assert.Equal(status == HttpStatusCode.OK, links.Length > 0);
        }
    }

    [Fact]
    public async Task Role_IsChanged_AndHoldsAtTheNextRequest()
    {
        var company = await app.CompanyAsync();
        var person = await app.PersonAsync(company, CompanyRole.Viewer);
        var (owner, member) = (await app.SignedInAsync(company, CompanyRole.Owner), await app.SignedInAsync(person));

        var answer = await owner.PostFormAsync($"{Inviting.MembersOf(company)}/{person.Id}", new() { ["Role"] = "Manager" });

        Assert.Contains(person.Email!, await owner.GetStringAsync(answer.Headers.Location), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await member.GetAsync($"/en/companies/{company.Slug}/export")).StatusCode);
        var record = await app.InScopeAsync(s => s.GetRequiredService<AppDbContext>().AuditRecords.SingleAsync(r => r.CompanyId == company.Id));
        Assert.Equal(("MemberRole", person.Email, "viewer → manager"), (record.Action, record.Subject, record.Detail));
    }

    [Fact]
    public async Task Member_IsRemovedAfterAPageThatNamesThePerson()
    {
        var company = await app.CompanyAsync();
        var person = await app.PersonAsync(company, CompanyRole.Owner);
        var (owner, member) = (await app.SignedInAsync(company, CompanyRole.Owner), await app.SignedInAsync(person));
        var address = $"{Inviting.MembersOf(company)}/{person.Id}/remove";
        Assert.Contains(person.Email!, await owner.GetStringAsync(address), StringComparison.Ordinal);

        var answer = await owner.PostFormAsync(address, []);

        Assert.Contains("No longer a member", await owner.GetStringAsync(answer.Headers.Location), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await member.GetAsync($"/en/companies/{company.Slug}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await owner.GetAsync(address)).StatusCode);
    }

    [Fact]
    public async Task Member_LeavesAlone_AndMayDeleteTheAccountThen()
    {
        var company = await app.CompanyAsync();
        var person = await app.PersonAsync(company, CompanyRole.Manager);
        var member = await app.SignedInAsync(person);

        var answer = await member.PostFormAsync($"{Inviting.MembersOf(company)}/leave", []);

        Assert.Equal("/en/companies", answer.Headers.Location?.OriginalString);
        Assert.Null(await app.RoleAsync(company, person.Email!));
        var deleted = await member.PostFormAsync("/en/account/delete", new() { ["Input.Password"] = TestData.Password });
        Assert.Equal(HttpStatusCode.Redirect, deleted.StatusCode);
    }

    [Fact]
    public async Task LastOwner_NeitherLeavesNorIsRemovedNorDemoted()
    {
        var company = await app.CompanyAsync();
        var person = await app.PersonAsync(company, CompanyRole.Owner);
        await app.PersonAsync(company, CompanyRole.Manager);
        var (owner, members) = (await app.SignedInAsync(person), Inviting.MembersOf(company));
        var administrator = await app.SignedInAsync(await app.PersonAsync(company, null, isAdministrator: true));

        var answers = new[]
        {
            await owner.PostFormAsync($"{members}/leave", []),
            await owner.PostFormAsync($"{members}/{person.Id}/remove", []),
            await owner.PostFormAsync($"{members}/{person.Id}", new() { ["Role"] = "Manager" }),
            await administrator.PostFormAsync($"{members}/{person.Id}/remove", []),
        };

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode));
        Assert.Equal(CompanyRole.Owner, await app.RoleAsync(company, person.Email!));
    }

    // Each pair asks at the same moment; without the lock both would see the other still there.
    [Fact]
    public async Task TwoOwners_WhoGoAtOnce_LeaveOne()
    {
        for (var round = 0; round < 12; round++)
        {
            var company = await app.CompanyAsync();
            var owners = new[] { await app.PersonAsync(company, CompanyRole.Owner), await app.PersonAsync(company, CompanyRole.Owner) };
            using var barrier = new Barrier(owners.Length);

            var changes = await Task.WhenAll(owners.Select((owner, i) => Task.Run(() =>
            {
                barrier.SignalAndWait();
                return app.InScopeAsync(services => services.GetRequiredService<MemberWriter>()
                    .ChangeAsync(company.Id, owner.Id, i == 0 ? null : CompanyRole.Viewer, default));
            })));

            Assert.Equal([MemberChange.Done, MemberChange.LastOwner], changes.Order());
            Assert.Equal(1, await app.OwnersAsync(company));
        }
    }
}
