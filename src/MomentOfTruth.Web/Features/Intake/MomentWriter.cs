using Microsoft.EntityFrameworkCore;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Features.Photos;
using MomentOfTruth.Web.Site;

namespace MomentOfTruth.Web.Features.Intake;

/// <summary>
/// Changes the moments of a journey that was sent. What was there before each change is kept. Moments are identified by their numbers, as
/// their positions change.
/// </summary>
public sealed class MomentWriter(JourneyWriter journeys, TimeProvider clock)
{
    private DateTime Now => clock.UtcNow();

    /// <summary>Adds a moment at the place of its day, and returns its number.</summary>
    public async Task<(JourneyChange Change, int Number)> AddAsync(
        JourneyKey key, int version, NamedMoment entry, CancellationToken cancellationToken)
    {
        var number = 0;
        var change = await journeys.ChangeAsync(key, version, async (journey, write) =>
        {
            if (!MayChange(journey) || journey.Moments.Count == Journey.MaxMoments)
            {
                return false;
            }

            number = journey.InsertByDate(await write.Get<EntryNames>().EntryAsync(journey.CompanyId, entry, cancellationToken));
            await PlaceAsync(key, number, entry, write, cancellationToken);
            return true;
        }, cancellationToken);
        return (change, number);
    }

    /// <summary>Replaces what is said of a moment; it then has exactly the photos of the entry.</summary>
    public Task<JourneyChange> EditAsync(JourneyKey key, int version, int number, NamedMoment entry, CancellationToken cancellationToken) =>
        ChangeAsync(key, version, number, async (journey, position, write) =>
        {
            var told = await write.Get<EntryNames>().EntryAsync(journey.CompanyId, entry, cancellationToken);
            var before = journey.Moments[position - 1];

            // By which channel they met is not asked again: it changes only with the touchpoint.
            journey.Edit(position, told.TouchpointId == before.TouchpointId ? told with { Channel = before.Channel } : told, Now);
            await PlaceAsync(key, number, entry, write, cancellationToken);
            return true;
        }, cancellationToken);

    /// <summary>Removes a moment; its photos are kept, in case it is put back. The only moment of a journey is not removed.</summary>
    public Task<JourneyChange> RemoveAsync(JourneyKey key, int version, int number, CancellationToken cancellationToken) =>
        ChangeAsync(key, version, number, async (journey, position, write) =>
        {
            if (journey.Moments.Count == 1)
            {
                return false;
            }

            journey.Remove(position, Now);
            await write.Get<PhotoWriter>().SetAsideAsync(key, number, cancellationToken);
            return true;
        }, cancellationToken);

    /// <param name="by">-1 for up, 1 for down; refused at the ends.</param>
    public Task<JourneyChange> MoveAsync(JourneyKey key, int version, int number, int by, CancellationToken cancellationToken) =>
        ChangeAsync(key, version, number, (journey, position, _) =>
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
    public Task<JourneyChange> PutBackAsync(JourneyKey key, int version, int removal, CancellationToken cancellationToken) =>
        journeys.ChangeAsync(key, version, async (journey, write) =>
        {
            var removed = await write.Db.MomentRevisions.AsNoTracking().Of(key).SingleOrDefaultAsync(
                r => r.Version == removal && r.Kind == RevisionKind.Removed, cancellationToken);
            if (removed is null || !MayChange(journey) || journey.Moments.Count == Journey.MaxMoments
                || journey.Moments.Any(m => m.Number == removed.Number))
            {
                return false;
            }

            journey.PutBack(removed, Now);
            await write.Get<PhotoWriter>().PutBackAsync(key, removed.Number, cancellationToken);
            return true;
        }, cancellationToken);

    private static bool MayChange(Journey journey) => journey.MayGoOn && journey.Version < Journey.MaxVersion;

    private static Task PlaceAsync(
        JourneyKey key, int number, NamedMoment entry, GroupWrite write, CancellationToken cancellationToken) =>
        write.Get<PhotoWriter>().PlaceAsync(PhotoOwner.Journey(key), key, [(number, entry.Photos)], cancellationToken);

    private Task<JourneyChange> ChangeAsync(
        JourneyKey key, int version, int number, Func<Journey, int, GroupWrite, Task<bool>> change, CancellationToken cancellationToken) =>
        journeys.ChangeAsync(key, version, (journey, write) =>
        {
            var position = journey.Moments.FirstOrDefault(m => m.Number == number)?.Position;
            return position is null || !MayChange(journey) ? Task.FromResult(false) : change(journey, position.Value, write);
        }, cancellationToken);
}
