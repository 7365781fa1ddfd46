using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using MomentOfTruth.Web.Http;

namespace MomentOfTruth.Web.Features.MyJourneys;

/// <summary>Takes the customer's e-mail address back. It never draws a page of its own.</summary>
[OpenedByReceipt]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class ContactModel(ContactKeeping contacts) : PageModel
{
    public IActionResult OnGet(Guid journey) => Redirect(Paths.To("my-journeys", journey.ToString()));

    public async Task<IActionResult> OnPostAsync(Guid journey, CancellationToken cancellationToken)
    {
        await contacts.RemoveAsync(journey, cancellationToken);
        return Redirect(Paths.To("my-journeys", journey.ToString()));
    }
}
