namespace MomentOfTruth.Web.Features.Accounts;

/// <summary>
/// The journeys that customers attach to their accounts. The feature that opens journeys implements it, so that signing in and signing up
/// need not know that feature.
/// </summary>
public interface IKeptJourneys
{
    /// <summary>Whether the sender of this request may open the journey; nobody else may attach it to an account.</summary>
    Task<bool> OpensAsync(HttpContext http, Guid journeyId, CancellationToken cancellationToken);

    /// <summary>Attaches the journey to the account. Returns false if it is attached to another account or no longer exists.</summary>
    Task<bool> AttachAsync(Guid journeyId, Guid accountId, CancellationToken cancellationToken);
}
