using Microsoft.EntityFrameworkCore;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Features.Photos;

namespace MomentOfTruth.Web.Features.Intake;

/// <summary>
/// What a customer does to the moments of a journey that was sent: each goes the one way in which journeys change, and what was there before is kept.
/// Moments are named by their numbers, as their places change.
/// </summary>
public sealed class MomentWriter(AppDbContext db, JourneyWriter log, MomentEntries entries, PhotoWriter photos, TimeProvider clock)
{
    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// <summary>Puts a new moment where its day says, and gives its number.</summary>
    public async Task<(JourneyChange Change, int Number)> AddAsync(Guid journeyId, int version, SaidMoment said, CancellationToken cancellationToken)
    {
        var number = 0;
        var change = await log.ChangeAsync(journeyId, version, async journey =>
        {
            if (!MayChange(journey) || journey.Moments.Count == Journey.MaxMoments)
            {
                return false;
            }

            number = journey.InsertByDate(await entries.OfAsync(journey.CompanyId, said, cancellationToken));
            await PlaceAsync(journeyId, number, said, cancellationToken);
            return true;
        }, cancellationToken);
        return (change, number);
    }

    /// <summary>The moment has from now on exactly the photos that were said of it.</summary>
    public Task<JourneyChange> EditAsync(Guid journeyId, int version, int number, SaidMoment said, CancellationToken cancellationToken) =>
        ChangeAsync(journeyId, version, number, async (journey, position) =>
        {
            journey.Edit(position, await entries.OfAsync(journey.CompanyId, said, cancellationToken), Now);
            await PlaceAsync(journeyId, number, said, cancellationToken);
            return true;
        }, cancellationToken);

    /// <summary>Its photos wait for it to come back. The only moment is not removed.</summary>
    public Task<JourneyChange> RemoveAsync(Guid journeyId, int version, int number, CancellationToken cancellationToken) =>
        ChangeAsync(journeyId, version, number, async (journey, position) =>
        {
            if (journey.Moments.Count == 1)
            {
                return false;
            }

            journey.Remove(position, Now);
            await photos.SetAsideAsync(journeyId, number, cancellationToken);
            return true;
        }, cancellationToken);

    /// <param name="by">-1 for up, 1 for down; past the ends it is refused.</param>
    public Task<JourneyChange> MoveAsync(Guid journeyId, int version, int number, int by, CancellationToken cancellationToken) =>
        ChangeAsync(journeyId, version, number, (journey, position) =>
        {
            var to = position + by;
            if (to < 1 || to > journey.Moments.Count)
            {
                return Task.FromResult(false);
            }

            journey.Move(position, to, Now);
            return Task.FromResult(true);
        }, cancellationToken);

    /// <summary>Puts a removed moment back, with its photos.</summary>
    /// <param name="removal">The version that the removal made.</param>
    public Task<JourneyChange> PutBackAsync(Guid journeyId, int version, int removal, CancellationToken cancellationToken) =>
        log.ChangeAsync(journeyId, version, async journey =>
        {
            var removed = await db.MomentRevisions.AsNoTracking()
                .SingleOrDefaultAsync(r => r.JourneyId == journeyId && r.Version == removal && r.Kind == RevisionKind.Removed, cancellationToken);
            if (removed is null || !MayChange(journey) || journey.Moments.Count == Journey.MaxMoments || journey.Moments.Any(m => m.Number == removed.Number))
            {
                return false;
            }

            journey.PutBack(removed, Now);
            await photos.PutBackAsync(journeyId, removed.Number, cancellationToken);
            return true;
        }, cancellationToken);

    private static bool MayChange(Journey journey) => !journey.IsFinished && journey.Version < Journey.MaxVersion;

    private Task PlaceAsync(Guid journeyId, int number, SaidMoment said, CancellationToken cancellationToken) =>
        photos.PlaceAsync(PhotoOwner.Journey(journeyId), journeyId, [(number, said.Photos)], cancellationToken);

    private Task<JourneyChange> ChangeAsync(
        Guid journeyId, int version, int number, Func<Journey, int, Task<bool>> change, CancellationToken cancellationToken) =>
        log.ChangeAsync(journeyId, version, journey =>
        {
            var position = journey.Moments.FirstOrDefault(m => m.Number == number)?.Position;
            return position is null || !MayChange(journey) ? Task.FromResult(false) : change(journey, position.Value);
        }, cancellationToken);
}
