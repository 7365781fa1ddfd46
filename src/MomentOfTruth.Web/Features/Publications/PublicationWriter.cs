using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Domain.Publications;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Features.Companies;
using MomentOfTruth.Web.Site;

namespace MomentOfTruth.Web.Features.Publications;

/// <summary>
/// Writes publications of journeys: customers ask for them, administrators decide, companies answer and readers report. None of it
/// changes what is counted.
/// </summary>
public sealed class PublicationWriter(AppDbContext db, TimeProvider clock)
{
    // More reports would tell an administrator nothing new, and would fill the store.
    private const int MostReports = 50;

    private DateTime Now => clock.UtcNow();

    /// <summary>Asks, or asks again, to publish that version of the journey: the one that the customer saw in the preview.</summary>
    public Task<JourneyChange> AskAsync(JourneyKey key, int journeyVersion, string pseudonym, CancellationToken cancellationToken) =>
        db.WriteAsync(transaction => AskAsync(key, journeyVersion, pseudonym, transaction, cancellationToken), cancellationToken);

    /// <summary>Asks to publish a journey that is being sent. The caller saves, with the journey.</summary>
    public void Ask(Journey journey, string pseudonym) => db.Add(new Publication(journey.Key, pseudonym, journey.Version, Now));

    private async Task<JourneyChange> AskAsync(
        JourneyKey key, int journeyVersion, string pseudonym, IDbContextTransaction transaction, CancellationToken cancellationToken)
    {
        var isLocked = await db.JourneyAt(key).Where(j => j.Version == journeyVersion).LockAsync(cancellationToken) == 1;
        if (!isLocked)
        {
            return await db.JourneyAt(key).AnyAsync(cancellationToken) ? JourneyChange.Conflict : JourneyChange.NotFound;
        }

        if (await db.Publications.Of(key).SingleOrDefaultAsync(cancellationToken) is { } known)
        {
            known.Ask(pseudonym, journeyVersion, Now);
        }
        else
        {
            db.Add(new Publication(key, pseudonym, journeyVersion, Now));
        }

        if (!await SaveAsync(cancellationToken))
        {
            return JourneyChange.Conflict;
        }

        await transaction.CommitAsync(cancellationToken);
        return JourneyChange.Done;
    }

    /// <summary>Withdraws the publication: the journey and the company's answer are not public any more. Nothing of it is kept.</summary>
    public Task WithdrawAsync(JourneyKey key, CancellationToken cancellationToken) =>
        db.Publications.Of(key).ExecuteDeleteAsync(cancellationToken);

