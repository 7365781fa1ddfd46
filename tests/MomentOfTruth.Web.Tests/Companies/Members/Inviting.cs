using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Web.Data;

namespace MomentOfTruth.Web.Tests.Companies.Members;

/// <summary>Invites people as owners do: by the form.</summary>
internal static class Inviting
{
    /// <summary>Sends the form; the answer leads back to the list.</summary>
    public static async Task<string> InviteAsync(
        this HttpClient owner, Company company, string email, CompanyRole role = CompanyRole.Viewer, string culture = "en")
    {
        var answer = await owner.TryInviteAsync(company, email, role, culture);
        Assert.True(answer.StatusCode == HttpStatusCode.Redirect, await answer.TextAsync());
        return await owner.GetStringAsync(answer.Headers.Location);
    }

    public static Task<HttpResponseMessage> TryInviteAsync(
        this HttpClient owner, Company company, string email, CompanyRole role = CompanyRole.Viewer, string culture = "en") =>
        owner.PostFormAsync($"/{culture}/companies/{company.Slug}/members/invite", new() { ["Email"] = email, ["Role"] = role.ToString() });

    /// <summary>The link that is shown once, where the site sends no mail.</summary>
    public static string LinkOn(string page) => new Uri(Html.Parse(page).One("#invitation-link").Words()).PathAndQuery;

    public static string MembersOf(Company company) => $"/en/companies/{company.Slug}/members";

    public static Task<CompanyRole?> RoleAsync(this AppFixture app, Company company, string email) => app.InScopeAsync(services =>
    {
        var (db, key) = (services.GetRequiredService<AppDbContext>(), Invitation.KeyOf(email));
        return db.Memberships
            .Where(m => m.CompanyId == company.Id && db.Users.Any(u => u.Id == m.UserId && u.NormalizedEmail == key))
            .Select(m => (CompanyRole?)m.Role)
            .SingleOrDefaultAsync();
    });

    public static Task<int> OwnersAsync(this AppFixture app, Company company) => app.InScopeAsync(services =>
        services.GetRequiredService<AppDbContext>().Memberships.CountAsync(m => m.CompanyId == company.Id && m.Role == CompanyRole.Owner));

    public static Task<int> ExpireAsync(this AppFixture app, Company company) => app.InScopeAsync(services =>
        services.GetRequiredService<AppDbContext>().Invitations.Where(i => i.CompanyId == company.Id)
            .ExecuteUpdateAsync(set => set.SetProperty(i => i.ExpiresAtUtc, DateTime.UtcNow.AddSeconds(-1))));
}
