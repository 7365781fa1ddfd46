using MomentOfTruth.Domain.Journeys;

namespace MomentOfTruth.Web.Features.Accounts;

/// <summary>
/// The journeys that customers attach to their accounts. The feature that opens journeys implements it, so that signing in and signing up
/// need not know that feature.
/// </summary>
public interface IKeptJourneys
{
    /// <summary>
    /// The journey with this id if the sender of this request may open it, null if not: nobody else may attach it to an account.
    /// </summary>
    Task<JourneyKey?> OpenedAsync(HttpContext http, Guid id, CancellationToken cancellationToken);

    /// <summary>Attaches the journey to the account. Returns false if it is attached to another account or no longer exists.</summary>
    Task<bool> AttachAsync(JourneyKey key, Guid accountId, CancellationToken cancellationToken);

    /// <summary>
    /// Stops this browser, and whoever has copied its cookies, from opening the journeys that were opened while the account was signed in,
    /// or that are in it. What was opened before stays open.
    /// </summary>
    Task CloseAsync(HttpContext http, Guid accountId, CancellationToken cancellationToken);
}
