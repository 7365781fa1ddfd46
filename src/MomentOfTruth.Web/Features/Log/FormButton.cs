using System.Globalization;

namespace MomentOfTruth.Web.Features.Log;

/// <summary>What the buttons of the log form do to what was typed: <c>add</c>, <c>up:2</c>, <c>down:2</c>, <c>remove:2</c>, <c>undo</c>.</summary>
public static class FormButton
{
    /// <summary>Presses it and tells where the focus goes. A button that nobody knows changes nothing.</summary>
    public static FormFocus Press(LogInput input, string? pressed)
    {
        ArgumentNullException.ThrowIfNull(input);
        var (act, position) = pressed?.Split(':') is [var name, var number] && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var n)
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
