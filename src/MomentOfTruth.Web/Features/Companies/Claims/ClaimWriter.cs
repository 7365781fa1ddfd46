using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Features.Mail;
using MomentOfTruth.Web.Site;

namespace MomentOfTruth.Web.Features.Companies;

/// <summary>
/// People claim companies and ask to join them; administrators and owners decide. Each change locks the company first, so that of two who
/// come at once to a company without people one is its owner and the other asks.
/// </summary>
public sealed class ClaimWriter(AppDbContext db, MemberWriter members, Outbox outbox, TimeProvider clock)
{
    /// <summary>Claims the company, for an administrator to decide; says anew what a claim that waits is founded on.</summary>
    /// <param name="companyId">The company.</param>
    /// <param name="userId">Who claims it.</param>
    /// <param name="founded">What the person is there, the company's address on the web, and the evidence.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public Task<ClaimAnswer> ClaimAsync(
        Guid companyId, Guid userId, (string Position, string Address, string Evidence) founded, CancellationToken cancellationToken) =>
        ChangeAsync(
            companyId,
            async () =>
            {
                var (now, claim) = (clock.UtcNow(), await WaitingAsync(companyId, userId, ClaimKind.Own, cancellationToken));
                if (claim is null)
                {
                    if (await RefusalAsync(companyId, userId, now, cancellationToken) is { } refusal)
                    {
                        return refusal;
                    }

                    claim = CompanyClaim.ToOwn(companyId, userId, SiteCulture.Current, now);
                    db.Add(claim);
                }

                claim.Found(founded.Position, founded.Address, founded.Evidence);
                return ClaimAnswer.Waits;
            },
            answer => answer == ClaimAnswer.Waits,
            cancellationToken);

    /// <summary>
    /// Lets somebody come in whose proven mail is at the company's checked host: as the owner if the company has no people, otherwise as
    /// one who asks its owners.
    /// </summary>
    public Task<ClaimAnswer> ComeByMailAsync(Guid companyId, Guid userId, CancellationToken cancellationToken) => ChangeAsync(
        companyId,
        async () =>
        {
            var (now, company) = (clock.UtcNow(), await db.Companies.SingleAsync(c => c.Id == companyId, cancellationToken));
            if (!await IsProvenAsync(company, userId, cancellationToken))
            {
                return ClaimAnswer.NotProven;
            }

            if (await db.Memberships.AnyAsync(m => m.CompanyId == companyId, cancellationToken))
            {
                if (await WaitingAsync(companyId, userId, ClaimKind.Join, cancellationToken) is not null)
                {
                    return ClaimAnswer.Waits;
                }

                if (await RefusalAsync(companyId, userId, now, cancellationToken) is { } refusal)
                {
                    return refusal;
                }

                db.Add(CompanyClaim.ToJoin(companyId, userId, SiteCulture.Current, now));
                return ClaimAnswer.Waits;
            }

            var claim = await WaitingAsync(companyId, userId, ClaimKind.Own, cancellationToken);
            if (claim is null)
            {
                claim = CompanyClaim.ToOwn(companyId, userId, SiteCulture.Current, now);
                db.Add(claim);
            }

            claim.Accept(by: null, now);
            company.Verify(host: null);
            await members.AddAsync(companyId, userId, CompanyRole.Owner, cancellationToken);
            return ClaimAnswer.IsOwner;
        },
        answer => answer is ClaimAnswer.Waits or ClaimAnswer.IsOwner,
        cancellationToken);

    /// <summary>Takes back what the person wants of the company. Returns false if nothing waits.</summary>
    public Task<bool> WithdrawAsync(Guid companyId, Guid userId, ClaimKind kind, CancellationToken cancellationToken) => ChangeAsync(
        companyId,
        async () =>
        {
            if (await WaitingAsync(companyId, userId, kind, cancellationToken) is not { } claim)
            {
                return false;
            }

            claim.Withdraw(clock.UtcNow());
            return true;
        },
        done => done,
        cancellationToken);

    /// <summary>
    /// Accepts a claim: the person becomes an owner, beside those who are there, and the company is verified with this host. Returns false
    /// if the claim no longer waits.
    /// </summary>
    public Task<bool> AcceptAsync(Guid companyId, Guid id, Guid by, WebHost? host, CancellationToken cancellationToken) =>
        DecideAsync(
            companyId, id, ClaimKind.Own, ClaimMails.Accepted,
            async claim =>
            {
                claim.Accept(by, clock.UtcNow());
                (await db.Companies.SingleAsync(c => c.Id == companyId, cancellationToken)).Verify(host);
                await members.AddAsync(companyId, claim.UserId, CompanyRole.Owner, cancellationToken);
            },
            cancellationToken);

    /// <summary>Lets in who asks to join, as a viewer. Returns false if the request no longer waits.</summary>
    public Task<bool> AcceptJoiningAsync(Guid companyId, Guid id, Guid by, CancellationToken cancellationToken) => DecideAsync(
        companyId, id, ClaimKind.Join, ClaimMails.Accepted,
        claim =>
        {
            claim.Accept(by, clock.UtcNow());
            return members.AddAsync(companyId, claim.UserId, CompanyRole.Viewer, cancellationToken);
        },
        cancellationToken);

    /// <summary>Refuses what the person wants. Returns false if it no longer waits.</summary>
    public Task<bool> RefuseAsync(
        Guid companyId, Guid id, ClaimKind kind, Guid by, string? reason, CancellationToken cancellationToken) => DecideAsync(
        companyId, id, kind, ClaimMails.Refused,
        claim =>
        {
            claim.Refuse(by, reason, clock.UtcNow());
            return Task.CompletedTask;
        },
        cancellationToken);

    // The person is told by mail, in the language in which the person asked.
    private async Task<bool> DecideAsync(
        Guid companyId, Guid id, ClaimKind kind, string mail, Func<CompanyClaim, Task> decide, CancellationToken cancellationToken)
    {
        var isDone = await ChangeAsync(
            companyId,
            async () =>
            {
                if (await db.CompanyClaims.SingleOrDefaultAsync(
                    c => c.CompanyId == companyId && c.Id == id && c.Kind == kind && c.State == ClaimState.Waiting, cancellationToken)
                    is not { } claim)
                {
                    return false;
                }

                await decide(claim);
                if (outbox.IsOn)
                {
                    var to = await db.Users.Where(u => u.Id == claim.UserId).Select(u => u.Email).SingleAsync(cancellationToken);
                    outbox.Add(mail, new MailJob(to!, claim.Culture, Row: new MailedRow(companyId, id)));
                }

                return true;
            },
            done => done,
            cancellationToken);
        outbox.Wake();
        return isDone;
    }

    private Task<T> ChangeAsync<T>(Guid companyId, Func<Task<T>> change, Func<T, bool> isDone, CancellationToken cancellationToken) =>
        db.WriteAsync(
            async (IDbContextTransaction transaction) =>
            {
                await db.LockCompanyAsync(companyId, cancellationToken);
                var answer = await change();
                if (isDone(answer))
                {
                    await db.SaveChangesAsync(cancellationToken);
                    await transaction.CommitAsync(cancellationToken);
                }

                return answer;
            },
            cancellationToken);

    private Task<CompanyClaim?> WaitingAsync(Guid companyId, Guid userId, ClaimKind kind, CancellationToken cancellationToken) =>
        db.CompanyClaims.SingleOrDefaultAsync(
            c => c.CompanyId == companyId && c.UserId == userId && c.Kind == kind && c.State == ClaimState.Waiting, cancellationToken);

    // Why the person may ask nothing of the company now; null if nothing hinders.
    private async Task<ClaimAnswer?> RefusalAsync(Guid companyId, Guid userId, DateTime now, CancellationToken cancellationToken)
    {
        if (await db.Memberships.AnyAsync(m => m.CompanyId == companyId && m.UserId == userId, cancellationToken))
        {
            return ClaimAnswer.IsMember;
        }

        var (own, since) = (db.CompanyClaims.Where(c => c.UserId == userId), now.AddDays(-1));
        return await own.CountAsync(c => c.State == ClaimState.Waiting, cancellationToken) >= CompanyClaim.MostWaiting
            || await own.CountAsync(c => c.AskedAtUtc > since, cancellationToken) >= CompanyClaim.MostADay
                ? ClaimAnswer.TooMany
                : null;
    }

    private async Task<bool> IsProvenAsync(Company company, Guid userId, CancellationToken cancellationToken) =>
        company.CheckedHost is { } host
        && await db.Users.Where(u => u.Id == userId && u.HasProvenAddress && u.EmailConfirmed).Select(u => u.Email)
            .SingleOrDefaultAsync(cancellationToken) is { } email
        && WebHost.ProvenBy(email).Contains(host);
}

/// <summary>What came of asking something of a company. The names are parts of keys of texts.</summary>
public enum ClaimAnswer
{
    /// <summary>Somebody else decides.</summary>
    Waits,

    /// <summary>The person looks after the company from now on.</summary>
    IsOwner,

    /// <summary>The person is a member already.</summary>
    IsMember,

    /// <summary>The person has asked for too much at once.</summary>
    TooMany,

    /// <summary>The person's mail does not prove it, or no longer.</summary>
    NotProven,
}
