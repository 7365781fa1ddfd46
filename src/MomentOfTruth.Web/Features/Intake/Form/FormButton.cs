using System.Globalization;

namespace MomentOfTruth.Web.Features.Intake;

/// <summary>
/// What the buttons beside told moments do to a draft: <c>up:3f…</c>, <c>down:3f…</c>, <c>remove:3f…</c>, <c>edit:3f…</c> with the key of
/// the moment, <c>undo</c>, and <c>save</c>, which shows where the draft is found again.
/// </summary>
public static class FormButton
{
    /// <summary>Applies the button. An unknown one changes nothing.</summary>
    public static FormEffect Press(JourneyInput draft, string? pressed)
    {
        var (act, position) = pressed?.Split(':') is [var name, var key] ? (name, draft.PositionOf(key)) : (pressed, 0);
        switch (act)
        {
            case "edit" when position > 0:
                return new(default, position);
            case "up" when position > 0:
                draft.Move(position, -1);
                return new(new FormFocus(FormPlace.Moment, Math.Max(1, position - 1)));
            case "down" when position > 0:
                draft.Move(position, 1);
                return new(new FormFocus(FormPlace.Moment, Math.Min(draft.Moments.Count, position + 1)));
            case "remove" when position > 0:
                draft.Remove(position);
                return new(new FormFocus(FormPlace.List));
            case "save":
                return new(new FormFocus(FormPlace.Draft));
            case "undo":
                var restored = draft.Removed?.Position ?? 0;
                draft.Undo();
                return new(new FormFocus(restored > 0 ? FormPlace.Moment : FormPlace.None, restored));
            default:
                return default;
        }
    }
}

/// <summary>What a button did.</summary>
/// <param name="Focus">Where the focus goes, so that the reader stays at that place of the page.</param>
/// <param name="Opens">Position of the moment to open; null if the page stays at its own.</param>
public readonly record struct FormEffect(FormFocus Focus, int? Opens = null);

/// <summary>Where in the form the focus goes.</summary>
/// <param name="Position">Position of the moment, from 1; 0 if the place is not in a moment.</param>
public readonly record struct FormFocus(FormPlace Place, int Position = 0)
{
    /// <summary>As an address names it, such as <c>moment-2</c>; null if the focus goes nowhere.</summary>
    public string? Code => Place == FormPlace.None ? null : $"{Place}-{Position}".ToLowerInvariant();

    /// <summary>The end of an address that leads there.</summary>
    public string Fragment => Place switch
    {
        FormPlace.Moment => $"#moment-{Position}",
        FormPlace.List => "#told",
        FormPlace.Draft => "#draft",
        _ => "",
    };

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

    /// <summary>The list of told moments.</summary>
    List,

    /// <summary>One told moment.</summary>
    Moment,

    /// <summary>The link to the draft.</summary>
    Draft,
}
