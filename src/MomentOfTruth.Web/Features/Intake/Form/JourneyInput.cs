using System.Globalization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.Extensions.Localization;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Features.Companies;
using MomentOfTruth.Web.Features.Photos;
using MomentOfTruth.Web.Site;
using MomentOfTruth.Web.Texts;

namespace MomentOfTruth.Web.Features.Intake;

/// <summary>
/// A journey as it is typed. A page of the form carries one of its moments, and the draft all of them: they can be added, moved, removed and
/// put back before anything is sent.
/// </summary>
public sealed class JourneyInput
{
    public string? Product { get; set; }

    public string? Title { get; set; }

    /// <summary>In a draft all moments in the customer's order, in a post those of its page. Entries without any value are left out.</summary>
    public List<MomentInput> Moments { get; set => field = [.. value.OfType<MomentInput>()]; } = [];

    public RemovedMoment? Removed { get; set; }

    /// <summary>
    /// Where the form was found, as the link that led there says. Nobody types it: what cannot be a place is left out without a word.
    /// </summary>
    public string? Place { get; set; }

    /// <summary>A field that people do not see and therefore leave empty.</summary>
    public string? Homepage { get; set; }

    /// <summary>When the form was first shown, sealed.</summary>
    public string? Opened { get; set; }

    /// <summary>The e-mail address for an answer, as it was typed on the last page before the customer went back to a moment.</summary>
    public string? Contact { get; set; }

    /// <summary>How it ended, likewise.</summary>
    public EndingInput Ending { get; set; } = new();

    /// <summary>Whether it may be published, likewise.</summary>
    public string? Publish { get; set; }

    /// <summary>How often what is told has changed: the last page sends what it has shown, and nothing else.</summary>
    [BindNever]
    public int Changes { get; set; }

    public bool IsFull => Moments.Count >= Journey.MaxMoments;

    /// <summary>
    /// Takes over what a page posted: the moments that it carries, and whatever else it has a field for. Returns false if another page has
    /// changed one of these moments since this page was shown; it is replaced all the same, for a draft of its own.
    /// </summary>
    /// <param name="posted">What was posted.</param>
    /// <param name="page">Identifies the page, which may repeat its own saves.</param>
    public bool Take(JourneyInput posted, Guid page)
    {
        Product = posted.Product ?? Product;
        Title = posted.Title ?? Title;
        Place = posted.Place ?? Place;
        Homepage = posted.Homepage ?? Homepage;
        Opened ??= posted.Opened;
        var isAsShown = true;
        Changes++;
        foreach (var moment in posted.Moments)
        {
            isAsShown &= Take(moment, page);
        }

        return isAsShown;
    }

    /// <summary>Position of the moment with that key, from 1; 0 if there is none.</summary>
    public int PositionOf(string? key) => key is null ? 0 : Moments.FindIndex(moment => moment.Key == key) + 1;

    /// <summary>Swaps a moment with its neighbour; nothing happens at the ends.</summary>
    public void Move(int position, int by)
    {
        var (from, to) = (position - 1, position - 1 + by);
        if (Has(from) && Has(to))
        {
            (Moments[from], Moments[to]) = (Moments[to], Moments[from]);
            Changes++;
        }
    }

    public void Remove(int position)
    {
        if (Has(position - 1))
        {
            Removed = new RemovedMoment { Position = position, Moment = Moments[position - 1] };
            Moments.RemoveAt(position - 1);
            Changes++;
        }
    }

    public void Undo()
    {
        if (Removed is not null && !IsFull)
        {
            Moments.Insert(Math.Clamp(Removed.Position - 1, 0, Moments.Count), Removed.Moment);
            Removed = null;
            Changes++;
        }
    }

    /// <summary>Adds to a moment the photos that it does not have yet.</summary>
    public void TakePhotos(string? key, IEnumerable<PhotoInput> photos)
    {
        if (PositionOf(key) is > 0 and var place)
        {
            var there = Moments[place - 1].Photos;
            Changes++;
            there.AddRange(photos.Where(photo => there.All(known => known.Id != photo.Id)).Take(Photo.MaxOfMoment - there.Count).ToList());
        }
    }

    /// <summary>Drops moments in which nothing was told: a page that was opened for one, and left.</summary>
    public void DropBlank() => Moments.RemoveAll(moment => moment.IsBlank);

    private bool Take(MomentInput moment, Guid page)
    {
        var place = PositionOf(moment.Key) - 1;
        if (place < 0)
        {
            if (!moment.IsBlank)
            {
                moment.Key = MomentInput.IsKey(moment.Key) ? moment.Key : MomentInput.NewKey();
                (moment.Saved, moment.Page) = (1, page);
                Moments.Add(moment);
            }

            return true;
        }

        var known = Moments[place];
        (var shown, moment.Saved, moment.Page) = (moment.Saved, known.Saved + 1, page);
        Moments[place] = moment;
        return shown == known.Saved || known.Page == page;
    }

    private bool Has(int index) => index >= 0 && index < Moments.Count;
}

/// <summary>The moment that was removed last and where it stood, so that it can be put back.</summary>
public sealed class RemovedMoment
{
    /// <summary>From 1.</summary>
    public int Position { get; set; }

    public MomentInput Moment { get; set; } = new();
}

/// <summary>When a form was first shown, sealed into it: people take a while to fill it in.</summary>
public sealed class FormToken(IDataProtectionProvider protection, TimeProvider clock)
{
    private readonly IDataProtector _protector = protection.CreateProtector("form-stamp");

