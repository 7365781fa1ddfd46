using System.Globalization;
using Microsoft.Extensions.Localization;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Domain.Ledger;
using MomentOfTruth.Domain.Measures;
using MomentOfTruth.Domain.Scoring;
using MomentOfTruth.Domain.Statistics;
using MomentOfTruth.Web.Features.Publications;
using MomentOfTruth.Web.Site;
using MomentOfTruth.Web.Texts;

namespace MomentOfTruth.Web.Features.Dashboards;

/// <summary>The charts that leave the overview as pictures; their words stand in the address.</summary>
public enum OverviewChart
{
    Shares,
    Moved,
    Zeros,
    Scores,
    Months,
    Trend,
    Average,
    Along,
    Left,
    Others,
}

/// <summary>The charts of a touchpoint's page that leave it as pictures; likewise.</summary>
public enum TouchpointChart
{
    ZerosAt,
    ScoresAt,
}

/// <summary>
/// The charts of the overview as pictures that stand alone: title, period and n are in them, and so is each number that they show. They
/// say no more than the page: nothing of fewer than five is a rate.
/// </summary>
public sealed class OverviewPictures(IStringLocalizer<DashboardText> text, IStringLocalizer<OverviewText> words)
{
    private const int MostRows = MeasuresPageModel.MostNamed, MostNotes = 6;

    /// <summary>What the picture is called.</summary>
    public string TitleOf(OverviewChart chart) => chart switch
    {
        OverviewChart.Shares => text["Shares.Title"],
        OverviewChart.Moved => text["Picture.Moved"],
        OverviewChart.Zeros => text["Picture.Zeros"],
        OverviewChart.Scores => text["Picture.Scores"],
        OverviewChart.Months => words["Year.Title"],
        OverviewChart.Trend => text["Trend.Label"],
        OverviewChart.Average => words["Average.Title"],
        OverviewChart.Along => text["Board.Survival"],
        OverviewChart.Left => words["Left.Title"],
        _ => text["Board.Bench"],
    };

    /// <param name="company">Its name.</param>
    /// <param name="period">In words.</param>
    /// <param name="product">In words.</param>
    /// <param name="benchmark">The company among others; null for charts that show it alone.</param>
    public PictureSheet Draw(OverviewChart chart, string company, string period, string product, DashboardView view, Benchmark? benchmark)
    {
        var survival = view.Measures.Survival;
        ChartHead Head(params IEnumerable<string?> notes) => new(
            company,
            TitleOf(chart),
            BaseOf(period, product, survival),
            [.. notes.OfType<string>(), text["Board.Notice"].Value]);
        return chart switch
        {
            OverviewChart.Shares => Shares(Head, view),
            OverviewChart.Moved => Moved(Head, view),
            OverviewChart.Zeros => Zeros(Head, view.HeatMap),
            OverviewChart.Scores => Scores(Head, view.Measures),
            OverviewChart.Months => Months(notes => Head(notes) with { Base = BaseOfYear(product, view.Year) }, view),
            OverviewChart.Trend => Line(
                Head(view.TrendBefore.Count == 0 ? null : text["Picture.Before"], Parts(Survived(view.Trend))),
                Survived(view.Trend), Survived(view.TrendBefore), []),
            OverviewChart.Average => Averages(Head(words["Average.Hint"]), view.Measures),
            OverviewChart.Along => Along(Head, view.Measures),
            OverviewChart.Left => Left(Head, view.Measures.Destinations),
            _ => Others(Head, BenchmarkSection.Of(benchmark!, text)),
        };
    }

    /// <summary>What the picture of a touchpoint is called.</summary>
    public string TitleOf(TouchpointChart chart, string touchpoint) =>
        text[chart == TouchpointChart.ZerosAt ? "Picture.ZerosAt" : "Picture.ScoresAt", touchpoint];

