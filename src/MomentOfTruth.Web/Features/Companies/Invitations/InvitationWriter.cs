using Microsoft.EntityFrameworkCore;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Features.Accounts;
using MomentOfTruth.Web.Features.Mail;
using MomentOfTruth.Web.Site;

namespace MomentOfTruth.Web.Features.Companies;

/// <summary>Invites people to a company, and lets in who has the link of an invitation to the own address.</summary>
public sealed class InvitationWriter(
    AppDbContext db, Outbox outbox, MemberWriter members, MemberQuery query, AccountWriter accounts, TimeProvider clock)
{
    /// <summary>Invites an address.</summary>
    /// <param name="companyId">The company.</param>
    /// <param name="email">One address.</param>
    /// <param name="role">What the person may do as a member.</param>
    /// <param name="by">Who invites; null for the operator.</param>
    /// <param name="sending">How the link gets to the person.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public async Task<InvitationAnswer> InviteAsync(
        Guid companyId, string email, CompanyRole role, Guid? by, LinkSending sending, CancellationToken cancellationToken)
    {
        var answer = await db.WriteAsync(
            async transaction =>
            {
                await db.LockCompanyAsync(companyId, cancellationToken);
                var (key, now) = (Invitation.KeyOf(email), clock.UtcNow());
                if (await query.FindAsync(companyId, email, cancellationToken) is not null)
                {
                    return new InvitationAnswer(InvitationRefusal.IsMember);
                }

                var known = await db.Invitations.SingleOrDefaultAsync(
                    i => i.CompanyId == companyId && i.EmailKey == key, cancellationToken);
                if (known is not null && known.IsOpenAt(now) && by is not null)
                {
                    return new InvitationAnswer(InvitationRefusal.IsInvited);
                }

                if (known is null && await db.Invitations.CountAsync(
                    i => i.CompanyId == companyId && i.ExpiresAtUtc > now, cancellationToken) >= Invitation.MostOpen)
                {
                    return new InvitationAnswer(InvitationRefusal.TooMany);
                }

                // One that has expired gives way; the operator's takes the place of one that is open.
                if (known is not null)
                {
                    db.Remove(known);
                    await db.SaveChangesAsync(cancellationToken);
                }

                var invitation = new Invitation(companyId, email.Trim(), role, by);
                db.Add(invitation);
                var handed = Begin(invitation, sending);
                await db.SaveChangesAsync(cancellationToken);
                await transaction.CommitAsync(cancellationToken);
                return new InvitationAnswer(null, invitation.Email, handed);
            },
            cancellationToken);
        outbox.Wake();
        return answer;
    }

    /// <summary>Lets the invitation last a week from now. The link that was there is void. Returns null if there is none.</summary>
    public async Task<InvitationAnswer?> RenewAsync(
        Guid companyId, Guid id, LinkSending sending, CancellationToken cancellationToken)
    {
        var answer = await db.WriteAsync(
            async transaction =>
            {
                await db.LockCompanyAsync(companyId, cancellationToken);
                if (await db.Invitations.SingleOrDefaultAsync(i => i.CompanyId == companyId && i.Id == id, cancellationToken)
                    is not { } invitation)
                {
                    return null;
                }

                var handed = Begin(invitation, sending);
                await db.SaveChangesAsync(cancellationToken);
                await transaction.CommitAsync(cancellationToken);
                return new InvitationAnswer(null, invitation.Email, handed);
            },
            cancellationToken);
        outbox.Wake();
        return answer;
    }

    /// <summary>Returns the address that it was for; null if there is no such invitation.</summary>
    public async Task<string?> WithdrawAsync(Guid companyId, Guid id, CancellationToken cancellationToken)
    {
        var invitation = db.Invitations.Where(i => i.CompanyId == companyId && i.Id == id);
        var email = await invitation.Select(i => i.Email).SingleOrDefaultAsync(cancellationToken);
        return await invitation.ExecuteDeleteAsync(cancellationToken) == 1 ? email : null;
    }

    /// <summary>
    /// What the link is about, without using it up. Returns null if it was used, renewed or withdrawn, has expired, or was never issued.
    /// </summary>
    public async Task<InvitationView?> FindAsync(string? token, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(token))
        {
            return null;
        }

        var (hash, now) = (SecretKey.HashOf(token), clock.UtcNow());
        return await db.Invitations.AsNoTracking()
            .Where(i => i.KeyHash == hash && i.ExpiresAtUtc > now)
            .Join(db.Companies, i => i.CompanyId, c => c.Id, (i, c) => new InvitationView(
                c.Id, c.Slug, c.Name, c.KoreanName, i.Email, i.EmailKey, i.Role,
                db.Users.Where(u => u.Id == i.InvitedById).Select(u => u.Email).FirstOrDefault(),
                i.MailId != null,
                db.Users.Any(u => u.NormalizedEmail == i.EmailKey)))
            .SingleOrDefaultAsync(cancellationToken);
    }

    /// <summary>Makes the person a member. Returns false if the link is void, or for another address.</summary>
    public Task<bool> JoinAsync(string token, Guid userId, CancellationToken cancellationToken) => db.WriteAsync(
        async transaction =>
        {
            if (!await UseAsync(token, userId, cancellationToken))
            {
                return false;
            }

            await transaction.CommitAsync(cancellationToken);
            return true;
        },
        cancellationToken);

    /// <summary>Makes the account of the invited person, and that a member.</summary>
    public Task<AccountChange> SignUpAsync(
        string token, InvitationView invitation, string password, CancellationToken cancellationToken) =>
        accounts.CreateAsync(
            invitation.Email, password, invitation.IsMailed, user => UseAsync(token, user.Id, cancellationToken), cancellationToken);

    // The address is compared with that of the account as it is now: it may have changed since the page was shown.
    private async Task<bool> UseAsync(string token, Guid userId, CancellationToken cancellationToken)
    {
        var (hash, now) = (SecretKey.HashOf(token), clock.UtcNow());
        var valid = db.Invitations.AsNoTracking().Where(i => i.KeyHash == hash && i.ExpiresAtUtc > now
            && db.Users.Any(u => u.Id == userId && u.EmailConfirmed && u.NormalizedEmail == i.EmailKey));
        if (await valid.SingleOrDefaultAsync(cancellationToken) is not { } invitation)
        {
            return false;
        }

        await db.LockCompanyAsync(invitation.CompanyId, cancellationToken);
        if (await valid.ExecuteDeleteAsync(cancellationToken) != 1)
        {
            return false;
        }

        await members.AddAsync(invitation.CompanyId, userId, invitation.Role, cancellationToken);
        if (invitation.MailId is not null)
        {
            await db.Users.Where(u => u.Id == userId)
                .ExecuteUpdateAsync(set => set.SetProperty(u => u.HasProvenAddress, true), cancellationToken);
        }

        return true;
    }

    // Returns the key of a link that is handed over; null for one that is mailed.
    private string? Begin(Invitation invitation, LinkSending sending)
    {
        var now = clock.UtcNow();
        if (sending.Culture is { } culture)
        {
            var about = new MailedRow(invitation.CompanyId, invitation.Id);
            invitation.SendBy(outbox.Add(InvitationMail.Kind, new MailJob(invitation.Email, culture, Row: about)), now);
            return null;
        }

        var key = SecretKey.New();
        invitation.HandOver(SecretKey.HashOf(key), now);
        return key;
    }
}

