using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Features.Cases;
using MomentOfTruth.Web.Features.Photos;
using MomentOfTruth.Web.Site;

namespace MomentOfTruth.Web.Features.Journeys;

/// <summary>One journey of a company, as its members see it.</summary>
public sealed class JourneyQuery(AppDbContext db, TouchpointNames touchpoints, PhotoQuery photos, IOptions<PushOptions> push)
{
    /// <summary>Returns null if the company has no such journey.</summary>
    public async Task<JourneyView?> RunAsync(JourneyKey key, CancellationToken cancellationToken)
    {
        var journey = await db.JourneyAt(key).AsNoTracking().Include(j => j.Moments).SingleOrDefaultAsync(cancellationToken);
        if (journey is null)
        {
            return null;
        }

        journey.PutInOrder();
        var product = await db.Products
            .Where(p => p.CompanyId == key.CompanyId && p.Id == journey.ProductId)
            .Select(p => p.Name)
            .SingleOrDefaultAsync(cancellationToken);
        var changedAtUtc = await db.MomentRevisions
            .Of(key)
            .OrderByDescending(r => r.Version)
            .Select(r => (DateTime?)r.AtUtc)
            .FirstOrDefaultAsync(cancellationToken);
        return new JourneyView(
            journey,
            product,
            await touchpoints.OfAsync(key.CompanyId, journey.Moments.Select(m => m.TouchpointId), cancellationToken),
            await photos.OfJourneyAsync(key, cancellationToken),
            await db.Receipts.Of(key).AnyAsync(cancellationToken),
            changedAtUtc);
    }

    /// <summary>Where replies go by mail, masked: nobody at the company sees the address. Null if the customer left none.</summary>
    public async Task<string?> MailedToAsync(JourneyKey key, CancellationToken cancellationToken) =>
        await db.Contacts.Of(key).Select(c => c.Email).SingleOrDefaultAsync(cancellationToken) is { } email ? Contact.Masked(email) : null;

    /// <summary>Whether a browser of the customer tells of replies.</summary>
    public async Task<bool> IsPushedAsync(JourneyKey key, CancellationToken cancellationToken) =>
        push.Value.IsOn && await db.PushSubscriptions.Of(key).AnyAsync(cancellationToken);
}

/// <summary>One journey with the names of what it speaks of, in the language of the page.</summary>
/// <param name="Photos">By the position of their moment.</param>
/// <param name="HasReceipt">Whether there is a customer who can come back to it; imported journeys have none.</param>
/// <param name="ChangedAtUtc">
/// When the customer last changed a moment after sending it; null if never. Only the customer sees what it was before.
/// </param>
public sealed record JourneyView(
    Journey Journey,
    string? Product,
    IReadOnlyDictionary<Guid, string> Touchpoints,
    ILookup<int, ShownPhoto> Photos,
    bool HasReceipt,
    DateTime? ChangedAtUtc)
{
    public string Name => Journey.Title ?? TouchpointAt(1);

    /// <summary>Whether the customer gave more than scores of any moment.</summary>
    public bool IsTold => Photos.Count > 0 || Journey.Moments.Any(m => m.Story is not null);

    /// <summary>The touchpoints with zeros, each once.</summary>
    public IReadOnlyList<string> ZerosAt =>
        [.. Journey.Moments.Where(m => m.Score.IsZero).Select(m => Touchpoints[m.TouchpointId]).Distinct()];

    public string TouchpointAt(int position) => Touchpoints[Journey.Moments[position - 1].TouchpointId];
}

/// <summary>Names of touchpoints in the language of the page.</summary>
public sealed class TouchpointNames(AppDbContext db)
{
    public async Task<IReadOnlyDictionary<Guid, string>> OfAsync(
        Guid companyId, IEnumerable<Guid> touchpointIds, CancellationToken cancellationToken)
    {
        var ids = touchpointIds.Distinct().ToList();
        var touchpoints = await db.Touchpoints.AsNoTracking()
            .Where(t => t.CompanyId == companyId && ids.Contains(t.Id))
            .Select(t => new { t.Id, t.Name, t.KoreanName })
            .ToListAsync(cancellationToken);
        return touchpoints.ToDictionary(t => t.Id, t => SiteCulture.NameOf(t.Name, t.KoreanName));
    }
}