    /// <summary>One touchpoint's zeros over time with what was changed there, or its scores.</summary>
    public PictureSheet Draw(TouchpointChart chart, string company, string period, string product, TouchpointView view)
    {
        var points = view.Trend.Select(p => (p.Bucket, p.Zeros)).ToList();
        var markers = view.Markers.Select(change => change.Marker).ToList();
        ChartHead Head(params IEnumerable<string?> notes) => new(
            company,
            TitleOf(chart, view.Name),
            BaseOf(period, product, view.Measures.Survival),
            [text["Picture.ZerosOf", Display.Count(view.Zeros.Count), Display.Count(view.Zeros.N)], .. notes.OfType<string>(), text["Board.Notice"].Value]);
        if (chart == TouchpointChart.ZerosAt)
        {
            return Line(Head(Changes(markers).Append(Parts(points))), points, [], FlagsOf(markers, points));
        }

        var (most, left) = (view.Distribution.Max(), view.Floor?.LeftByScore);
        if (most == 0)
        {
            return ChartSheet.Said(Head(), text["Trend.TooFew"]);
        }

        var sheet = new ChartSheet(Head(text["Picture.ScoresAtNote"]), view.Distribution.Count);
        foreach (var (score, n) in view.Distribution.Index())
        {
            var leavers = left?[score] ?? new Proportion(0, 0);
            var middle = sheet.Row(score, new ChartRow(
                score.ToString(CultureInfo.CurrentCulture),
                Display.Count(n),
                leavers.N == 0 ? "" : text["Picture.LeftOf", Display.Count(leavers.Count), Display.Count(leavers.N)]));
            sheet.Part(middle, 0, (double)n / most, ChartSheet.Scores[Display.ColourOf(new Score(score * 10))[1] - '0']);
        }

        return sheet.Sheet;
    }

    private string BaseOf(string period, string product, Proportion journeys) =>
        text["Board.Paper", period, product, Display.Count(journeys.N)].Value
        + (journeys.Verdict == SampleVerdict.LowBase ? " · " + text["Board.LowBase"].Value : "");

    private string BaseOfYear(string product, IReadOnlyList<TrendPoint> year) => BaseOf(
        text["Board.Range", Display.Day(year[0].From), Display.Day(year[^1].To)],
        product,
        new Proportion(year.Sum(p => p.Survival.Count), year.Sum(p => p.Survival.N)));

    private static IReadOnlyList<(TrendBucket Bucket, Proportion Share)> Survived(IEnumerable<TrendPoint> points) =>
        [.. points.Select(p => (p.Bucket, p.Survival))];

    private string? Parts(IReadOnlyList<(TrendBucket Bucket, Proportion Share)> points) =>
        DashboardHtml.Parts(points.Where(p => IsRated(p.Share)).Select(p => p.Bucket), text);

    private static bool IsRated(Proportion share) => share.Verdict != SampleVerdict.CountsOnly;

    private PictureSheet Shares(Func<IEnumerable<string?>, ChartHead> head, DashboardView view)
    {
        var measures = view.Measures;
        var largest = Bounded.Of(measures.FairShares, MostRows);
        var rows = measures.Survival.Verdict == SampleVerdict.Ranked
            ? largest
            : largest.ByName(s => s.Touchpoint, StringComparer.CurrentCulture);
        if (rows.Shown.Count == 0 || !IsRated(measures.Survival))
        {
            return ChartSheet.Said(head([]), rows.Shown.Count == 0
                ? text["Killing.None"]
                : DashboardHtml.Words(new Proportion(measures.Collapsed, measures.Journeys), text));
        }

        var before = view.Before is { Journeys: > 0 } then ? then.FairShares.ToDictionary(s => s.Touchpoint, s => s.Share) : null;
        double? Before(FairShare share) => before?.GetValueOrDefault(share.Touchpoint);
        var scale = TouchpointTable.ScaleFor(rows.Shown.Select(s => Math.Max(s.High, Before(s) ?? 0)));
        var ring = before is null ? "" : " " + text["Picture.Ring"];
        var sheet = new ChartSheet(
            head([text["Picture.Scale", Display.Percent(scale)] + ring, Rest(rows.Rest.Count)]), rows.Shown.Count);
        foreach (var (i, share) in rows.Shown.Index())
        {
            var middle = sheet.Row(i, new ChartRow(share.Touchpoint, Display.Percent(share.Share), Range(share.Low, share.High)));
            sheet.Whisker(middle, share.Share, share.Low, share.High, Before(share), scale);
        }

        return sheet.Sheet;
    }

