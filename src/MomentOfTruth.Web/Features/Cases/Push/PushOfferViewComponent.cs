using System.Buffers.Text;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Web.Data;

namespace MomentOfTruth.Web.Features.Cases;

/// <summary>
/// Offers a customer to be told of replies in this browser, by a script; nothing is seen where the browser cannot, or no script runs.
/// </summary>
public sealed class PushOfferViewComponent(AppDbContext db, PushKeys keys, IOptions<PushOptions> options) : ViewComponent
{
    /// <param name="journey">The journey, which the caller has checked to be the customer's.</param>
    /// <param name="company">The company's name in the language of the page.</param>
    public async Task<IViewComponentResult> InvokeAsync(JourneyKey journey, string company)
    {
        if (!options.Value.IsOn)
        {
            return Content("");
        }

        var key = await keys.GetAsync(HttpContext.RequestAborted);
        var hashes = await db.PushSubscriptions.Of(journey).Select(s => s.Hash).ToListAsync(HttpContext.RequestAborted);
        var told = string.Join(' ', hashes.Select(hash => Base64Url.EncodeToString(hash)));
        return View("/Features/Cases/Push/_PushOffer.cshtml", new PushOffer(journey.JourneyId, company, key.PublicKey, told));
    }
}

/// <summary>What <c>_PushOffer</c> shows.</summary>
/// <param name="PublicKey">Under which the browser subscribes.</param>
/// <param name="Told">The hashes of the browsers that are told already: each finds itself among them.</param>
public sealed record PushOffer(Guid JourneyId, string Company, string PublicKey, string Told);
