namespace MomentOfTruth.Browser.Tests.Pages;

/// <summary>A moment as it is typed.</summary>
public sealed record ToldMoment(string Touchpoint, string OccurredOn, string OccurredAt, int Score, string Story);
