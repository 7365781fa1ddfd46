using BenchmarkDotNet.Attributes;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Domain.Ledger;
using MomentOfTruth.Domain.Measures;
using MomentOfTruth.Domain.Scoring;

namespace MomentOfTruth.Benchmarks.Parts;

/// <summary>What one journey costs before anything is stored: its facts, and what it counts.</summary>
[MemoryDiagnoser]
public class RuleBenchmarks
{
    private IReadOnlyList<ScoredMoment> _moments = [];
    private Journey _journey = null!;

    [Params(1, 5, 12, 100)]
    public int Moments { get; set; }

    [GlobalSetup]
    public void Draw()
    {
        _journey = DrawnJourneys.Of(1, Moments)[0];
        _moments = [.. _journey.Moments.Select(m => new ScoredMoment(m.TouchpointId, m.Score))];
    }

    [Benchmark]
    public JourneyFacts Facts() => JourneyFacts.Of(_moments);

    [Benchmark]
    public Tally Count()
    {
        var tally = new Tally();
        tally.Add(_journey);
        return tally;
    }
}
