namespace MomentOfTruth.Web.Features.Journeys;

/// <summary>One list of the filter's form.</summary>
/// <param name="None">What the first row says, which asks for nothing.</param>
public sealed record FilterSelect(string Name, string Label, string None, JourneyFilter Filter, IReadOnlyList<(string Value, string Text)> Choices)
{
    public bool IsInvalid => Filter.NotUnderstood.ContainsKey(Name);
}
