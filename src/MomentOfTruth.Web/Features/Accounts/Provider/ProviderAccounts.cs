using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Site;

namespace MomentOfTruth.Web.Features.Accounts;

/// <summary>
/// The accounts of people who come from the identity provider. One is found by who the provider says it is, its issuer and subject: an
/// address may pass to another person. The first time, an address that the provider has verified leads to the account that has it, or makes
/// one.
/// </summary>
public sealed partial class ProviderAccounts(
    AppDbContext db, UserManager<User> users, IOptions<ProviderOptions> options, AuditLog audit, ILogger<ProviderAccounts> log)
{
    /// <summary>Returns null if the provider does not vouch for an address, and no account of this person is known yet.</summary>
    public async Task<User?> FindOrAddAsync(ClaimsPrincipal person)
    {
        if (person.FindFirstValue("iss") is not { Length: > 0 } issuer || person.FindFirstValue("sub") is not { Length: > 0 } subject)
        {
            return null;
        }

        // Both may be longer than a key of the store.
        var key = Convert.ToHexString(SecretKey.HashOf($"{issuer}\n{subject}"));
        if (await users.FindByLoginAsync(ProviderSignIn.Scheme, key) is { } known)
        {
            return known;
        }

        if (person.FindFirstValue("email")?.Trim() is not { } email
            || !EmailTextAttribute.IsAddress(email, MailRequestInput.MaxEmail)
            || !string.Equals(person.FindFirstValue("email_verified"), "true", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var user = await users.FindByEmailAsync(email);
        if (user is { EmailConfirmed: false })
        {
            return null;
        }

        if (user is null)
        {
            user = new User { Id = Guid.CreateVersion7(), UserName = email, Email = email, EmailConfirmed = true };
            if (!(await users.CreateAsync(user)).Succeeded)
            {
                return null;
            }
        }

        return (await users.AddLoginAsync(user, new UserLoginInfo(ProviderSignIn.Scheme, key, issuer))).Succeeded ? user : null;
    }

    /// <summary>
    /// Makes the memberships that came from the provider what its claims say now. Those that people gave stay as they are. The claims also
    /// take the last owner of a company away: who is to own it is then the provider's word, and the installation's administrators may do
    /// there what an owner may, so that nobody is locked out.
    /// </summary>
    public async Task FollowAsync(User user, ClaimsPrincipal person, CancellationToken cancellationToken)
    {
        var wanted = options.Value.Roles.Values
            .Where(role => person.HasClaim(role.Claim!, role.Value!))
            .GroupBy(role => role.Company!)
            .ToDictionary(company => company.Key, company => company.Max(role => role.CompanyRole!.Value));
        var slugs = wanted.Keys.ToList();
        var changes = await db.WriteAsync(
            async transaction =>
            {
                var companies = await db.Companies.Where(c => c.MergedIntoId == null && slugs.Contains(c.Slug))
                    .ToDictionaryAsync(c => c.Id, c => c.Slug, cancellationToken);
                var held = await db.Memberships.Where(m => m.UserId == user.Id).ToListAsync(cancellationToken);
                var made = Follow(user.Id, held, companies.ToDictionary(c => c.Key, c => wanted[c.Value]));
                await db.SaveChangesAsync(cancellationToken);
                await transaction.CommitAsync(cancellationToken);
                foreach (var slug in slugs.Except(companies.Values))
                {
                    Log.NoCompany(log, slug);
                }

                return made;
            },
            cancellationToken);
        foreach (var (companyId, change) in changes)
        {
            await audit.AppendAsync(AuditEvent.OfSite("Provider.Role", companyId, user.Email, change));
        }
    }

    private List<(Guid CompanyId, string Change)> Follow(Guid userId, List<Membership> held, Dictionary<Guid, CompanyRole> wanted)
    {
        var changes = new List<(Guid, string)>();
        foreach (var membership in held.Where(m => m.IsFromProvider))
        {
            if (!wanted.TryGetValue(membership.CompanyId, out var role))
            {
                db.Remove(membership);
                changes.Add((membership.CompanyId, $"{Word(membership.Role)} → none"));
            }
            else if (role != membership.Role)
            {
                changes.Add((membership.CompanyId, $"{Word(membership.Role)} → {Word(role)}"));
                membership.Role = role;
            }
        }

        foreach (var (companyId, role) in wanted.Where(w => held.TrueForAll(m => m.CompanyId != w.Key)))
        {
            db.Add(new Membership(companyId, userId, role) { IsFromProvider = true });
            changes.Add((companyId, $"none → {Word(role)}"));
        }

        return changes;
    }

    private static string Word(CompanyRole role) => role.ToString().ToLowerInvariant();

    private static partial class Log
    {
        [LoggerMessage(EventId = 304, Level = LogLevel.Warning,
            Message = "SignIn:Oidc:Roles names the company {Company}, which there is not")]
        public static partial void NoCompany(ILogger logger, string company);
    }
}
