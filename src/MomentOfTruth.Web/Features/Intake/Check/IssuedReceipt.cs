using Microsoft.AspNetCore.DataProtection;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Web.Site;

namespace MomentOfTruth.Web.Features.Intake;

/// <summary>
/// The receipt code of a journey that is not sent yet, sealed into the form that sends it. The same form sent twice carries the same code
/// and so makes one journey. Once the journey is sent, the browser that sent it may open it.
/// </summary>
public sealed class IssuedReceipt(IDataProtectionProvider protection, ReceiptCookie cookie)
{
    /// <summary>Seals a new code, good for this draft only.</summary>
    public string Issue(string draftKey) => ProtectorOf(draftKey).Protect(ReceiptCode.New().ToString());

    /// <summary>Returns null if the ticket was not issued for this draft.</summary>
    public ReceiptCode? Open(string draftKey, string? ticket) => ReceiptCode.TryParse(ProtectorOf(draftKey).TryUnprotect(ticket));

    /// <summary>Lets the browser open the journey, and show its code for a while.</summary>
    public async Task HandOverAsync(HttpContext http, JourneyKey key, ReceiptCode code, CancellationToken cancellationToken)
    {
        await cookie.OpenAsync(http, key, cancellationToken);
        cookie.Issue(http, key, code);
    }

    private IDataProtector ProtectorOf(string draftKey) => protection.CreateProtector("receipt-ticket", draftKey);
}