    /// <summary>
    /// Approves a publication, or leaves it public, and deletes the reports that were read. Returns false if the publication or its reports
    /// have changed since they were read.
    /// </summary>
    /// <param name="companyId">The company of the publication.</param>
    /// <param name="publicationId">The publication.</param>
    /// <param name="version">The version of the publication that was read.</param>
    /// <param name="reports">How many reports were read with it.</param>
    /// <param name="decidedBy">The administrator's account; null for nobody's.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public Task<bool> ApproveAsync(
        Guid companyId, Guid publicationId, int version, int reports, Guid? decidedBy, CancellationToken cancellationToken) =>
        DecideAsync(
            companyId, publicationId, version, reports, (publication, day) => publication.Approve(day), why: null, decidedBy,
            cancellationToken);

    /// <summary>Refuses a publication, or hides one that is public. Returns false if it has changed since it was read.</summary>
    /// <param name="companyId">The company of the publication.</param>
    /// <param name="publicationId">The publication.</param>
    /// <param name="version">The version of the publication that was read.</param>
    /// <param name="reason">Why; the customer reads it.</param>
    /// <param name="why">The kind of reason; it is kept with the decision.</param>
    /// <param name="decidedBy">The administrator's account; null for nobody's.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public Task<bool> RefuseAsync(
        Guid companyId, Guid publicationId, int version, string reason, ModerationReason why, Guid? decidedBy,
        CancellationToken cancellationToken) =>
        DecideAsync(
            companyId, publicationId, version, null, (publication, _) => publication.Refuse(reason), why, decidedBy, cancellationToken);

    /// <summary>
    /// Removes the company's answer, such as one that names the customer; the journey stays as it is. Returns false if the publication has
    /// changed since it was read.
    /// </summary>
    public async Task<bool> RemoveAnswerAsync(
        Guid companyId, Guid publicationId, int version, Guid? decidedBy, CancellationToken cancellationToken)
    {
        var publication = await db.Publications.SingleOrDefaultAsync(
            p => p.CompanyId == companyId && p.Id == publicationId && p.Version == version, cancellationToken);
        publication?.AnswerWith(null);
        Remember(companyId, publicationId, ModerationAct.AnswerTaken, null, decidedBy, reports: 0);
        return publication is not null && await SaveAsync(cancellationToken);
    }

    /// <summary>
    /// Sets the company's answer. Returns false if it has no such published journey, or if the publication has changed since it was read.
    /// </summary>
    public async Task<bool> AnswerAsync(JourneyKey key, int version, string? answer, CancellationToken cancellationToken)
    {
        var publication = await db.PublicationsIn(PublicationState.Published)
            .Of(key).SingleOrDefaultAsync(p => p.Version == version, cancellationToken);
        publication?.AnswerWith(answer);
        return publication is not null && await SaveAsync(cancellationToken);
    }

    /// <summary>Keeps a reader's report for the administrators. Returns false if the company has no such published journey.</summary>
    public Task<bool> ReportAsync(Guid companyId, Guid publicationId, string reason, CancellationToken cancellationToken) =>
        db.WriteAsync(transaction => ReportAsync(companyId, publicationId, reason, transaction, cancellationToken), cancellationToken);

    private async Task<bool> ReportAsync(
        Guid companyId, Guid publicationId, string reason, IDbContextTransaction transaction, CancellationToken cancellationToken)
    {
        // Locks the publication: it cannot be withdrawn while it is being reported, and reports that come at once cannot exceed the limit.
        if (await db.PublicationsIn(PublicationState.Published)
            .Where(p => p.CompanyId == companyId && p.Id == publicationId)
            .ExecuteUpdateAsync(set => set.SetProperty(p => p.Version, p => p.Version), cancellationToken) == 0)
        {
            return false;
        }

        if (await db.PublicationReports.CountAsync(
            r => r.CompanyId == companyId && r.PublicationId == publicationId, cancellationToken) < MostReports)
        {
            db.Add(new PublicationReport(companyId, publicationId, reason, Now));
            await db.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }

        return true;
    }

    private Task<bool> DecideAsync(
        Guid companyId, Guid publicationId, int version, int? reports, Action<Publication, DateOnly> decide,
        ModerationReason? why, Guid? decidedBy, CancellationToken cancellationToken) => db.WriteAsync(async transaction =>
    {
        var found = await db.Publications
            .Where(p => p.CompanyId == companyId && p.Id == publicationId && p.Version == version)
            .Join(
                db.Journeys, p => new { p.CompanyId, Id = p.JourneyId }, j => new { j.CompanyId, j.Id },
                (p, j) => new { Publication = p, j.Day, j.Version })
            .SingleOrDefaultAsync(cancellationToken);
        var read = await db.PublicationReports
            .Where(r => r.CompanyId == companyId && r.PublicationId == publicationId)
            .Select(r => r.Id)
            .ToListAsync(cancellationToken);

        // Neither a journey that was changed since, nor a report that came since, is decided on unread.
        if (found is null || found.Version != found.Publication.JourneyVersion || (reports is not null && reports != read.Count))
        {
            return false;
        }

        var was = found.Publication.State;
        decide(found.Publication, found.Day);
        Remember(companyId, publicationId, ActOf(was, found.Publication.State), why, decidedBy, read.Count);
        if (!await SaveAsync(cancellationToken))
        {
            return false;
        }

        await db.PublicationReports.Where(r => r.CompanyId == companyId && read.Contains(r.Id)).ExecuteDeleteAsync(cancellationToken);
        await db.ModerationTasks.Where(t => t.CompanyId == companyId && t.PublicationId == publicationId)
            .ExecuteDeleteAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }, cancellationToken);

    private static ModerationAct ActOf(PublicationState was, PublicationState now) => (was, now) switch
    {
        (PublicationState.Published, PublicationState.Published) => ModerationAct.Kept,
        (_, PublicationState.Published) => ModerationAct.Approved,
        (_, PublicationState.Hidden) => ModerationAct.Hidden,
        _ => ModerationAct.Refused,
    };

    private void Remember(
        Guid companyId, Guid publicationId, ModerationAct act, ModerationReason? why, Guid? decidedBy, int reports) =>
        db.Add(new PublicationDecision
        {
            CompanyId = companyId,
            Id = Guid.CreateVersion7(),
            PublicationId = publicationId,
            AtUtc = Now,
            DecidedBy = decidedBy,
            Act = act,
            Reason = why,
            Reports = reports,
        });

    /// <summary>Returns false if somebody else changed the publication first.</summary>
    private async Task<bool> SaveAsync(CancellationToken cancellationToken)
    {
        try
        {
            await db.SaveChangesAsync(cancellationToken);
            return true;
        }
        catch (DbUpdateConcurrencyException)
        {
            return false;
        }
        finally
        {
            db.ChangeTracker.Clear();
        }
    }
}

