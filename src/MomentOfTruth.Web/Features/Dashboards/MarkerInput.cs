namespace MomentOfTruth.Web.Features.Dashboards;

/// <summary>A change at a touchpoint, exactly as it was typed.</summary>
public sealed class MarkerInput
{
    public string? On { get; set; }

    public string? Text { get; set; }
}
