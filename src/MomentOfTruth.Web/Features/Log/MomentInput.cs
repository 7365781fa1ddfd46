using System.Globalization;
using MomentOfTruth.Web.Features.Photos;

namespace MomentOfTruth.Web.Features.Log;

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
        : Log.DaysAgo.DayOf(DaysAgo, today)?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? DaysAgo;

    /// <summary>Makes a day of so many days ago, so that it stays the same day tomorrow.</summary>
    public void FixDay(DateOnly today) => (OccurredOn, DaysAgo) = (DayTyped(today), null);
}
