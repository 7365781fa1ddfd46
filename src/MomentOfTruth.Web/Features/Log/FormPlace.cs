namespace MomentOfTruth.Web.Features.Log;

/// <summary>What in the log form can take the focus.</summary>
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
