using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using MomentOfTruth.Web.Commands;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Features.Accounts;
using MomentOfTruth.Web.Site;

namespace MomentOfTruth.Web;

/// <summary>
/// Lets the first administrator in where nobody can run a command: the setting <c>Admin:Email</c> names the person, and each start prints a
/// link to choose a password, until somebody who may administer has one.
/// </summary>
public static class FirstAdministrator
{
    public const string Setting = "Admin:Email";

    /// <summary>Makes the account, and returns what it needs to get in; null where nothing is to do.</summary>
    /// <exception cref="InvalidOperationException">The setting is no address.</exception>
    public static async Task<FirstSignIn?> PrepareAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        if (services.GetRequiredService<IConfiguration>()[Setting]?.Trim() is not { Length: > 0 } email)
        {
            return null;
        }

        if (!AdminCommand.IsAddress(email))
        {
            throw new InvalidOperationException($"{Setting} must be an e-mail address.");
        }

        var db = services.GetRequiredService<AppDbContext>();
        if (await db.Users.AnyAsync(
            u => u.IsAdministrator && (u.PasswordHash != null || db.UserLogins.Any(l => l.UserId == u.Id)), cancellationToken))
        {
            return null;
        }

        var (people, users) = (services.GetRequiredService<PeopleWriter>(), services.GetRequiredService<UserManager<User>>());
        await people.InviteAdministratorAsync(email, cancellationToken);
        if (await users.FindByEmailAsync(email) is not { DisabledAtUtc: null } user)
        {
            return null;
        }

        await people.MakeAdministratorAsync(user.Id, cancellationToken);
        await services.GetRequiredService<AuditLog>().AppendAsync(AuditEvent.OfSite("Admin.Create", subject: email));
        return new FirstSignIn(email, user.PasswordHash is null ? await people.LinkAsync(user.Id, cancellationToken) : null);
    }
}

/// <summary>How the first administrator gets in.</summary>
/// <param name="Email">The address of the account.</param>
/// <param name="Link">What a link to choose a password holds; null if the account has one already.</param>
public sealed record FirstSignIn(string Email, string? Link)
{
    /// <summary>For a console.</summary>
    public IEnumerable<string> Lines(SiteAddress site) => Link is null
        ? ["", $"{Email} is the administrator; the password stays as it is.", ""]
        : ["", .. PasswordLink.Lines(site, Email, Link), ""];
}
