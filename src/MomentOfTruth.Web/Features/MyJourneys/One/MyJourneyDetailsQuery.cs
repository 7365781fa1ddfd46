using Microsoft.EntityFrameworkCore;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Features.Cases;
using MomentOfTruth.Web.Features.Photos;

namespace MomentOfTruth.Web.Features.MyJourneys;

/// <summary>Reads what the page of a journey shows beside the journey itself.</summary>
public sealed class MyJourneyDetailsQuery(
    AppDbContext db, CaseQuery cases, PhotoQuery photos, MyJourneyQuery journeys, MyPublicationQuery publications)
{
    /// <param name="accountId">The account of the signed-in person; null if no one is signed in.</param>
    /// <param name="key">The journey.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<MyJourneyDetails> RunAsync(JourneyKey key, Guid? accountId, CancellationToken cancellationToken) => new(
        await cases.RunAsync(key, withAuthors: false, cancellationToken),
        await photos.OfJourneyAsync(key, cancellationToken),
        await journeys.HasHistoryAsync(key, cancellationToken),
        new MyJourneyOptions(
            key.JourneyId,
            accountId is { } account ? await db.JourneyAt(key).AnyAsync(j => j.OwnerId == account, cancellationToken) : null,
            await db.Contacts.Of(key).Select(c => c.Email).SingleOrDefaultAsync(cancellationToken),
            await publications.RunAsync(key, cancellationToken)));
}

/// <summary>What the page of a journey shows beside the journey itself.</summary>
/// <param name="Photos">By the position of their moment.</param>
/// <param name="HasHistory">Whether the customer has changed anything after sending.</param>
public sealed record MyJourneyDetails(CaseView Case, ILookup<int, ShownPhoto> Photos, bool HasHistory, MyJourneyOptions Options);

/// <summary>What <c>_MyJourneyOptions</c> shows: where the customer keeps, publishes, downloads and erases the journey.</summary>
/// <param name="IsKept">Whether the journey is in the signed-in person's account; null if no one is signed in.</param>
/// <param name="Contact">The e-mail address for an answer; null if the customer gave none.</param>
/// <param name="Publication">The wish to publish it; null if the customer never asked.</param>
public sealed record MyJourneyOptions(Guid JourneyId, bool? IsKept, string? Contact, MyPublication? Publication)
{
    /// <summary>The company's name in the language of the page.</summary>
    public string Company { get; init; } = "";

    /// <summary>Whether somebody there reads.</summary>
    public bool IsClaimed { get; init; }
}
