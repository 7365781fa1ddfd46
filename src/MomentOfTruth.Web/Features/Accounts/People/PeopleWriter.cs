using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Site;

namespace MomentOfTruth.Web.Features.Accounts;

/// <summary>
/// What administrators do with the accounts of others, by pages and by commands alike. There is always an administrator left who may sign
/// in: whoever takes the last one away is refused.
/// </summary>
public sealed class PeopleWriter(
    AppDbContext db, UserManager<User> users, Sessions sessions, SignInThrottle throttle, MailedLinks links, TimeProvider clock)
{
    /// <summary>Ends every session of the person, who cannot sign in any more and gets no mail.</summary>
    public Task<PersonChange> DisableAsync(Guid person, CancellationToken cancellationToken) => ChangeAsync(
        person, user => user.DisabledAtUtc is not null, user => user.DisabledAtUtc = clock.UtcNow(), endsSessions: true, cancellationToken);

    /// <summary>Lets a disabled person sign in again, with the password as it was.</summary>
    public Task<PersonChange> EnableAsync(Guid person, CancellationToken cancellationToken) => ChangeAsync(
        person, user => user.DisabledAtUtc is null, user => user.DisabledAtUtc = null, endsSessions: false, cancellationToken);

    public Task<PersonChange> MakeAdministratorAsync(Guid person, CancellationToken cancellationToken) => ChangeAsync(
        person, user => user.IsAdministrator, user => user.IsAdministrator = true, endsSessions: false, cancellationToken);

    /// <summary>Takes the right away; the account and its roles in companies stay.</summary>
    public Task<PersonChange> TakeAdministratorAsync(Guid person, CancellationToken cancellationToken) => ChangeAsync(
        person, user => !user.IsAdministrator, user => user.IsAdministrator = false, endsSessions: true, cancellationToken);

    /// <summary>Signs the person out everywhere. Returns false if there is no such person.</summary>
    public async Task<bool> EndSessionsAsync(Guid person, CancellationToken cancellationToken)
    {
        await sessions.EndAllAsync(person, cancellationToken);
        return await db.Users.AnyAsync(u => u.Id == person, cancellationToken);
    }

    /// <summary>
    /// Takes away all with which the person signs in (password, passkeys and second factor), ends every session, and returns what a link
    /// for a new password holds, good once and for <see cref="MailedLinks.Lifetime"/>. Null if there is no such person, or a disabled one.
    /// </summary>
    public Task<string?> ResetAsync(Guid person, CancellationToken cancellationToken) =>
        db.WriteAsync(
            async transaction =>
            {
                if (await FindAsync(person, cancellationToken) is not { DisabledAtUtc: null } user)
                {
                    return null;
                }

                (user.PasswordHash, user.TwoFactorEnabled, user.LockoutEnd, user.AccessFailedCount) = (null, false, null, 0);
                await StoreAsync(user);
                await db.UserTokens.Where(t => t.UserId == person).ExecuteDeleteAsync(cancellationToken);
                await db.Set<IdentityUserPasskey<Guid>>().Where(k => k.UserId == person).ExecuteDeleteAsync(cancellationToken);
                await db.Authenticators.Where(a => a.UserId == person).ExecuteDeleteAsync(cancellationToken);
                await db.RecoveryCodes.Where(c => c.UserId == person).ExecuteDeleteAsync(cancellationToken);
                await sessions.EndAllAsync(person, cancellationToken);
                await throttle.ForgetAsync(person, cancellationToken);
                var link = await LinkAsync(user, cancellationToken);
                await transaction.CommitAsync(cancellationToken);
                return link;
            },
            cancellationToken);

    /// <summary>
    /// Makes an account that has no password yet, for somebody whom the operator knows by this address, and returns what a link to choose
    /// one holds. Null if the address has an account already.
    /// </summary>
    public async Task<(Guid Person, string Link)?> InviteAdministratorAsync(string email, CancellationToken cancellationToken)
    {
        var user = new User { Id = Guid.CreateVersion7(), UserName = email, Email = email, EmailConfirmed = true, IsAdministrator = true };
        try
        {
            return (await users.CreateAsync(user)).Succeeded ? (user.Id, await LinkAsync(user, cancellationToken)) : null;
        }
        catch (DbUpdateException refused) when (db.IsTaken(refused))
        {
            // Another process that starts at the same time has just made it.
            db.ChangeTracker.Clear();
            return null;
        }
    }

    /// <summary>
    /// What a link to choose a password holds, for somebody who has none yet; nothing else changes. Null if there is no such person.
    /// </summary>
    public async Task<string?> LinkAsync(Guid person, CancellationToken cancellationToken) =>
        await FindAsync(person, cancellationToken) is { } user ? await LinkAsync(user, cancellationToken) : null;

    private Task<string> LinkAsync(User user, CancellationToken cancellationToken) =>
        links.IssueAsync(LinkPurpose.NewPassword, new LinkSubject(user.Email!, Journey: null, user.SecurityStamp), cancellationToken);

    private Task<PersonChange> ChangeAsync(
        Guid person, Func<User, bool> isSo, Action<User> change, bool endsSessions, CancellationToken cancellationToken) =>
        db.WriteAsync(
            async transaction =>
            {
                // Of two administrators who take each other's right away, the second waits here, and then finds one that is left.
                await db.Users.Where(u => u.IsAdministrator)
                    .ExecuteUpdateAsync(set => set.SetProperty(u => u.IsAdministrator, true), cancellationToken);
                if (await FindAsync(person, cancellationToken) is not { } user)
                {
                    return PersonChange.Unknown;
                }

                if (isSo(user))
                {
                    return PersonChange.AsItWas;
                }

                if (endsSessions && user is { IsAdministrator: true, DisabledAtUtc: null }
                    && !await db.Users.AnyAsync(u => u.Id != person && u.IsAdministrator && u.DisabledAtUtc == null, cancellationToken))
                {
                    return PersonChange.LastAdministrator;
                }

                change(user);
                await StoreAsync(user);
                if (endsSessions)
                {
                    await sessions.EndAllAsync(person, cancellationToken);
                }

                await transaction.CommitAsync(cancellationToken);
                return PersonChange.Done;
            },
            cancellationToken);

    // As the store has it now, and not as something else in this request has read it.
    private Task<User?> FindAsync(Guid person, CancellationToken cancellationToken)
    {
        db.ChangeTracker.Clear();
        return db.Users.SingleOrDefaultAsync(u => u.Id == person, cancellationToken);
    }

    // A new stamp makes every cookie and every mailed link worthless.
    private async Task StoreAsync(User user)
    {
        var stored = await users.UpdateSecurityStampAsync(user);
        if (!stored.Succeeded)
        {
            throw new DbUpdateConcurrencyException(string.Join(' ', stored.Errors.Select(error => error.Description)));
        }
    }
}

/// <summary>What came of a change to a person's account.</summary>
public enum PersonChange
{
    Done,

    /// <summary>There is no such person.</summary>
    Unknown,

    /// <summary>It was so already, and nothing was changed.</summary>
    AsItWas,

    /// <summary>Nobody else could administer the installation then.</summary>
    LastAdministrator,
}

/// <summary>
/// The accounts that may sign in, whatever they sign in with: those whose address is confirmed, and that nobody has disabled.
/// </summary>
public sealed class AccountsThatMaySignIn : IUserConfirmation<User>
{
    public Task<bool> IsConfirmedAsync(UserManager<User> manager, User user) =>
        Task.FromResult(user is { EmailConfirmed: true, DisabledAtUtc: null });
}
