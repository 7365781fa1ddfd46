namespace MomentOfTruth.Web.Features.Shared;

/// <summary>A moment with what was left of the promise before and after it, 0 to 1.</summary>
public sealed record DrawnStep(int Position, DrawnMoment Moment, double Before, double After)
{
    /// <summary>The journey collapsed here.</summary>
    public bool Killed => After == 0 && Before > 0;

    /// <summary>The journey had collapsed before.</summary>
    public bool CameAfter => Before == 0;
}
