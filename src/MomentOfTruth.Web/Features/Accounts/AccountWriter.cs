using System.Globalization;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Features.Mail;

namespace MomentOfTruth.Web.Features.Accounts;

/// <summary>Creates customers' accounts, sets their passwords and deletes them.</summary>
public sealed class AccountWriter(
    AppDbContext db, UserManager<User> users, MailedLinks links, AccountQuery accounts, Sessions sessions, SignInThrottle throttle,
    Outbox outbox)
{
    /// <summary>
    /// Creates the account of the address that the link was mailed to, with this password; nothing of an earlier attempt lives on in it.
    /// An account that was created meanwhile is left as it is.
    /// </summary>
    public Task<AccountChange> SignUpAsync(string token, LinkSubject subject, string password, CancellationToken cancellationToken) =>
        CreateAsync(
            subject.Email, password, isProven: true, _ => links.UseAsync(LinkPurpose.SignUp, token, cancellationToken), cancellationToken);

    /// <summary>Creates an account for who has a link to the address, and in the same transaction does what the link is for.</summary>
    /// <param name="email">The address.</param>
    /// <param name="password">As the person chose it.</param>
    /// <param name="isProven">Whether the link was mailed to the address, and not handed over.</param>
    /// <param name="use">Uses the link up for the new account; false if it is void by now, and then there is no account either.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public async Task<AccountChange> CreateAsync(
        string email, string password, bool isProven, Func<User, Task<bool>> use, CancellationToken cancellationToken)
    {
        var user = new User
        {
            Id = Guid.CreateVersion7(),
            UserName = email,
            Email = email,
            EmailConfirmed = true,
            HasProvenAddress = isProven,
        };
        if (await RefusalsAsync(user, password) is { Count: > 0 } refusals)
        {
            return new AccountChange(null, refusals);
        }

        // Hashing is slow on purpose and so happens before the transaction begins.
        user.PasswordHash = users.PasswordHasher.HashPassword(user, password);
        await using var transaction = await db.BeginWriteAsync(cancellationToken);
        if (!await AddAsync(user) || !await use(user))
        {
            return AccountChange.Gone;
        }

        await transaction.CommitAsync(cancellationToken);
        return new AccountChange(user, []);
    }

    /// <summary>
    /// Sets a new password for the person who reads the account's mail. It ends every session and makes every other link worthless.
    /// </summary>
    public async Task<AccountChange> RenewPasswordAsync(
        string token, LinkSubject subject, string password, CancellationToken cancellationToken)
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
        (user.EmailConfirmed, user.HasProvenAddress, user.LockoutEnd, user.AccessFailedCount) = (true, true, null, 0);
        await using var transaction = await db.BeginWriteAsync(cancellationToken);
        if (!await links.UseAsync(LinkPurpose.NewPassword, token, cancellationToken)
            || !(await users.UpdateSecurityStampAsync(user)).Succeeded)
        {
            return AccountChange.Gone;
        }

        await sessions.EndAllAsync(user.Id, cancellationToken);
        await throttle.ForgetAsync(user.Id, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new AccountChange(user, []);
    }

    /// <summary>
    /// Deletes the account; its journeys stay and are opened by their codes. Returns false if it is an administrator's, or a company would
    /// be without an owner: of two owners who go at once, one stays.
    /// </summary>
    public Task<bool> DeleteAsync(Guid accountId, CancellationToken cancellationToken) => db.WriteAsync(
        async transaction =>
        {
            // Whoever else is about to take an owner of these companies away waits here.
            var owned = await db.Memberships.Where(m => m.UserId == accountId && m.Role == CompanyRole.Owner)
                .OrderBy(m => m.CompanyId).Select(m => m.CompanyId).ToListAsync(cancellationToken);
            foreach (var company in owned)
            {
                await db.LockCompanyAsync(company, cancellationToken);
            }

            if (await accounts.RunAsync(accountId, cancellationToken) is not { Keeps: null }
                || await users.FindByIdAsync(accountId.ToString()) is not { } user
                || !(await users.DeleteAsync(user)).Succeeded)
            {
                return false;
            }

            await transaction.CommitAsync(cancellationToken);
            return true;
        },
        cancellationToken);

    /// <summary>
    /// Gives the account the address that the link was mailed to. It ends every session and makes every other link worthless.
    /// </summary>
    /// <returns>The account and its address before; null if the link is used up, or another account has the address meanwhile.</returns>
    public async Task<(User User, string Before)?> RenewEmailAsync(string token, LinkSubject subject, CancellationToken cancellationToken)
    {
        if (await HolderAsync(subject) is not { Email: { } before } user)
        {
            return null;
        }

        (user.Email, user.UserName, user.EmailConfirmed, user.HasProvenAddress) = (subject.Email, subject.Email, true, true);
        await using var transaction = await db.BeginWriteAsync(cancellationToken);
        if (!await links.UseAsync(LinkPurpose.NewEmail, token, cancellationToken) || !await RestampAsync(user))
        {
            return null;
        }

        await sessions.EndAllAsync(user.Id, cancellationToken);
        outbox.Add(AccountMails.EmailChanged, new MailJob(before, CultureInfo.CurrentUICulture.Name));
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        outbox.Wake();
        return (user, before);
    }

    /// <summary>
    /// Finds the account that is to get another address. Returns null if it has changed since the link was mailed, or if an account has the
    /// address already.
    /// </summary>
    public async Task<User?> HolderAsync(LinkSubject subject) =>
        subject.Account is { } id && await users.FindByIdAsync(id.ToString()) is { } user && user.SecurityStamp == subject.Stamp
            && await users.FindByEmailAsync(subject.Email) is null
            ? user
            : null;

    /// <summary>
    /// Finds the account that the link is about. Returns null if its address or its password has changed since the link
    /// was mailed, or if it was disabled.
    /// </summary>
    public async Task<User?> OwnerAsync(LinkSubject subject) =>
        await users.FindByEmailAsync(subject.Email) is { DisabledAtUtc: null } user && user.SecurityStamp == subject.Stamp
            ? user
            : null;

    /// <summary>Returns the code of the first rule that the password breaks; empty for a good password.</summary>
    public async Task<IReadOnlyList<string>> RefusalsAsync(User user, string password)
    {
        foreach (var rule in users.PasswordValidators)
        {
            var result = await rule.ValidateAsync(users, user, PasswordRules.Normalized(password));
            if (!result.Succeeded)
            {
                return [result.Errors.First().Code];
            }
        }

        return [];
    }

    private async Task<bool> RestampAsync(User user)
    {
        try
        {
            return (await users.UpdateSecurityStampAsync(user)).Succeeded;
        }
        catch (DbUpdateException refused) when (db.IsTaken(refused))
        {
            return false;
        }
    }

    private async Task<bool> AddAsync(User user)
    {
        try
        {
            return (await users.CreateAsync(user)).Succeeded;
        }
        catch (DbUpdateException refused) when (db.IsTaken(refused))
        {
            // Another request has added the same address meanwhile, and the unique index refused this one.
            return false;
        }
    }
}

/// <summary>The result of a change to an account.</summary>
/// <param name="User">The account after the change; null if nothing was changed.</param>
/// <param name="Refusals">The codes of what is wrong with the password; empty if the link is used up or the account has changed.</param>
public sealed record AccountChange(User? User, IReadOnlyList<string> Refusals)
{
    public static AccountChange Gone { get; } = new(null, []);
}