    private PictureSheet Moved(Func<IEnumerable<string?>, ChartHead> head, DashboardView view)
    {
        if (view.Before is not { Journeys: > 0 } before)
        {
            return ChartSheet.Said(head([]), words["Bar.AgainstNothing"]);
        }

        var moved = WhatMoved.Of(before, view.Measures);
        if (moved.Survival.Verdict == ChangeVerdict.TooFew || moved.Bars.Count == 0)
        {
            return ChartSheet.Said(head([]), words["Change.TooFew"]);
        }

        var bars = Bounded.Of(moved.Bars, MostRows);
        var most = bars.Shown.Max(b => Math.Max(Math.Abs(b.Low), Math.Abs(b.High)));
        var sheet = new ChartSheet(
            head([text["Picture.MovedNote"], Against(view.BeforeScope!, before), Rest(bars.Rest.Count)]), bars.Shown.Count + 1);
        double At(double value) => most == 0 ? 0.5 : 0.5 + (value / most / 2);
        Draw(0, text["Picture.AllMoved"], moved.Survival.Value!.Value, moved.Survival.Low!.Value, moved.Survival.High!.Value,
            moved.Survival.Verdict is ChangeVerdict.Better or ChangeVerdict.Worse);
        foreach (var (i, bar) in bars.Shown.Index())
        {
            Draw(i + 1, bar.Touchpoint, bar.Value, bar.Low, bar.High, bar.IsCertain);
        }

        return sheet.Sheet;

        void Draw(int row, string name, double value, double low, double high, bool isCertain)
        {
            var middle = sheet.Row(row, new ChartRow(
                name,
                words["Change.Points", DashboardHtml.Points(value)],
                text["Board.Range", DashboardHtml.Points(low), DashboardHtml.Points(high)]));
            var colour = !isCertain ? ChartSheet.Line : value > 0 ? ChartSheet.Better : ChartSheet.Worse;
            sheet.Part(middle, At(Math.Min(value, 0)), At(Math.Max(value, 0)), colour);
            sheet.Sheet.Stroke(ChartSheet.Grey, ChartSheet.Track(At(low)), middle, ChartSheet.Track(At(high)), middle, 2);
            sheet.Sheet.Fill(ChartSheet.Ink, (int)ChartSheet.Track(0.5), middle - 24, 1, 48);
        }
    }

    private string Against(LedgerScope scope, CompanyMeasures before) => text[
        "Picture.Against",
        scope is { From: { } from, To: { } to } ? text["Board.Range", Display.Day(from), Display.Day(to)].Value : text["Preset.all"].Value,
        Display.Count(before.Journeys)];

