namespace MomentOfTruth.Web.Features.MyJourneys;

/// <summary>A change after sending, with what the moment was before.</summary>
/// <param name="Kind"><c>edited</c>, <c>removed</c>, <c>moved</c> or <c>put-back</c>.</param>
public sealed record TakeoutChange(string Kind, DateTime At, TakeoutMoment Before);
