using Microsoft.AspNetCore.DataProtection;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Web.Http;

namespace MomentOfTruth.Web.Features.Log;

/// <summary>
/// The receipt code of a journey that is not sent yet, sealed into the form that sends it. The same form sent twice has the same code,
/// and so is the same journey. A ticket is good for one draft only.
/// </summary>
public sealed class ReceiptTicket(IDataProtectionProvider protection)
{
    public string Issue(string draftKey) => ProtectorOf(draftKey).Protect(ReceiptCode.New().ToString());

    /// <summary>Null for what is no ticket of this draft.</summary>
    public ReceiptCode? Open(string draftKey, string? ticket) => ReceiptCode.TryParse(ProtectorOf(draftKey).TryUnprotect(ticket));

    private IDataProtector ProtectorOf(string draftKey) => protection.CreateProtector("receipt-ticket", draftKey);
}
