using MomentOfTruth.Web.Features.Accounts;

namespace MomentOfTruth.Web.Features.MyJourneys;

/// <summary>Who may open a journey as its customer: a browser that its receipt code has opened it for, and whoever keeps it in an account.</summary>
public sealed class JourneyAccess(ReceiptCookie receipts, JourneyKeeping keeping)
{
    public async Task<bool> OpensAsync(HttpContext http, Guid journeyId, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(http);
        return receipts.Opens(http, journeyId)
            || (http.User.AccountId() is { } account && await keeping.KeepsAsync(journeyId, account, cancellationToken));
    }
}