/// <summary>How the link of an invitation gets to the person.</summary>
/// <param name="Culture">The language of the mail; null if the link is handed to who invites.</param>
public readonly record struct LinkSending(string? Culture)
{
    public static readonly LinkSending ByHand = new(null);

    /// <summary>By mail in the language of the page if this installation sends mail, otherwise by hand.</summary>
    public static LinkSending Of(MailState mail) => mail.IsOn ? new(SiteCulture.Current) : ByHand;
}

/// <summary>What came of an invitation.</summary>
/// <param name="Refusal">Why nobody was invited; null if somebody was.</param>
/// <param name="Email">Who was.</param>
/// <param name="Key">What the link holds, to be handed over once; null if it is mailed.</param>
public sealed record InvitationAnswer(InvitationRefusal? Refusal, string? Email = null, string? Key = null);

/// <summary>Why somebody is not invited. The names are parts of keys of texts.</summary>
public enum InvitationRefusal
{
    IsMember,
    IsInvited,
    TooMany,
}

/// <summary>An invitation as the page shows it to which its link leads.</summary>
/// <param name="By">The address of who invited; null for the operator.</param>
/// <param name="IsMailed">Whether the link came by mail to the address, which it thereby proves.</param>
/// <param name="HasAccount">Whether there is an account with the address.</param>
public sealed record InvitationView(
    Guid CompanyId, string Slug, string Name, string? KoreanName, string Email, string EmailKey, CompanyRole Role, string? By,
    bool IsMailed, bool HasAccount);
