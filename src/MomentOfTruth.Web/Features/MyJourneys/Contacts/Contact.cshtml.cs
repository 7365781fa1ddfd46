using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Site;

namespace MomentOfTruth.Web.Features.MyJourneys;

/// <summary>Removes the customer's e-mail address from a journey. It has no page of its own and leads back to the journey's.</summary>
[AllowAnonymous]
[OpenedByReceipt]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class ContactModel(ContactWriter contacts) : PageModel
{
    public IActionResult OnGet(JourneyKey journey) => Redirect(Routes.MyJourney(journey.JourneyId).Page);

    public async Task<IActionResult> OnPostAsync(JourneyKey journey, CancellationToken cancellationToken)
    {
        await contacts.RemoveAsync(journey, cancellationToken);
        return Redirect(Routes.MyJourney(journey.JourneyId).Page);
    }
}

/// <summary>Removes the address that a customer gave for an answer, and with it the codes that were mailed there.</summary>
public sealed class ContactWriter(AppDbContext db, TimeProvider clock)
{
    /// <summary>Returns whether there was one.</summary>
    public Task<bool> RemoveAsync(JourneyKey key, CancellationToken cancellationToken) => db.WriteAsync(async transaction =>
    {
        await db.JourneyAt(key).LockAsync(cancellationToken);
        var removed = await db.Contacts.Of(key).ExecuteDeleteAsync(cancellationToken);
        await db.Receipts.Of(key).Where(r => r.MailId != null).ExecuteDeleteAsync(cancellationToken);
        await db.HearAsync(key, await db.JourneyAt(key).AnyAsync(j => j.Facts.Zeros > 0, cancellationToken), clock.UtcNow(), cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        db.ChangeTracker.Clear();
        await transaction.CommitAsync(cancellationToken);
        return removed > 0;
    }, cancellationToken);
}
