using System.Globalization;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Domain.Scoring;
using MomentOfTruth.Web.Features.Companies;
using MomentOfTruth.Web.Features.Photos;

namespace MomentOfTruth.Web.Features.Intake;

/// <summary>A moment exactly as it was typed: a text for every field, so that what cannot be read is not lost either.</summary>
public sealed class MomentInput
{
    /// <summary>The value of <see cref="ZeroMeant"/>.</summary>
    public const string Meant = "yes";

    public string? Touchpoint { get; set; }

    public string? Channel { get; set; }

    public string? Score { get; set; }

    public string? OccurredOn { get; set; }

    /// <summary>The day chosen as so many days ago, instead of one of the calendar.</summary>
    public string? DaysAgo { get; set; }

    public string? OccurredAt { get; set; }

    public string? Story { get; set; }

    /// <summary>A place in the list that was posted without anything in it is none.</summary>
    public List<PhotoInput> Photos { get; set => field = [.. value.OfType<PhotoInput>()]; } = [];

    /// <summary><see cref="Meant"/> once the customer has said that a zero is one: it is asked only once.</summary>
    public string? ZeroMeant { get; set; }

    /// <summary>The day as it was typed, or chosen as so many days ago. What cannot be read of either is given back as it is.</summary>
    public string? DayTyped(DateOnly today) => string.IsNullOrWhiteSpace(DaysAgo)
        ? OccurredOn
        : Intake.DaysAgo.DayOf(DaysAgo, today)?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? DaysAgo;

    /// <summary>Makes a day of so many days ago, so that it stays the same day tomorrow.</summary>
    public void FixDay(DateOnly today) => (OccurredOn, DaysAgo) = (DayTyped(today), null);
}

/// <summary>Turns what customers said of moments into entries, with the company's own touchpoints; those it does not know yet are added.</summary>
public sealed class MomentEntries(CompanyRegister register)
{
    public async Task<MomentEntry> OfAsync(Guid companyId, SaidMoment said, CancellationToken cancellationToken) =>
        (await OfAsync(companyId, [said], cancellationToken))[0];

    public async Task<IReadOnlyList<MomentEntry>> OfAsync(Guid companyId, IReadOnlyList<SaidMoment> moments, CancellationToken cancellationToken)
    {
        var touchpoints = await register.FindOrAddTouchpointsAsync(
            companyId, [.. moments.Select(NameOf)], cancellationToken);
        return [.. moments.Zip(touchpoints, (said, touchpoint) => new MomentEntry(
            touchpoint.Id, said.Channel ?? touchpoint.Channel, said.Score, said.OccurredOn, said.OccurredAt, said.Story))];
    }

    // One that we suggested is the same touchpoint in whichever language it was chosen.
    private static NamedTouchpoint NameOf(SaidMoment said) => TouchpointTemplates.Named(said.Touchpoint) is { } template
        ? new(said.Touchpoint, template.Name, template.KoreanName, said.Channel ?? template.Channel)
        : new(said.Touchpoint, said.Touchpoint, null, said.Channel ?? Channel.Other);
}

/// <summary>What <c>_MomentFields</c> draws: the fields of one moment, with what was typed in them.</summary>
/// <param name="Name">The name of the moment's fields in the form, without the last part.</param>
/// <param name="Today">From which so many days ago are counted.</param>
/// <param name="LatestDay">The last day that can be chosen.</param>
/// <param name="Focus">Whether the first field takes the focus.</param>
public sealed record MomentFields(string Name, MomentInput Input, DateOnly Today, DateOnly LatestDay, bool Focus)
{
    /// <summary>The id of the list of suggested touchpoints, once on the page.</summary>
    public const string Suggestions = "touchpoints";

    /// <summary>The button that says that a zero is meant, and sends the form.</summary>
    public const string ZeroIsMeant = "zero";

    /// <summary>The fields as they follow one another.</summary>
    public static readonly string[] Order = ["Touchpoint", "DaysAgo", "OccurredOn", "OccurredAt", "Score", "Channel", "Story", PhotoFields.Files, "Alt"];

    /// <summary>Where photos can be added; null in a form without them.</summary>
    public PhotoFields? Photos { get; init; }

    /// <summary>Whether it is asked if the zero alone made the customer give up; what sends the form goes on without an answer to it only if the score is another.</summary>
    public bool AsksAboutZero { get; init; }
}

/// <summary>The moment that was removed last and where it stood, so that it can be put back.</summary>
public sealed class RemovedMoment
{
    /// <summary>From 1.</summary>
    public int Position { get; set; }

    public MomentInput Moment { get; set; } = new();
}

/// <summary>A moment in the customer's words: the touchpoint by its name, which the company's list may or may not know.</summary>
public sealed record SaidMoment(string Touchpoint, Channel? Channel, Score Score, DateOnly OccurredOn, TimeOnly? OccurredAt = null, string? Story = null)
{
    /// <summary>In the customer's order.</summary>
    public IReadOnlyList<PhotoEntry> Photos { get; init; } = [];

    /// <summary>Whether it surely happened earlier: on a day before, or before on the same day if both times are known.</summary>
    public bool IsBefore(SaidMoment other) =>
        OccurredOn < other.OccurredOn || (OccurredOn == other.OccurredOn && OccurredAt < other.OccurredAt);
}
