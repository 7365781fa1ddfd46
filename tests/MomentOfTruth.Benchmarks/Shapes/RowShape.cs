using System.Globalization;
using Microsoft.Data.Sqlite;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Domain.Ledger;
using MomentOfTruth.Domain.Scoring;
using MomentOfTruth.Web.Data;

namespace MomentOfTruth.Benchmarks.Shapes;

/// <summary>
/// One narrow row a count: small numbers for companies, products and touchpoints, days as numbers, the key in typed columns, stored once in
/// the order of the key.
/// </summary>
internal sealed class RowShape : LedgerShape
{
    private const string Columns = "Company, Grain, Period, Product, Kind, A, B, Text";

    private readonly List<Guid> _ids = [];
    private readonly Dictionary<Guid, int> _numbers = [];
    private readonly SqliteCommand _add;

    public RowShape(string file)
        : base(file, $"""
            CREATE TABLE Facts (
                Company INTEGER, Grain INTEGER, Period INTEGER, Product INTEGER, Kind INTEGER, A INTEGER, B INTEGER, Text TEXT, N INTEGER, Sum INTEGER,
                PRIMARY KEY ({Columns})) WITHOUT ROWID
            """)
    {
        _add = Command($"""
            INSERT INTO Facts VALUES ($0, $1, $2, $3, $4, $5, $6, $7, $8, $9)
            ON CONFLICT ({Columns}) DO UPDATE SET N = N + excluded.N, Sum = Sum + excluded.Sum
            """);
    }

    public override string Name => "a narrow row a count";

    protected override int Add(FactGrain grain, LedgerPlace place, CountBag counts)
    {
        var rows = 0;
        foreach (var (key, count) in counts.Counts)
        {
            var (a, b, text) = ColumnsOf(key);
            rows += _add.With(
                NumberOf(place.CompanyId), (int)grain, place.Period.DayNumber, NumberOf(place.ProductId), (int)key.Kind, a, b, text,
                count.N, count.Sum).ExecuteNonQuery();
        }

        return rows;
    }

    protected override void Read(CountBag into, FactGrain grain, Guid companyId, DateOnly from, DateOnly to)
    {
        using var command = Command(
            """
            SELECT Kind, A, B, Text, SUM(N), SUM(Sum) FROM Facts WHERE Company = $0 AND Grain = $1 AND Period BETWEEN $2 AND $3
            GROUP BY Kind, A, B, Text
            """, NumberOf(companyId), (int)grain, from.DayNumber, to.DayNumber);
        using var rows = command.ExecuteReader();
        while (rows.Read())
        {
            into.Add(
                KeyOf((TallyKind)rows.GetInt32(0), rows.GetInt32(1), rows.GetInt32(2), rows.GetString(3)),
                new TallyCount(rows.GetInt64(4), rows.GetInt64(5)));
        }
    }

    private (int A, int B, string Text) ColumnsOf(CountKey key) => key switch
    {
        TouchpointKey touchpoint => (NumberOf(touchpoint.TouchpointId), 0, ""),
        ScoreKey score => (NumberOf(score.TouchpointId), score.Tenths, ""),
        SoleKillerKey sole => (NumberOf(sole.TouchpointId), sole.Zeros, ""),
        ZeroSetKey set => (0, 0, string.Join(',', set.Zeros.Select(zero =>
            string.Create(CultureInfo.InvariantCulture, $"{NumberOf(zero.TouchpointId)}:{zero.Zeros}")))),
        OutcomeKey outcome => (Bit(outcome.IsCollapsed), (int)outcome.Outcome, outcome.Competitor),
        RecoveryKey recovery => (Bit(recovery.WentOnWell), Bit(recovery.IsLeft), ""),
        MatchedKey matched => (matched.Moments, (matched.Band * 4) + (Bit(matched.IsCollapsed) * 2) + Bit(matched.IsLeft), ""),
        PositionKey position => (position.Position, Bit(position.IsKilled), ""),
        KillsAtKey kills => (NumberOf(kills.TouchpointId), kills.Position, ""),
        DatedMomentKey dated => (NumberOf(dated.TouchpointId), Bit(dated.IsZero), ""),
        LeftByScoreKey left => (NumberOf(left.TouchpointId), (left.Points * 2) + Bit(left.IsLeft), ""),
        MatchedAtKey matched => (NumberOf(matched.TouchpointId), (matched.OthersBand * 2) + Bit(matched.IsLeft), string.Create(
            CultureInfo.InvariantCulture, $"{(int)matched.Class}:{matched.Moments}")),
        CollapsedAverageKey average => (average.Points, 0, ""),
        _ => (0, 0, ""),
    };

    private CountKey KeyOf(TallyKind kind, int a, int b, string text) => kind switch
    {
        TallyKind.Reached or TallyKind.Kills => new TouchpointKey(kind, _ids[a]),
        TallyKind.Scores => new ScoreKey(_ids[a], b),
        TallyKind.SoleKiller => new SoleKillerKey(_ids[a], b),
        TallyKind.ZeroSet => new ZeroSetKey(text.Split(',').Select(part => part.Split(':')).Select(part =>
            (_ids[int.Parse(part[0], CultureInfo.InvariantCulture)], int.Parse(part[1], CultureInfo.InvariantCulture)))),
        TallyKind.Outcome => new OutcomeKey(a == 1, (Outcome)b, text),
        TallyKind.Recovery => new RecoveryKey(a == 1, b == 1),
        TallyKind.Matched => new MatchedKey(a, b / 4, (b & 2) == 2, (b & 1) == 1),
        TallyKind.Position => new PositionKey(a, b == 1),
        TallyKind.KillsAt => new KillsAtKey(_ids[a], b),
        TallyKind.DatedMoments => new DatedMomentKey(_ids[a], b == 1),
        TallyKind.LeftByScore => new LeftByScoreKey(_ids[a], b / 2, (b & 1) == 1),
        TallyKind.MatchedAt when text.Split(':') is [var scores, var moments] => new MatchedAtKey(
            _ids[a],
            (ScoreClass)int.Parse(scores, CultureInfo.InvariantCulture),
            int.Parse(moments, CultureInfo.InvariantCulture),
            b / 2,
            (b & 1) == 1),
        TallyKind.CollapsedAverage => new CollapsedAverageKey(a),
        _ => new WholeKey(kind),
    };

    private int NumberOf(Guid id)
    {
        if (!_numbers.TryGetValue(id, out var number))
        {
            _numbers[id] = number = _ids.Count;
            _ids.Add(id);
        }

        return number;
    }

    private static int Bit(bool value) => value ? 1 : 0;
}
