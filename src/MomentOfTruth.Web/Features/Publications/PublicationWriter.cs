using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using MomentOfTruth.Domain.Publications;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Features.Companies;
using MomentOfTruth.Web.Features.Intake;
using MomentOfTruth.Web.Site;

namespace MomentOfTruth.Web.Features.Publications;

/// <summary>Writes what customers, the administrator, companies and readers say of publishing journeys. It changes nothing that is counted.</summary>
public sealed class PublicationWriter(AppDbContext db, TimeProvider clock)
{
    // Whoever moderates needs no more to see that many mind.
    private const int MostReports = 50;

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// <summary>Asks, or asks again, to publish that version of the journey: the one that the customer saw as everybody would.</summary>
    public async Task<JourneyChange> AskAsync(Guid journeyId, int journeyVersion, string pseudonym, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var isHeld = await db.Journeys.Where(j => j.Id == journeyId && j.Version == journeyVersion).LockAsync(cancellationToken) == 1;
        var company = await db.Journeys.Where(j => j.Id == journeyId).Select(j => (Guid?)j.CompanyId).SingleOrDefaultAsync(cancellationToken);
        if (company is null || !isHeld)
        {
            return company is null ? JourneyChange.NotFound : JourneyChange.Conflict;
        }

        if (await db.Publications.SingleOrDefaultAsync(p => p.JourneyId == journeyId, cancellationToken) is { } known)
        {
            known.Ask(pseudonym, journeyVersion, Now);
        }
        else
        {
            db.Add(new Publication(journeyId, company.Value, pseudonym, journeyVersion, Now));
        }

        if (!await SaveAsync(cancellationToken))
        {
            return JourneyChange.Conflict;
        }

        await transaction.CommitAsync(cancellationToken);
        return JourneyChange.Done;
    }

    /// <summary>Nothing of it is public any more, nor the answer to it. Nor is anything kept of it.</summary>
    public Task WithdrawAsync(Guid journeyId, CancellationToken cancellationToken) =>
        db.Publications.Where(p => p.JourneyId == journeyId).ExecuteDeleteAsync(cancellationToken);

    /// <summary>Approves what was read, or leaves it public, and with it settles the reports that were read. False if it is not what was read.</summary>
    /// <param name="publicationId">The publication.</param>
    /// <param name="version">Of the publication that was read.</param>
    /// <param name="reports">How many reports were read with it.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public Task<bool> ApproveAsync(Guid publicationId, int version, int reports, CancellationToken cancellationToken) =>
        DecideAsync(publicationId, version, reports, (publication, day) => publication.Approve(day), cancellationToken);

    /// <summary>Refuses what was read, or hides what was public. False if it is not what was read.</summary>
    /// <param name="publicationId">The publication.</param>
    /// <param name="version">Of the publication that was read.</param>
    /// <param name="reason">The customer reads it.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public Task<bool> RefuseAsync(Guid publicationId, int version, string reason, CancellationToken cancellationToken) =>
        DecideAsync(publicationId, version, null, (publication, _) => publication.Refuse(reason), cancellationToken);

    /// <summary>Takes the company's answer away, such as one that names the customer; the journey stays as it is. False if it is not what was read.</summary>
    public async Task<bool> TakeAnswerAwayAsync(Guid publicationId, int version, CancellationToken cancellationToken)
    {
        var publication = await db.Publications.SingleOrDefaultAsync(p => p.Id == publicationId && p.Version == version, cancellationToken);
        publication?.AnswerWith(null);
        return publication is not null && await SaveAsync(cancellationToken);
    }

    /// <summary>The company's answer; false if it has no such published journey, or it is not the one that was read.</summary>
    public async Task<bool> AnswerAsync(Guid companyId, Guid journeyId, int version, string? answer, CancellationToken cancellationToken)
    {
        var publication = await db.PublicationsIn(PublicationState.Published)
            .SingleOrDefaultAsync(p => p.JourneyId == journeyId && p.CompanyId == companyId && p.Version == version, cancellationToken);
        publication?.AnswerWith(answer);
        return publication is not null && await SaveAsync(cancellationToken);
    }

