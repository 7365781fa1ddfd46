using Microsoft.AspNetCore.Mvc.ModelBinding;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Domain.Scoring;
using MomentOfTruth.Web.Features.Companies;
using MomentOfTruth.Web.Features.Photos;
using MomentOfTruth.Web.Site;

namespace MomentOfTruth.Web.Features.Intake;

/// <summary>
/// Reads what was typed of a journey into the one value that the form, the check page and the writer share. A request reads a journey once.
/// </summary>
public sealed class JourneyFormReader(PublicCompanyQuery companies, MomentCheck moments, IntakeTexts texts, TimeProvider clock)
{
    /// <summary>The last day that can be chosen: the latest date that it is anywhere on earth.</summary>
    public DateOnly LatestDay => clock.LatestDay();

    /// <summary>Returns null if there is no such company.</summary>
    public Task<PublicCompany?> CompanyAsync(string slug, CancellationToken cancellationToken) =>
        companies.RunAsync(slug, cancellationToken);

    /// <summary>The day where the company is.</summary>
    public DateOnly Today(PublicCompany company) => clock.Today(company.TimeZoneId);

    /// <summary>Reads a whole draft.</summary>
    /// <param name="momentsAlone">Leaves out what the journey is about, which may be wrong.</param>
    public ReadJourney Read(JourneyInput input, bool momentsAlone = false)
    {
        if (momentsAlone)
        {
            input = new JourneyInput { Moments = input.Moments };
        }

        var errors = ReadJourney.NoErrors(input);
        moments.CheckText("Input.Product", texts.FormText["Field.Product"], NameText.Refusal(input.Product), errors);
        moments.CheckText("Input.Title", texts.FormText["Field.Title"], PlainTextAttribute.Refusal(input.Title, Journey.MaxTitle), errors);
        if (input.Moments.Count > Journey.MaxMoments)
        {
            errors.AddModelError("Input.Moments", texts.FormText["Error.TooManyMoments", Journey.MaxMoments, input.Moments.Count]);
        }

        var read = input.Moments.Select((moment, i) => moments.Read(moment, i + 1, $"Input.Moments[{i}]", errors)).ToList();
        int? wrong = read.Contains(null) ? read.IndexOf(null) + 1 : input.Moments.Count is 0 or > Journey.MaxMoments ? 1 : null;
        return errors.IsValid && wrong is null
            ? new ReadJourney(Entry(input, [.. read.OfType<NamedMoment>()]), errors, null)
            : new ReadJourney(null, errors, wrong);
    }

    /// <summary>Says what is wrong with one moment, and if there are too many of them.</summary>
    /// <param name="told">How many moments there are.</param>
    /// <param name="name">The name of the moment in the form.</param>
    public void Check(MomentInput moment, int position, int told, string name, ModelStateDictionary errors)
    {
        if (told > Journey.MaxMoments)
        {
            errors.AddModelError("Input.Moments", texts.FormText["Error.TooManyMoments", Journey.MaxMoments, told]);
        }

        moments.Read(moment, position, name, errors);
    }

    private static JourneyEntry Entry(JourneyInput input, IReadOnlyList<NamedMoment> moments) =>
        new(moments, NameText.IsName(input.Product) ? NameText.Stored(input.Product!) : null, PlainTextAttribute.Stored(input.Title))
        {
            Place = FormAddress.PlaceOf(input.Place),
        };
}

/// <summary>A journey as it was read from the form.</summary>
/// <param name="Entry">Null if something in the form is wrong, which <paramref name="Errors"/> then says.</param>
/// <param name="Errors">The messages, under the names of the form's fields.</param>
/// <param name="Wrong">Position of the first moment that is wrong, or at which to say what is wrong with all; null if none is.</param>
public sealed record ReadJourney(JourneyEntry? Entry, ModelStateDictionary Errors, int? Wrong)
{
    private const int MaxErrorsOfMoment = 20;

    /// <summary>Shows the messages on the page.</summary>
    public void AddErrorsTo(ModelStateDictionary page)
    {
        foreach (var (field, entry) in Errors)
        {
            foreach (var error in entry.Errors)
            {
                page.AddModelError(field, error.ErrorMessage);
            }
        }
    }

    // By default the framework stops counting at 200 errors, and what is wrong in the last moments of a long journey would pass unseen.
    internal static ModelStateDictionary NoErrors(JourneyInput input) =>
        new() { MaxAllowedErrors = (input.Moments.Count + 1) * MaxErrorsOfMoment };
}

/// <summary>A journey in the customer's words, read and checked.</summary>
public sealed record JourneyEntry(IReadOnlyList<NamedMoment> Moments, string? Product = null, string? Title = null)
{
    /// <summary>An e-mail address, only if the customer wants an answer there.</summary>
    public string? Contact { get; init; }

    /// <summary>Where the form was found, as the link that led there says; null if it says nothing.</summary>
    public string? Place { get; init; }

    /// <summary>The name under which others may read it, once somebody has looked it over; null if nobody may.</summary>
    public string? PublishAs { get; init; }

    /// <summary>How it ended; null if it is still going on.</summary>
    public ToldEnding? Ending { get; init; }
}

/// <summary>How a journey ended, read and checked.</summary>
/// <param name="Competitor">Null unless the customer left for one and named it.</param>
public sealed record ToldEnding(Outcome Outcome, string? Competitor = null);

/// <summary>
/// A moment in the customer's words, read and checked: its touchpoint is named, and the company's list may or may not have it.
/// </summary>
/// <param name="Channel">Null for the usual channel of the touchpoint.</param>
public sealed record NamedMoment(
    string Touchpoint, Channel? Channel, Score Score, DateOnly OccurredOn, TimeOnly? OccurredAt = null, string? Story = null)
    : MomentContent(Score, OccurredOn, OccurredAt, Story)
{
    /// <summary>In the customer's order.</summary>
    public IReadOnlyList<PhotoEntry> Photos { get; init; } = [];
}
