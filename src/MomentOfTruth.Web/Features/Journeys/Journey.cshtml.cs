using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using MomentOfTruth.Web.Features.Companies;
using MomentOfTruth.Web.Features.Photos;
using MomentOfTruth.Web.Features.Shared;
using MomentOfTruth.Web.Http;

namespace MomentOfTruth.Web.Features.Journeys;

/// <summary>One journey, whole: what the customer met, in which order, and what became of it.</summary>
public sealed class JourneyModel(JourneyQuery journeys, PhotoQuery photos) : PageModel
{
    public JourneyView View { get; private set; } = null!;

    public JourneyDrawing Drawing { get; private set; } = null!;

    /// <summary>The photos by the position of their moment.</summary>
    public ILookup<int, ShownPhoto> Photos { get; private set; } = null!;

    /// <summary>The list as it was left.</summary>
    public string Back => Paths.To("companies", HttpContext.Company().Slug, "journeys") + Request.QueryString.ToUriComponent();

    public async Task<IActionResult> OnGetAsync(Guid journey, CancellationToken cancellationToken)
    {
        if (await journeys.RunAsync(HttpContext.Company().Id, journey, cancellationToken) is not { } view)
        {
            return NotFound();
        }

        View = view;
        Photos = await photos.OfJourneyAsync(journey, cancellationToken);
        Drawing = new JourneyDrawing([.. view.Journey.Moments.Select(m => new DrawnMoment(view.Touchpoints[m.TouchpointId], m.Channel, m.Score, m.OccurredOn, m.OccurredAt))]);
        return Page();
    }

    /// <summary>An instant as the company's clock showed it.</summary>
    public string LocalTime(DateTime instantUtc)
    {
        var local = CompanyClock.LocalTime(new DateTimeOffset(instantUtc, TimeSpan.Zero), HttpContext.Company().TimeZoneId);
        return $"{Display.Day(DateOnly.FromDateTime(local.DateTime))} {Display.Time(TimeOnly.FromDateTime(local.DateTime))}";
    }
}
