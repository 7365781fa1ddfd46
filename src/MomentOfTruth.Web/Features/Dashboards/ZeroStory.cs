namespace MomentOfTruth.Web.Features.Dashboards;

/// <summary>What a customer told of a moment that scored zero.</summary>
/// <param name="Day">The day on which the journey ended.</param>
/// <param name="Text">The moment's story, or the journey's where the moment has none.</param>
/// <param name="IsOfJourney">Whether it is the journey's.</param>
public sealed record ZeroStory(Guid JourneyId, DateOnly Day, string Text, bool IsOfJourney);