    private PictureSheet Zeros(Func<IEnumerable<string?>, ChartHead> head, HeatMap map)
    {
        var (shown, rest, columns) = (map.Shown, map.Rest, map.Columns);
        IReadOnlyList<HeatRow> rows = rest is null ? shown.Shown : [.. shown.Shown, rest];
        if (rows.Count == 0)
        {
            return ChartSheet.Said(head([]), text["Killing.None"]);
        }

        var sheet = new ChartSheet(head([text["Picture.ZerosNote"]]), rows.Count + 1);
        foreach (var (i, column) in columns.Index())
        {
            sheet.Column(i, columns.Count, DashboardHtml.BucketAxis(column, text) + (column.IsPartial ? "*" : ""));
        }

        foreach (var (r, row) in rows.Index())
        {
            sheet.Row(r + 1, new ChartRow(row == rest ? Rest(shown.Rest.Count)! : row.Touchpoint, ""));
            foreach (var (i, cell) in row.Cells.Index())
            {
                var shade = DashboardHtml.Shade(cell);
                sheet.Cell(
                    r + 1, i, columns.Count,
                    shade == "none" ? "#f5f6f8" : ChartSheet.Scores[shade[1] - '0'],
                    shade is "s0" or "s1" ? ChartSheet.White : ChartSheet.Ink,
                    cell.N == 0 ? "" : $"{Display.Count(cell.Zeros)}/{Display.Count(cell.N)}");
            }
        }

        return sheet.Sheet;
    }

    private PictureSheet Scores(Func<IEnumerable<string?>, ChartHead> head, CompanyMeasures measures)
    {
        var worst = measures.WorstTouchpoints(MostRows);
        if (worst.Shown.Count == 0)
        {
            return ChartSheet.Said(head([]), text["Killing.None"]);
        }

        var sheet = new ChartSheet(head([text["Picture.ScoresNote"], Rest(worst.Rest.Count)]), worst.Shown.Count);
        foreach (var (i, touchpoint) in worst.Shown.Index())
        {
            var isRated = Proportion.VerdictOf(touchpoint.N) != SampleVerdict.CountsOnly;
            var middle = sheet.Row(i, new ChartRow(
                touchpoint.Touchpoint,
                isRated ? "∅ " + Display.OneDecimal(touchpoint.Mean) : Display.Nothing,
                text["Picture.ZerosOf", Display.Count(touchpoint.Zeros), Display.Count(touchpoint.N)]));
            var sum = 0L;
            for (var band = 0; isRated && band < touchpoint.Bands.Count; band++)
            {
                var from = (double)sum / touchpoint.N;
                sum += touchpoint.Bands[band];
                sheet.Part(middle, from, (double)sum / touchpoint.N, ChartSheet.Scores[band]);
            }
        }

        return sheet.Sheet;
    }

    private PictureSheet Months(Func<IEnumerable<string?>, ChartHead> head, DashboardView view)
    {
        var year = Survived(view.Year);
        return Line(head(Changes(view.Markers).Append(Parts(year))), year, [], FlagsOf(view.Markers, year));
    }

    private static IEnumerable<string?> Changes(IEnumerable<Marker> markers) =>
        markers.Take(MostNotes).Select((m, i) => $"{i + 1}: {Display.Day(m.On)} {m.Text}");

    private static IReadOnlyList<(double Place, int Number)> FlagsOf(
        IEnumerable<Marker> markers, IReadOnlyList<(TrendBucket Bucket, Proportion Share)> points) =>
        [.. TrendFlag.PlacesOf(markers, [.. points.Select(p => p.Bucket)])];

