using System.Globalization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.Extensions.Localization;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Web.Features.Companies;
using MomentOfTruth.Web.Site;
using MomentOfTruth.Web.Texts;

namespace MomentOfTruth.Web.Features.Intake;

/// <summary>A journey as it is typed. Its moments can be added, moved, removed and put back before anything is sent.</summary>
public sealed class JourneyInput
{
    public string? Product { get; set; }

    public string? Title { get; set; }

    /// <summary>Entries that were posted without any value are left out.</summary>
    public List<MomentInput> Moments { get; set => field = [.. value.OfType<MomentInput>()]; } = [];

    public RemovedMoment? Removed { get; set; }

    /// <summary>What kind of company it is, for suggestions only.</summary>
    public string? Kind { get; set; }

    /// <summary>A field that people do not see and therefore leave empty.</summary>
    public string? Homepage { get; set; }

    /// <summary>When the form was first shown, sealed.</summary>
    public string? Opened { get; set; }

    /// <summary>The e-mail address for an answer, as it was typed on the check page before the customer went back to the form.</summary>
    public string? Contact { get; set; }

    /// <summary>How it ended, likewise.</summary>
    public EndingInput Ending { get; set; } = new();

    public bool IsFull => Moments.Count >= Journey.MaxMoments;

    /// <summary>A new moment starts on the day of the last one, which is the likeliest.</summary>
    public void Add()
    {
        if (!IsFull)
        {
            Moments.Add(new MomentInput { OccurredOn = Moments.LastOrDefault()?.OccurredOn });
        }
    }

    /// <summary>Swaps a moment with its neighbour; nothing happens at the ends.</summary>
    public void Move(int position, int by)
    {
        var (from, to) = (position - 1, position - 1 + by);
        if (Has(from) && Has(to))
        {
            (Moments[from], Moments[to]) = (Moments[to], Moments[from]);
        }
    }

    /// <summary>The only moment stays: a journey has at least one.</summary>
    public void Remove(int position)
    {
        if (Has(position - 1) && Moments.Count > 1)
        {
            Removed = new RemovedMoment { Position = position, Moment = Moments[position - 1] };
            Moments.RemoveAt(position - 1);
        }
    }

    public void Undo()
    {
        if (Removed is not null && !IsFull)
        {
            Moments.Insert(Math.Clamp(Removed.Position - 1, 0, Moments.Count), Removed.Moment);
            Removed = null;
        }
    }

    /// <summary>Replaces days that were chosen as "days ago" by the days themselves.</summary>
    public void FixDays(DateOnly today)
    {
        foreach (var moment in Moments)
        {
            moment.FixDay(today);
        }
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

/// <summary>What a customer agrees to beyond the journey itself, exactly as it was typed. All of it is optional.</summary>
public sealed class ConsentInput
{
    /// <summary>An e-mail address for an answer.</summary>
    [EmailText(Domain.Journeys.Contact.MaxEmail)]
    public string? Contact { get; set; }

    /// <summary>The address without spaces around it; null if none was typed.</summary>
    public string? Email => string.IsNullOrWhiteSpace(Contact) ? null : Contact.Trim();
}
