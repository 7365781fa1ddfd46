using Microsoft.Extensions.Localization;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Web.Resources;

namespace MomentOfTruth.Web.Features.Publications;

/// <summary>A journey as the public sees it: all of it and nothing else, for the public as for those who look at it before.</summary>
/// <param name="Company">Its name in the language of the page.</param>
/// <param name="Month">The first day of the journey's month.</param>
/// <param name="Outcome">Null while it goes on. Whom the customer left for is not said.</param>
/// <param name="Answer">The company's.</param>
public sealed record PublishedJourney(
    string Company, string Pseudonym, DateOnly Month, string? Product, string? Title, Outcome? Outcome, double Score, string? Answer,
    IReadOnlyList<PublishedMoment> Moments)
{
    /// <summary>What it is called: its title, or whose it is.</summary>
    public string TitleIn(IStringLocalizer<PublicationText> text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Title ?? text["Published.Untitled", Pseudonym].Value;
    }
}