    private PictureSheet Line(
        ChartHead head, IReadOnlyList<(TrendBucket Bucket, Proportion Share)> points, IReadOnlyList<(TrendBucket Bucket, Proportion Share)> before,
        IReadOnlyList<(double Place, int Number)> flags)
    {
        if (!points.Any(p => IsRated(p.Share)))
        {
            return ChartSheet.Said(head, text["Trend.TooFew"]);
        }

        var sheet = new ChartSheet(head);
        sheet.Scale();
        foreach (var (place, number) in flags)
        {
            sheet.Flag(X(place, points.Count), number.ToString(CultureInfo.InvariantCulture));
        }

        // The intervals lie below the lines.
        foreach (var (i, point) in points.Index().Where(p => IsRated(p.Item.Share)))
        {
            sheet.Sheet.Stroke(
                ChartSheet.Pale, X(i, points.Count), ChartSheet.Y(point.Share.Low!.Value), X(i, points.Count),
                ChartSheet.Y(point.Share.High!.Value), 10);
        }

        sheet.Through(Rates(before), i => X(i, before.Count), ChartSheet.Grey, 2);
        sheet.Through(Rates(points), i => X(i, points.Count), ChartSheet.Accent, 4);
        var every = Axis.Every(points.Count, Axis.MostLabels);
        foreach (var (i, point) in points.Index())
        {
            var (x, isLabelled) = (X(i, points.Count), i % every == 0);
            if (IsRated(point.Share))
            {
                var rate = point.Share.Rate!.Value;
                sheet.Point(x, rate, isLabelled ? Display.Percent(rate) : null, point.Bucket.IsPartial);
            }

            if (isLabelled)
            {
                sheet.Below(x, DashboardHtml.BucketAxis(point.Bucket, text), text["Survival.Risk", Display.Count(point.Share.N)]);
            }
        }

        return sheet.Sheet;

        static double X(double place, int count) =>
            ChartSheet.X(count == 1 ? 0.5 : 0.03 + (0.94 * Math.Clamp(place, 0, count - 1) / (count - 1)));

        static IReadOnlyList<double?> Rates(IReadOnlyList<(TrendBucket Bucket, Proportion Share)> all) =>
            [.. all.Select(p => IsRated(p.Share) ? p.Share.Rate : null)];
    }

    private PictureSheet Averages(ChartHead head, CompanyMeasures measures)
    {
        if (measures.Collapsed == 0)
        {
            return ChartSheet.Said(head, text["Killing.None"]);
        }

        var hidden = text["Picture.Hidden", Display.Count(measures.Hidden.Count), Display.Count(measures.Collapsed)];
        var (sheet, bars) = (new ChartSheet(head with { Notes = [hidden, .. head.Notes] }), measures.CollapsedByAverage);
        var most = bars.Max();
        foreach (var (points, count) in bars.Index())
        {
            sheet.Bar(
                points, bars.Count, (double)count / most, count == 0 ? "" : Display.Count(count),
                points.ToString(CultureInfo.CurrentCulture), points >= Tally.HidingAverage);
        }

        return sheet.Sheet;
    }

    private PictureSheet Along(Func<IEnumerable<string?>, ChartHead> head, CompanyMeasures measures)
    {
        var curve = measures.SurvivalCurve;
        var ordered = measures.AreAllOrdered ? null
            : measures.Ordered == 0 ? text["Ordered.None", Display.Count(measures.Journeys)].Value
            : text["Ordered.Of", Display.Count(measures.Ordered), Display.Count(measures.Journeys)].Value;
        if (curve.Count == 0)
        {
            return ChartSheet.Said(head([ordered]), text["Survival.TooFew", SurvivalCurve.FewestAtRisk]);
        }

        var sheet = new ChartSheet(head([ordered, text["Survival.Ends", SurvivalCurve.FewestAtRisk]]));
        double X(double position) => ChartSheet.X(position / (curve.Count + 0.5));
        sheet.Scale();
        foreach (var point in curve.Where(p => p.Low is not null))
        {
            var (left, top) = ((int)X(point.Position), (int)ChartSheet.Y(point.High!.Value));
            var right = (int)X(Math.Min(point.Position + 1, curve.Count + 0.5));
            sheet.Sheet.Fill(ChartSheet.Pale, left, top, right - left, Math.Max(1, (int)ChartSheet.Y(point.Low!.Value) - top));
        }

        var every = Axis.Every(curve.Count, Axis.MostLabels);
        var before = 1.0;
        foreach (var (i, point) in curve.Index())
        {
            var x = X(point.Position);
            sheet.Sheet.Stroke(ChartSheet.Accent, X(point.Position - 1), ChartSheet.Y(before), x, ChartSheet.Y(before), 4);
            sheet.Sheet.Stroke(ChartSheet.Accent, x, ChartSheet.Y(before), x, ChartSheet.Y(point.Survival), 4);
            before = point.Survival;
            sheet.Point(x, point.Survival, i % every == 0 ? Display.Percent(point.Survival) : null, above: -26);
            if (i % every == 0)
            {
                sheet.Below(x, point.Position.ToString(CultureInfo.CurrentCulture), text["Survival.Risk", Display.Count(point.AtRisk)]);
            }
        }

        sheet.Sheet.Stroke(ChartSheet.Accent, X(curve.Count), ChartSheet.Y(before), ChartSheet.X(1), ChartSheet.Y(before), 4);
        return sheet.Sheet;
    }

