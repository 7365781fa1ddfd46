namespace MomentOfTruth.Web.Features.Cases;

/// <summary>What became of a change to a case.</summary>
public enum CaseChange
{
    Done,

    /// <summary>The company has no such journey, or there is none any more.</summary>
    NotFound,

    /// <summary>The case holds as many replies as it may, or there is no reply yet to answer or to judge.</summary>
    Refused,
}