    public string Issue() => _protector.Protect(clock.GetUtcNow().Ticks.ToString(CultureInfo.InvariantCulture));

    /// <summary>How long ago the form was first shown; null if the token is not valid.</summary>
    public TimeSpan? Age(string? token) => _protector.TryUnprotect(token) is { } ticks
        ? clock.GetUtcNow() - new DateTimeOffset(long.Parse(ticks, CultureInfo.InvariantCulture), TimeSpan.Zero)
        : null;
}

/// <summary>How a journey ended, exactly as it was typed.</summary>
public class EndingInput
{
    /// <summary>The answer of a customer whose journey is not over.</summary>
    public const string StillGoingOn = "open";

    /// <summary>The code of an outcome, or <see cref="StillGoingOn"/>.</summary>
    public string? Outcome { get; set; }

    public string? Competitor { get; set; }

    public bool IsOpen => Outcome == StillGoingOn;

    /// <summary>
    /// Null of a journey that goes on, as one does whose customer says nothing. Adds a message for what cannot be read.
    /// </summary>
    /// <param name="name">The name of these fields in the form.</param>
    /// <param name="missing">Says that there must be an ending; null where there need not.</param>
    /// <param name="shared">The texts that all pages share.</param>
    /// <param name="errors">Takes the messages.</param>
    public ToldEnding? Read(string name, string? missing, IStringLocalizer<SharedText> shared, ModelStateDictionary errors)
    {
        if (OutcomeCodes.FromCode(Outcome) is not { } outcome)
        {
            if (missing is not null || !(IsOpen || string.IsNullOrEmpty(Outcome)))
            {
                errors.AddModelError($"{name}.{nameof(Outcome)}", missing ?? shared["Error.NotValid", Outcome!]);
            }

            return null;
        }

        // A customer who typed a competitor and then chose another outcome does not mean it.
        if (outcome != Domain.Journeys.Outcome.LeftForCompetitor)
        {
            return new ToldEnding(outcome);
        }

        if (NameText.Refusal(Competitor) is { } refusal)
        {
            errors.AddModelError($"{name}.{nameof(Competitor)}", refusal.Words(shared));
            return null;
        }

        return new ToldEnding(outcome, NameText.IsName(Competitor) ? NameText.Stored(Competitor!) : null);
    }
}

/// <summary>What <c>_Ending</c> shows: how the journey ended.</summary>
/// <param name="Name">The name of the fields in the form.</param>
/// <param name="Competitors">Companies to which the customer may have gone.</param>
public sealed record EndingFields(string Name, string Legend, string? Hint, EndingInput Input, IReadOnlyList<string> Competitors)
{
    /// <summary>Whether it may still be going on.</summary>
    public bool MayBeOpen { get; init; }
}

/// <summary>What is typed on the last page beside the answers: it goes with the draft when the customer goes back to a moment.</summary>
public sealed class LastPageInput
{
    public AboutInput Input { get; set; } = new();

    public ConsentInput Consent { get; set; } = new();

    public EndingInput Ending { get; set; } = new();

    public static LastPageInput Of(JourneyInput draft) => new()
    {
        Input = new() { Product = draft.Product, Title = draft.Title },
        Consent = new() { Contact = draft.Contact, Publish = draft.Publish },
        Ending = draft.Ending,
    };

    /// <summary>Whether the draft has something else than what was typed.</summary>
    public bool DiffersFrom(JourneyInput draft)
    {
        var there = Of(draft);
        return (Input.Product ?? there.Input.Product, Input.Title ?? there.Input.Title) != (there.Input.Product, there.Input.Title)
            || (Consent.Contact, Consent.Publish) != (there.Consent.Contact, there.Consent.Publish)
            || (Ending.Outcome, Ending.Competitor) != (there.Ending.Outcome, there.Ending.Competitor);
    }

    public void WriteTo(JourneyInput draft)
    {
        (draft.Product, draft.Title) = (Input.Product ?? draft.Product, Input.Title ?? draft.Title);
        (draft.Contact, draft.Publish, draft.Ending) = (Consent.Contact, Consent.Publish, Ending);
    }
}

/// <summary>What <c>_LastPage</c> draws.</summary>
/// <param name="Competitors">Companies to which the customer may have gone.</param>
public sealed record LastPageFields(
    PublicCompany Company, LastPageInput Typed, IReadOnlyList<string> Competitors, IReadOnlyList<string> Products);

/// <summary>What the journey is about, exactly as it was typed.</summary>
public sealed class AboutInput
{
    public string? Product { get; set; }

    public string? Title { get; set; }
}

/// <summary>What a customer agrees to beyond the journey itself, exactly as it was typed. All of it is optional.</summary>
public sealed class ConsentInput
{
    /// <summary>An e-mail address for an answer.</summary>
    [EmailText(Domain.Journeys.Contact.MaxEmail)]
    public string? Contact { get; set; }

    /// <summary><see cref="Yes"/> if others may read the journey, once somebody has looked it over.</summary>
    public string? Publish { get; set; }

    public bool MayBePublished => Publish == Yes;

    /// <summary>The value of a checked box.</summary>
    public const string Yes = "yes";

    /// <summary>The address without spaces around it; null if none was typed.</summary>
    public string? Email => string.IsNullOrWhiteSpace(Contact) ? null : Contact.Trim();
}
