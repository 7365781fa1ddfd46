using System.Globalization;

namespace MomentOfTruth.Web.Features.Intake;

/// <summary>
/// What the buttons of the form do to what was typed: <c>add</c>, <c>up:2</c>, <c>down:2</c>, <c>remove:2</c>, <c>undo</c>.
/// </summary>
public static class FormButton
{
    /// <summary>Applies the button and returns where the focus goes. An unknown button changes nothing.</summary>
    public static FormFocus Press(JourneyInput input, string? pressed)
    {
        var (act, position) = pressed?.Split(':') is [var name, var number]
            && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var n)
            ? (name, n)
            : (pressed, 0);
        switch (act)
        {
            case "add":
                input.Add();
                return new FormFocus(FormPlace.Touchpoint, input.Moments.Count);
            case "up":
                input.Move(position, -1);
                return new FormFocus(FormPlace.Moment, position - 1);
            case "down":
                input.Move(position, 1);
                return new FormFocus(FormPlace.Moment, position + 1);
            case "remove":
                input.Remove(position);
                return new FormFocus(FormPlace.List);
            case "undo":
                var restored = input.Removed?.Position ?? 0;
                input.Undo();
                return new FormFocus(FormPlace.Moment, restored);
            case "kind":
                return new FormFocus(FormPlace.Touchpoint, 1);
            default:
                return default;
        }
    }
}

/// <summary>Where in the form the focus goes.</summary>
/// <param name="Position">Position of the moment, from 1; 0 if the place is not in a moment.</param>
public readonly record struct FormFocus(FormPlace Place, int Position = 0)
{
    /// <summary>As an address names it, such as <c>moment-2</c>; null if the focus goes nowhere.</summary>
    public string? Code => Place == FormPlace.None ? null : $"{Place}-{Position}".ToLowerInvariant();

    /// <summary>Nowhere if the text names no place.</summary>
    public static FormFocus FromCode(string? code) =>
        code?.Split('-') is [var place, var position]
            && Enum.TryParse<FormPlace>(place, ignoreCase: true, out var known) && Enum.IsDefined(known)
            && int.TryParse(position, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? new FormFocus(known, number)
            : default;
}

/// <summary>What in the form can take the focus.</summary>
public enum FormPlace
{
    None,

    /// <summary>The heading above the moments.</summary>
    List,

    /// <summary>The heading of one moment.</summary>
    Moment,

    /// <summary>The first field of one moment.</summary>
    Touchpoint,
}
