using Microsoft.EntityFrameworkCore;
using MomentOfTruth.Domain.Cases;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Web.Data;

namespace MomentOfTruth.Web.Features.Cases;

/// <summary>What a company's people answer with, and the root causes that they choose from.</summary>
public sealed class AnswerWords(AppDbContext db)
{
    /// <summary>The replies, by name. Bounded: a company keeps at most <see cref="CannedReply.Most"/>.</summary>
    public async Task<IReadOnlyList<CannedReply>> RepliesAsync(Guid companyId, CancellationToken cancellationToken) =>
        await db.CannedReplies.AsNoTracking()
            .Where(r => r.CompanyId == companyId).OrderBy(r => r.Name).ThenBy(r => r.Id).ToListAsync(cancellationToken);

    /// <summary>The root causes, by name, likewise.</summary>
    public async Task<IReadOnlyList<RootCause>> CausesAsync(Guid companyId, CancellationToken cancellationToken) =>
        await db.RootCauses.AsNoTracking()
            .Where(c => c.CompanyId == companyId).OrderBy(c => c.Name).ThenBy(c => c.Id).ToListAsync(cancellationToken);

    /// <summary>Adds a reply. Returns null if the company has as many as it can keep.</summary>
    public Task<Guid?> AddAsync(Guid companyId, string name, string? text, string? koreanText, CancellationToken cancellationToken) =>
        db.WriteAsync<Guid?>(
            async transaction =>
            {
                await db.LockCompanyAsync(companyId, cancellationToken);
                if (await db.CannedReplies.CountAsync(r => r.CompanyId == companyId, cancellationToken) >= CannedReply.Most)
                {
                    return null;
                }

                var added = new CannedReply(companyId, name, text, koreanText);
                db.Add(added);
                await db.SaveChangesAsync(cancellationToken);
                await transaction.CommitAsync(cancellationToken);
                return added.Id;
            },
            cancellationToken);

    /// <summary>Returns false if the company has no such reply.</summary>
    public async Task<bool> ChangeAsync(
        Guid companyId, Guid id, string name, string? text, string? koreanText, CancellationToken cancellationToken)
    {
        if (await db.CannedReplies.SingleOrDefaultAsync(r => r.CompanyId == companyId && r.Id == id, cancellationToken) is not { } found)
        {
            return false;
        }

        found.Change(name, text, koreanText);
        await db.SaveChangesAsync(cancellationToken);
        return true;
    }

    /// <summary>Returns false if the company has no such reply.</summary>
    public async Task<bool> RemoveAsync(Guid companyId, Guid id, CancellationToken cancellationToken) =>
        await db.CannedReplies.Where(r => r.CompanyId == companyId && r.Id == id).ExecuteDeleteAsync(cancellationToken) > 0;

    /// <summary>Adds a root cause, unless it is there. Returns false if the company has as many as it can keep.</summary>
    public Task<bool> AddCauseAsync(Guid companyId, string name, CancellationToken cancellationToken) => db.WriteAsync(
        async transaction =>
        {
            await db.LockCompanyAsync(companyId, cancellationToken);
            var causes = await db.RootCauses.Where(c => c.CompanyId == companyId).Select(c => c.Name).ToListAsync(cancellationToken);
            var key = Naming.KeyOf(name);
            if (causes.Exists(cause => Naming.KeyOf(cause) == key))
            {
                return true;
            }

            if (causes.Count >= RootCause.Most)
            {
                return false;
            }

            db.Add(new RootCause(companyId, name));
            await db.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            return true;
        },
        cancellationToken);

    /// <summary>Takes a root cause off the list; cases keep its words. Returns false if the company has no such cause.</summary>
    public async Task<bool> RemoveCauseAsync(Guid companyId, Guid id, CancellationToken cancellationToken) =>
        await db.RootCauses.Where(c => c.CompanyId == companyId && c.Id == id).ExecuteDeleteAsync(cancellationToken) > 0;

    /// <summary>
    /// A reply as it would go to the customer of this journey: in the language of the letter that would tell of it, or else of the page, and
    /// with the name of the touchpoint. Null if the company has no such reply or journey.
    /// </summary>
    public async Task<string?> FilledAsync(JourneyKey key, Guid id, bool isPageKorean, CancellationToken cancellationToken)
    {
        var reply = await db.CannedReplies.AsNoTracking()
            .SingleOrDefaultAsync(r => r.CompanyId == key.CompanyId && r.Id == id, cancellationToken);
        var position = await db.JourneyAt(key).Select(j => j.Facts.KilledAt ?? 1).SingleOrDefaultAsync(cancellationToken);
        var touchpoint = await db.Moments.Where(m => m.CompanyId == key.CompanyId && m.JourneyId == key.JourneyId && m.Position == position)
            .Join(
                db.Touchpoints, m => new { m.CompanyId, Id = m.TouchpointId }, t => new { t.CompanyId, t.Id },
                (m, t) => new { t.Name, t.KoreanName })
            .FirstOrDefaultAsync(cancellationToken);
        if (reply is null || touchpoint is null)
        {
            return null;
        }

        var culture = await db.Contacts.Of(key).Select(c => c.Culture).SingleOrDefaultAsync(cancellationToken);
        var (text, isKorean) = reply.In(culture is null ? isPageKorean : culture == "ko");
        return CannedReply.Filled(text, isKorean ? touchpoint.KoreanName ?? touchpoint.Name : touchpoint.Name);
    }

    /// <summary>What the forms of a case offer to choose from.</summary>
    public async Task<CaseChoices> ChoicesAsync(Guid companyId, CancellationToken cancellationToken) => new(
        [.. (await CausesAsync(companyId, cancellationToken)).Select(c => c.Name)],
        await db.CannedReplies.AsNoTracking()
            .Where(r => r.CompanyId == companyId).OrderBy(r => r.Name).ThenBy(r => r.Id)
            .Select(r => new CannedChoice(r.Id, r.Name))
            .ToListAsync(cancellationToken));
}

/// <summary>What the forms of a case offer to choose from.</summary>
/// <param name="Causes">The root causes of the company's list.</param>
/// <param name="Canned">Its canned replies.</param>
public sealed record CaseChoices(IReadOnlyList<string> Causes, IReadOnlyList<CannedChoice> Canned)
{
    /// <summary>The members who may answer.</summary>
    public IReadOnlyList<(Guid Id, string Email)> Owners { get; init; } = [];
}

/// <summary>A canned reply to choose.</summary>
public sealed record CannedChoice(Guid Id, string Name);
