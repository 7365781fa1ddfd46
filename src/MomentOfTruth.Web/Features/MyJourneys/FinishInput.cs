namespace MomentOfTruth.Web.Features.MyJourneys;

/// <summary>How a journey ended, exactly as it was typed.</summary>
public sealed class FinishInput
{
    /// <summary>The code of an outcome.</summary>
    public string? Outcome { get; set; }

    public string? Competitor { get; set; }

    public string? EndedOn { get; set; }
}
