using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using MomentOfTruth.Web.Data;

namespace MomentOfTruth.Web.Features.Accounts;

/// <summary>Makes customers' accounts, gives them passwords, and takes them away.</summary>
public sealed class AccountWriter(AppDbContext db, UserManager<User> users, MailedLinks links, AccountQuery accounts)
{
    /// <summary>
    /// The account of the address that the link was mailed to. It begins here, with this password: nothing of an earlier try lives on in it. One that
    /// somebody has made meanwhile is left as it is.
    /// </summary>
    public async Task<AccountChange> SignUpAsync(string token, LinkSubject subject, string password, CancellationToken cancellationToken)
    {
        var user = new User { Id = Guid.CreateVersion7(), UserName = subject.Email, Email = subject.Email, EmailConfirmed = true };
        if (await RefusalsAsync(user, password) is { Count: > 0 } refusals)
        {
            return new AccountChange(null, refusals);
        }

        // Slow on purpose, and so before the store is held.
        user.PasswordHash = users.PasswordHasher.HashPassword(user, password);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (!await links.UseAsync(LinkPurpose.SignUp, token, cancellationToken) || !await AddAsync(user))
        {
            return AccountChange.Gone;
        }

        await transaction.CommitAsync(cancellationToken);
        return new AccountChange(user, []);
    }

    /// <summary>A new password for whoever reads the account's mail. It ends every session and every other link.</summary>
    public async Task<AccountChange> RenewPasswordAsync(string token, LinkSubject subject, string password, CancellationToken cancellationToken)
    {
        if (await OwnerAsync(subject) is not { } user)
        {
            return AccountChange.Gone;
        }

        if (await RefusalsAsync(user, password) is { Count: > 0 } refusals)
        {
            return new AccountChange(null, refusals);
        }

        user.PasswordHash = users.PasswordHasher.HashPassword(user, password);
        (user.EmailConfirmed, user.LockoutEnd, user.AccessFailedCount) = (true, null, 0);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (!await links.UseAsync(LinkPurpose.NewPassword, token, cancellationToken) || !(await users.UpdateSecurityStampAsync(user)).Succeeded)
        {
            return AccountChange.Gone;
        }

        await transaction.CommitAsync(cancellationToken);
        return new AccountChange(user, []);
    }

    /// <summary>
    /// The account goes; the journeys that it kept stay and are opened by their codes. False for one that a company or the installation relies on: others take such a person
    /// out first.
    /// </summary>
    public async Task<bool> DeleteAsync(User user, CancellationToken cancellationToken)
    {
        return !await accounts.IsStaffAsync(user.Id, cancellationToken) && (await users.DeleteAsync(user)).Succeeded;
    }

    /// <summary>The account that the link is about, if it still is as it was when the link was mailed: not with another address, nor with another password.</summary>
    public async Task<User?> OwnerAsync(LinkSubject subject)
    {
        return await users.FindByEmailAsync(subject.Email) is { } user && user.SecurityStamp == subject.Stamp ? user : null;
    }

    /// <summary>The codes of what is wrong with a password.</summary>
    public async Task<IReadOnlyList<string>> RefusalsAsync(User user, string password)
    {
        foreach (var rule in users.PasswordValidators)
        {
            var result = await rule.ValidateAsync(users, user, password);
            if (!result.Succeeded)
            {
                return [result.Errors.First().Code];
            }
        }

        return [];
    }

    private async Task<bool> AddAsync(User user)
    {
        try
        {
            return (await users.CreateAsync(user)).Succeeded;
        }
        catch (DbUpdateException) when (db.Entry(user).State == EntityState.Added)
        {
            // Somebody with the same address was faster; the index told.
            return false;
        }
    }
}

/// <summary>What became of a change of an account.</summary>
/// <param name="User">The account as it is now; null if nothing was changed.</param>
/// <param name="Refusals">The codes of what is wrong with the password; none where the link is used up or the account is another.</param>
public sealed record AccountChange(User? User, IReadOnlyList<string> Refusals)
{
    public static AccountChange Gone { get; } = new(null, []);
}
