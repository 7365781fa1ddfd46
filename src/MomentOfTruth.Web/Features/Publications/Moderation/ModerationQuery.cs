using Microsoft.EntityFrameworkCore;
using MomentOfTruth.Domain.Publications;
using MomentOfTruth.Web.Data;

namespace MomentOfTruth.Web.Features.Publications;

/// <summary>Reads what an administrator has to decide on.</summary>
public sealed class ModerationQuery(AppDbContext db, PublishedReader reader)
{
    /// <summary>Of each kind; those behind them follow as these are decided.</summary>
    public const int MostShown = 20;

    private IQueryable<Publication> Waiting => db.PublicationsIn(PublicationState.Waiting);

    private IQueryable<Publication> Reported => db.PublicationsIn(PublicationState.Published).Where(p => db.PublicationReports.Any(r => r.PublicationId == p.Id));

    /// <summary>How many wait or were reported.</summary>
    public async Task<int> CountAsync(CancellationToken cancellationToken) => await Waiting.CountAsync(cancellationToken) + await Reported.CountAsync(cancellationToken);

    /// <summary>What waits, longest first.</summary>
    public Task<IReadOnlyList<ReadPublication>> WaitingAsync(CancellationToken cancellationToken) => ReadAsync(Waiting, cancellationToken);

    /// <summary>What is public and was reported.</summary>
    public Task<IReadOnlyList<ReadPublication>> ReportedAsync(CancellationToken cancellationToken) => ReadAsync(Reported, cancellationToken);

    /// <summary>The one of that id, if it is public and nobody reported it.</summary>
    public Task<IReadOnlyList<ReadPublication>> PublishedAsync(Guid publicationId, CancellationToken cancellationToken) =>
        ReadAsync(db.PublicationsIn(PublicationState.Published).Where(p => p.Id == publicationId).Except(Reported), cancellationToken);

    private Task<IReadOnlyList<ReadPublication>> ReadAsync(IQueryable<Publication> chosen, CancellationToken cancellationToken) =>
        reader.ReadAsync(chosen.OrderBy(p => p.AskedAtUtc).ThenBy(p => p.Id).Take(MostShown), withReports: true, cancellationToken);
}

/// <summary>Who decided what, for whoever has to account for it. What customers wrote is not in it.</summary>
internal static partial class ModerationLog
{
    [LoggerMessage(EventId = 701, Level = LogLevel.Information, Message = "Publication {PublicationId}: {Decision} by {AccountId}")]
    public static partial void Decided(this ILogger logger, Guid publicationId, string decision, Guid? accountId);
}
