using CsCheck;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Domain.Scoring;

namespace MomentOfTruth.Domain.Tests;

/// <summary>Journeys in short: "A9 C0 B7.5" is a 9 at touchpoint A, then a 0 at C, then a 7.5 at B.</summary>
internal static class TestData
{
    public static readonly DateOnly Day = new(2007, 5, 14);
    public static readonly DateTime NowUtc = new(2007, 5, 18, 3, 0, 0, DateTimeKind.Utc);
    public static readonly Guid Company = new("c0000000-0000-0000-0000-000000000001");

    /// <summary>The check by hand that every measure must meet.</summary>
    public static readonly string[] EightJourneys =
    [
        "A0 B0 C0 D0 E0",
        "A8 B9 C0 D9 E10",
        "A8 B9 C0 D9 E9",
        "A9 B8 C9 D0 E9",
        "B7 C0 E0",
        "A9 B9 C8 D9 E9",
        "A6 C7 D6",
        "A10 B10 C10",
    ];

    /// <summary>Half of them up to 100 moments without a zero, half of them short and rich in zeros.</summary>
    public static readonly Gen<ScoredMoment[]> Moments = Gen.OneOf(
        Moment(Gen.Int[1, 100]).Array[1, 100],
        Moment(Gen.Frequency((1, Gen.Const(0)), (3, Gen.Int[0, 100]))).Array[1, 12]);

    public static Guid Touchpoint(char name) => new(name, 0, 0, new byte[8]);

    public static Score Score(string text) =>
        Domain.Scoring.Score.TryParse(text, out var score) ? score : throw new ArgumentException(text);

    public static ScoredMoment[] Scored(string moments) =>
        [.. moments.Split(' ').Select(m => new ScoredMoment(Touchpoint(m[0]), Score(m[1..])))];

    public static MomentEntry Entry(ScoredMoment moment) => new(moment.TouchpointId, Channel.Store, moment.Score, Day);

    public static MomentEntry Entry(string moment) => Entry(Scored(moment).Single());

    public static Journey Open(string moments) => Open(Scored(moments));

    public static Journey Open(IReadOnlyCollection<ScoredMoment> moments)
    {
        var journey = new Journey(Company, Entry(moments.First()), NowUtc);
        foreach (var moment in moments.Skip(1))
        {
            journey.Add(Entry(moment));
        }

        return journey;
    }

    public static Journey Finished(string moments, Outcome outcome = Outcome.NotSaid, string? competitor = null)
    {
        var journey = Open(moments);
        journey.Finish(outcome, Day, NowUtc, competitor);
        return journey;
    }

    private static Gen<ScoredMoment> Moment(Gen<int> tenths) =>
        Gen.Select(Gen.Char['A', 'E'], tenths, (touchpoint, s) => new ScoredMoment(Touchpoint(touchpoint), new Score(s)));
}
