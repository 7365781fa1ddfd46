using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.Extensions.Localization;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Web.Features.Intake;
using MomentOfTruth.Web.Site;
using MomentOfTruth.Web.Texts;

namespace MomentOfTruth.Web.Features.Dashboards;

/// <summary>A change at a touchpoint, exactly as it was typed.</summary>
public sealed class MarkerInput
{
    public string? On { get; set; }

    public string? Text { get; set; }
}

/// <summary>The form of a marker: checks what was typed and adds the marker.</summary>
public sealed class MarkerForm(MarkerWriter markers, IStringLocalizer<TouchpointText> text, IStringLocalizer<SharedText> shared)
{
    private static readonly DateOnly Earliest = new(2000, 1, 1);

    /// <summary>Adds the marker. Returns false, with the errors in the model state, if something is wrong.</summary>
    public async Task<bool> AddAsync(
        Guid companyId,
        Guid touchpointId,
        MarkerInput input,
        DateOnly today,
        ModelStateDictionary state,
        CancellationToken cancellationToken)
    {
        var day = MomentCheck.DayOf(input.On);
        Refuse("Input.On", DayRefusal(day, today), state);
        Refuse("Input.Text", RequiredText.Refusal(input.Text, Marker.MaxText, text["Marker.TextMissing"], shared), state);
        if (!state.IsValid)
        {
            return false;
        }

        await markers.AddAsync(companyId, touchpointId, day!.Value, input.Text!.Trim(), cancellationToken);
        return true;
    }

    private string? DayRefusal(DateOnly? day, DateOnly today) => day switch
    {
        null => text["Marker.DayUnreadable"].Value,
        _ when day > today => text["Marker.DayInFuture"].Value,
        _ when day < Earliest => text["Marker.DayTooEarly", Earliest.Year].Value,
        _ => null,
    };

    private static void Refuse(string name, string? refusal, ModelStateDictionary state)
    {
        if (refusal is not null)
        {
            state.AddModelError(name, refusal);
        }
    }
}
