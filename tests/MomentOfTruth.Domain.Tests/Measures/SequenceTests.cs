using System.Diagnostics;
using CsCheck;
using MomentOfTruth.Domain.Ledger;
using MomentOfTruth.Domain.Measures;

namespace MomentOfTruth.Domain.Tests.Measures;

/// <summary>The greedy sequence against its definition, and with as many touchpoints as customers care to name.</summary>
public sealed class SequenceTests
{
    private static readonly Gen<ZeroSet[]> Sets =
        (from zeros in Gen.Select(Gen.Int[0, 9], Gen.Int[1, 3]).Array[1, 4]
         from journeys in Gen.Long[1, 5]
         select new ZeroSet(zeros.GroupBy(z => $"{(char)('A' + z.Item1)}").ToDictionary(z => z.Key, z => z.Sum(n => n.Item2)), journeys))
        .Array[0, 12];

    [Fact]
    public void Sequence_AnySets_IsTheOneOfTheDefinition() => Sets.Sample(sets => Assert.Equal(Naive(sets), FixFirst.Sequence(sets)));

    [Fact]
    public void Sequence_OfTenThousandTouchpoints_TakesNoMinute()
    {
        var sets = Enumerable.Range(0, 100).Select(i =>
            new ZeroSet(Enumerable.Range(0, 100).ToDictionary(j => $"{i} {j}", _ => 1), 1)).ToList();
        var watch = Stopwatch.StartNew();

        var steps = FixFirst.Sequence(sets);

        Assert.Equal((10_000, 100), (steps.Count, steps.Sum(step => step.Rescued)));
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 10);
    }

    private static List<(string, long)> Naive(IEnumerable<ZeroSet> sets)
    {
        var (left, done, steps) = (sets.ToList(), new HashSet<string>(), new List<(string, long)>());
        while (left.Count > 0)
        {
            var next = left.SelectMany(set => set.Zeros.Keys).Where(name => !done.Contains(name)).Distinct()
                .Select(name => (
                    Name: name,
                    Rescued: left.Where(set => set.Zeros.Keys.All(t => t == name || done.Contains(t))).Sum(set => set.Journeys),
                    Zeros: left.Sum(set => set.Zeros.GetValueOrDefault(name) * set.Journeys)))
                .OrderByDescending(t => t.Rescued).ThenByDescending(t => t.Zeros).ThenBy(t => t.Name, StringComparer.Ordinal).First();
            done.Add(next.Name);
            left.RemoveAll(set => set.Zeros.Keys.All(done.Contains));
            steps.Add((next.Name, next.Rescued));
        }

        return steps;
    }
}
