namespace MomentOfTruth.Domain.Journeys;

/// <summary>How a finished journey ended.</summary>
public enum Outcome
{
    Stayed = 1,
    Complained = 2,
    Returned = 3,
    Left = 4,
    LeftForCompetitor = 5,
    NotSaid = 6,
}

/// <summary>The codes of outcomes in CSV, JSON and addresses, and what each outcome counts as.</summary>
public static class OutcomeCodes
{
    private static readonly Dictionary<Outcome, string> Codes = new()
    {
        [Outcome.Stayed] = "stayed",
        [Outcome.Complained] = "complained",
        [Outcome.Returned] = "returned",
        [Outcome.Left] = "left",
        [Outcome.LeftForCompetitor] = "left-for-competitor",
        [Outcome.NotSaid] = "not-said",
    };

    private static readonly Dictionary<string, Outcome> Outcomes = Codes.ToDictionary(c => c.Value, c => c.Key, StringComparer.Ordinal);

    /// <summary>The outcomes of customers who are lost: left, left for a competitor, or returned/cancelled.</summary>
    public static readonly IReadOnlyList<Outcome> Lost = [Outcome.Left, Outcome.LeftForCompetitor, Outcome.Returned];

    public static string ToCode(this Outcome outcome) => Codes[outcome];

    /// <summary>Returns null if the text is not the code of an outcome.</summary>
    public static Outcome? FromCode(string? code) => code is not null && Outcomes.TryGetValue(code, out var outcome) ? outcome : null;

    /// <summary>Whether the customer is lost.</summary>
    public static bool IsLeft(this Outcome outcome) => Lost.Contains(outcome);

    public static bool IsSaid(this Outcome outcome) => outcome is not Outcome.NotSaid;
}