    /// <summary>Keeps a report for whoever moderates; false if the company has published no such journey.</summary>
    public async Task<bool> ReportAsync(Guid companyId, Guid publicationId, string reason, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);

        // Takes hold of the publication: it is not withdrawn while it is being reported, and no more are kept than are read.
        if (await db.PublicationsIn(PublicationState.Published)
            .Where(p => p.Id == publicationId && p.CompanyId == companyId)
            .ExecuteUpdateAsync(set => set.SetProperty(p => p.Version, p => p.Version), cancellationToken) == 0)
        {
            return false;
        }

        if (await db.PublicationReports.CountAsync(r => r.PublicationId == publicationId, cancellationToken) < MostReports)
        {
            db.Add(new PublicationReport(publicationId, reason, Now));
            await db.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }

        return true;
    }

    private async Task<bool> DecideAsync(Guid publicationId, int version, int? reports, Action<Publication, DateOnly> decide, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var found = await db.Publications
            .Where(p => p.Id == publicationId && p.Version == version)
            .Join(db.Journeys, p => p.JourneyId, j => j.Id, (p, j) => new { Publication = p, j.Day, j.Version })
            .SingleOrDefaultAsync(cancellationToken);
        var read = await db.PublicationReports.Where(r => r.PublicationId == publicationId).Select(r => r.Id).ToListAsync(cancellationToken);

        // A journey that was changed is another than was read, and a report that came since is not settled unread.
        if (found is null || found.Version != found.Publication.JourneyVersion || (reports is not null && reports != read.Count))
        {
            return false;
        }

        decide(found.Publication, found.Day);
        if (!await SaveAsync(cancellationToken))
        {
            return false;
        }

        await db.PublicationReports.Where(r => read.Contains(r.Id)).ExecuteDeleteAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    /// <summary>False if somebody else was first.</summary>
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

/// <summary>Which publications count. Whatever reads them starts here.</summary>
internal static class PublicationScope
{
    /// <summary>Those that wait or are published, and whose journeys still are what their customers asked to publish: <see cref="Publication.StateAt"/>, for the store.</summary>
    public static IQueryable<Publication> PublicationsIn(this AppDbContext db, PublicationState state) =>
        db.Publications.Where(p => p.State == state && db.Journeys.Any(j => j.Id == p.JourneyId && j.Version == p.JourneyVersion));
}

/// <summary>What a customer may be called in public: a name that can be seen, and no way to reach or find the person.</summary>
public static partial class PseudonymText
{
    // Fewer digits than any telephone number has.
    private const int MostDigits = 5;

    /// <summary>The number of a name for those who choose none. It is new each time, so that it leads to no other journey.</summary>
    public static string AnyNumber() => RandomNumberGenerator.GetInt32(1000, 10_000).ToString(CultureInfo.InvariantCulture);

    /// <summary>The key of the shared message that says why not; null for a good one.</summary>
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

        // Full-width signs and digits are the same to those who read them.
        var plain = text!.Normalize(NormalizationForm.FormKC);
        return plain.Contains('@', StringComparison.Ordinal) || Address().IsMatch(plain) || plain.Count(char.IsDigit) > MostDigits ? "Error.Pseudonym" : null;
    }

    /// <summary>A web address, with or without what it usually begins with: letters behind a full stop that follows a word.</summary>
    [GeneratedRegex(@"://|\bwww\.|[\p{L}\p{Nd}]{2}\.\p{L}{2}", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Address();
}

/// <summary>A publication that was read.</summary>
/// <param name="Id">Of the publication; the journey's own is told to nobody.</param>
/// <param name="Version">Of the publication. Whoever decides or answers names it, so that it is for what was read.</param>
/// <param name="Reports">What readers said of it, for whoever moderates.</param>
public sealed record ReadPublication(Guid Id, int Version, PublishedJourney Journey, IReadOnlyList<string> Reports);