/// <summary>Which publications stand for their journeys as they are now. Every query for publications starts here.</summary>
internal static class PublicationScope
{
    /// <summary>
    /// The publications in that state whose journeys have not changed since their customers asked: <see cref="Publication.StateAt"/> as a
    /// query.
    /// </summary>
    /// <param name="db">The store.</param>
    /// <param name="state">Waiting or published.</param>
    public static IQueryable<Publication> PublicationsIn(this AppDbContext db, PublicationState state) =>
        db.Publications.Where(p => p.State == state
            && db.Journeys.Any(j => j.CompanyId == p.CompanyId && j.Id == p.JourneyId && j.Version == p.JourneyVersion));
}

/// <summary>Which pseudonyms a customer may choose: a visible name that gives no way to reach or find the person.</summary>
public static partial class PseudonymText
{
    // Fewer digits than any telephone number has.
    private const int MostDigits = 5;

    /// <summary>The number in a suggested pseudonym. It is new each time, so that it does not connect two journeys of one person.</summary>
    public static string AnyNumber() => RandomNumberGenerator.GetInt32(1000, 10_000).ToString(CultureInfo.InvariantCulture);

    /// <summary>The key of the shared message that says why a pseudonym is refused; null for a good one.</summary>
    public static string? Refusal(string? text)
    {
        if (!NameText.IsName(text))
        {
            return "Error.PseudonymMissing";
        }

        if (NameText.Refusal(text) is not null || PlainTextAttribute.Refusal(text, Publication.MaxPseudonym) is not null)
        {
            return "Error.Pseudonym";
        }

        // People read full-width letters and digits like ordinary ones, so the rules see them as such.
        var plain = text!.Normalize(NormalizationForm.FormKC);
        return plain.Contains('@', StringComparison.Ordinal) || Address().IsMatch(plain) || plain.Count(char.IsDigit) > MostDigits
            ? "Error.Pseudonym"
            : null;
    }

    /// <summary>A web address, with or without its usual beginning: letters after a full stop that follows a word.</summary>
    [GeneratedRegex(@"://|\bwww\.|[\p{L}\p{Nd}]{2}\.\p{L}{2}", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Address();
}

/// <summary>A publication as it was read.</summary>
/// <param name="Id">The id of the publication. The id of the journey opens nothing, yet is not made public either.</param>
/// <param name="Version">The version of the publication. Decisions and answers name it, so that they hold for what was read.</param>
/// <param name="Reports">The first reasons of readers' reports, for administrators only.</param>
public sealed record ReadPublication(Guid CompanyId, Guid Id, int Version, PublishedJourney Journey, IReadOnlyList<string> Reports)
{
    /// <summary>How many reports there are, the ones that are not read included.</summary>
    public required int ReportCount { get; init; }
}