    private PictureSheet Left(Func<IEnumerable<string?>, ChartHead> head, Destinations destinations)
    {
        (string Name, Proportion Share)[] rates =
            [(text["Went.Collapsed"], destinations.Collapsed), (text["Went.Survived"], destinations.Survived)];
        (string Name, long Count)[] bars =
        [
            .. destinations.Named.Select(d => (d.Name ?? text[
                destinations.Named.Count > Destinations.MostNamed ? "Went.OtherMany" : "Went.Other"].Value, d.Leavers)),
            (text["Went.Unnamed"], destinations.LeftNowhere),
            (text["Went.NotSaid"], destinations.NotSaid),
        ];
        bars = [.. bars.Where(b => b.Count > 0)];
        var sheet = new ChartSheet(head([words["Left.Hint"]]), rates.Length + bars.Length);
        foreach (var (i, (name, share)) in rates.Index())
        {
            var range = IsRated(share) ? " · " + Range(share.Low!.Value, share.High!.Value) : "";
            var middle = sheet.Row(i, new ChartRow(
                name,
                IsRated(share) ? Display.Percent(share.Rate!.Value) : text["Board.CountsOnlyShort"].Value,
                text["Cell.Of", Display.Count(share.Count), Display.Count(share.N)] + range));
            if (IsRated(share))
            {
                sheet.Whisker(middle, share.Rate, share.Low, share.High, null, 1);
            }
        }

        var longest = bars.Select(b => b.Count).DefaultIfEmpty(1).Max();
        foreach (var (i, (name, count)) in bars.Index())
        {
            var middle = sheet.Row(rates.Length + i, new ChartRow(name, Display.Count(count)));
            sheet.Part(middle, 0, (double)count / longest, ChartSheet.Line);
        }

        return sheet.Sheet;
    }

    private PictureSheet Others(Func<IEnumerable<string?>, ChartHead> head, BenchmarkSection section)
    {
        if (section.Refusal is { } refusal)
        {
            return ChartSheet.Said(head([]), refusal);
        }

        var sheet = new ChartSheet(head([.. section.Rows.Select(r => r.Words), text["Bench.Legend"]]), section.Rows.Count);
        foreach (var (i, row) in section.Rows.Index())
        {
            var middle = sheet.Row(i, new ChartRow(row.Name, row.Values[0]));
            var spread = row.Quartiles;
            double At(double value) => ChartSheet.Track(value / row.Scale);
            sheet.Sheet.Stroke(ChartSheet.Grey, At(spread.Lowest), middle, At(spread.Highest), middle, 2);
            sheet.Part(middle, spread.LowerQuartile / row.Scale, spread.UpperQuartile / row.Scale, ChartSheet.Pale);
            sheet.Sheet.Fill(ChartSheet.Ink, (int)At(spread.Median), middle - 14, 2, 28);
            sheet.Sheet.Dot(ChartSheet.Accent, At(row.Own), middle, 8);
        }

        return sheet.Sheet;
    }

    private string Range(double low, double high) => text["Board.Range", Display.Percent(low), Display.Percent(high)];

    private string? Rest(int touchpoints) => touchpoints == 0 ? null : text.Count("Picture.Rest", touchpoints);
}
