namespace MomentOfTruth.Benchmarks.Load;

/// <summary>What to measure, and how often.</summary>
/// <param name="Password">Given, the stores are taken as they are; otherwise they are filled first.</param>
internal sealed record LoadPlan(
    string App, string Work, int Small, int Large, int Companies, int Clients, int Rounds, int Requests, int Port, string? Password)
{
    /// <summary>No run takes longer, whatever the machine.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(60);

    /// <summary>No round of one kind takes longer; what it has measured by then counts.</summary>
    public static readonly TimeSpan LongestRound = TimeSpan.FromSeconds(60);
}
