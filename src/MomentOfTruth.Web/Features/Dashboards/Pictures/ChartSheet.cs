using MomentOfTruth.Web.Features.Publications;
using MomentOfTruth.Web.Site;
using Side = MomentOfTruth.Web.Features.Publications.PictureSheet.Side;

namespace MomentOfTruth.Web.Features.Dashboards;

/// <summary>What every picture of a chart says of itself, so that it can stand alone.</summary>
/// <param name="Company">Whose numbers they are.</param>
/// <param name="Base">Period, product and n.</param>
/// <param name="Notes">What else has to be said, below the chart.</param>
public sealed record ChartHead(string Company, string Title, string Base, IReadOnlyList<string> Notes);

/// <summary>One row of a chart of rows.</summary>
/// <param name="Words">What stands at its end.</param>
/// <param name="Small">The same, in grey below it.</param>
internal sealed record ChartRow(string Name, string Words, string Small = "");

/// <summary>The frame of a picture of a chart, and the pieces that charts are made of.</summary>
internal sealed class ChartSheet
{
    public const string Ink = "#15191f", Grey = "#4b5563", Line = "#d8dce3", Accent = "#1d4ed8", Pale = "#b7d3ee", White = "#ffffff",
        Better = "#0b6b4b", Worse = "#a11a0b", Dead = "#4a0d24";

    /// <summary>The colours of scores from zero to ten, as in the style sheet, on white.</summary>
    public static readonly string[] Scores = [Dead, "#b5400e", "#f0b45a", Pale, "#1f5fa6"];

    private const int Width = 1200, Left = 48, Right = Width - Left, Top = 180, RowHeight = 48, NoteHeight = 26, FootHeight = 28;

    private const int PlotLeft = 110, PlotRight = 1128, PlotTop = 220, PlotBottom = 500, PlotEnd = 570;

    private const int TrackLeft = 390, TrackRight = 880, NameWidth = 16;

    /// <param name="head">What stands above and below the chart.</param>
    /// <param name="rows">How many rows it has; null if it is a plot.</param>
    public ChartSheet(ChartHead head, int? rows = null)
    {
        var end = rows is { } count ? Top + (count * RowHeight) + 16 : PlotEnd;
        string[] notes = [.. head.Notes.SelectMany(note => PictureSheet.Lines(note, 62))];
        Sheet = new PictureSheet(Width, end + ((notes.Length + 1) * NoteHeight) + FootHeight);
        Sheet.Write(PictureSheet.Cut(head.Company, 48), Grey, Left, 46, 22);
        Sheet.Write(PictureSheet.Cut(head.Title, 34), Ink, Left, 86, 32, isBold: true);
        Sheet.Write(PictureSheet.Cut(head.Base, 54), Grey, Left, 126, 20);
        Sheet.Fill(Ink, Left, 150, Right - Left, 3);
        for (var i = 0; i < notes.Length; i++)
        {
            Sheet.Write(notes[i], Grey, Left, end + 14 + (i * NoteHeight), 17);
        }
    }

    public PictureSheet Sheet { get; }

    /// <summary>What stands where there is nothing to draw.</summary>
    public static PictureSheet Said(ChartHead head, string words)
    {
        var lines = PictureSheet.Lines(words, 48);
        var chart = new ChartSheet(head, lines.Count);
        foreach (var (i, line) in lines.Index())
        {
            chart.Sheet.Write(line, Ink, Left, MiddleOf(i), 22);
        }

        return chart.Sheet;
    }

    /// <summary>The lines of a plot of shares, 0 to 100 %.</summary>
    public void Scale()
    {
        for (var quarter = 0; quarter <= 4; quarter++)
        {
            var y = (int)Y(quarter / 4.0);
            Sheet.Fill(Line, PlotLeft, y, PlotRight - PlotLeft, 1);
            Sheet.Write(Display.Percent(quarter / 4.0), Grey, PlotLeft - 24, y, 17, side: Side.End);
        }
    }

    /// <summary>Where along a plot; 0 is its left end and 1 its right end.</summary>
    public static double X(double place) => PlotLeft + (place * (PlotRight - PlotLeft));

    public static double Y(double share) => PlotBottom - (share * (PlotBottom - PlotTop));

    /// <summary>A share as a point, a square if it is of a part only, and its number so far above it.</summary>
    public void Point(double x, double share, string? words, bool isPart = false, int above = 24)
    {
        if (isPart)
        {
            Sheet.Fill(Accent, (int)x - 7, (int)Y(share) - 7, 14, 14);
        }
        else
        {
            Sheet.Dot(Accent, x, Y(share), 7);
        }

        Sheet.Write(words, Ink, (int)x, (int)Y(share) - above, 17, isBold: true, Side.Middle);
    }

    /// <summary>A line through shares, with gaps where there is none.</summary>
    public void Through(IReadOnlyList<double?> shares, Func<int, double> x, string colour, int thickness)
    {
        for (var i = 1; i < shares.Count; i++)
        {
            if (shares[i - 1] is { } before && shares[i] is { } share)
            {
                Sheet.Stroke(colour, x(i - 1), Y(before), x(i), Y(share), thickness);
            }
        }
    }

    /// <summary>What stands below a place of a plot.</summary>
    public void Below(double x, string words, string small = "")
    {
        Sheet.Write(words, Ink, (int)x, PlotBottom + 26, 17, side: Side.Middle);
        Sheet.Write(small, Grey, (int)x, PlotBottom + 50, 15, side: Side.Middle);
    }

    /// <summary>A day on which something was changed.</summary>
    public void Flag(double x, string label)
    {
        Sheet.Fill(Grey, (int)x, PlotTop - 8, 1, PlotBottom - PlotTop + 8);
        Sheet.Write(label, Grey, (int)x, PlotTop - 20, 17, isBold: true, Side.Middle);
    }

    /// <summary>One of several upright bars.</summary>
    public void Bar(int place, int of, double height, string words, string below, bool isMarked)
    {
        var width = (PlotRight - PlotLeft) / of;
        var (left, top) = (PlotLeft + (place * width), (int)Y(height));
        Sheet.Fill(isMarked ? Dead : Line, left + 4, top, width - 8, PlotBottom - top);
        Sheet.Write(words, Ink, left + (width / 2), top - 18, 18, isBold: true, Side.Middle);
        Sheet.Write(below, Ink, left + (width / 2), PlotBottom + 26, 17, side: Side.Middle);
    }

    /// <summary>Where along the track of a row; 0 is its left end and 1 its right end.</summary>
    public static double Track(double place) => TrackLeft + (Math.Clamp(place, 0, 1) * (TrackRight - TrackLeft));

    /// <summary>A row's name and words; gives the middle of its height.</summary>
    public int Row(int number, ChartRow row)
    {
        var middle = MiddleOf(number);
        Sheet.Write(PictureSheet.Cut(row.Name, NameWidth), Ink, Left, middle, 20);
        Sheet.Write(row.Words, Ink, Right, row.Small.Length == 0 ? middle : middle - 10, 19, isBold: true, Side.End);
        Sheet.Write(row.Small, Grey, Right, middle + 12, 15, side: Side.End);
        return middle;
    }

    /// <summary>A share with its interval on the track of a row, and a ring for what it was before.</summary>
    public void Whisker(int middle, double? share, double? low, double? high, double? before, double scale)
    {
        Sheet.Fill(Line, TrackLeft, middle, TrackRight - TrackLeft, 1);
        if (low is { } from && high is { } to)
        {
            Sheet.Stroke(Pale, Track(from / scale), middle, Track(to / scale), middle, 8);
        }

        if (before is { } was)
        {
            Sheet.Dot(Grey, Track(was / scale), middle, 8);
            Sheet.Dot(White, Track(was / scale), middle, 6);
        }

        if (share is { } now)
        {
            Sheet.Dot(Accent, Track(now / scale), middle, 8);
        }
    }

    /// <summary>A part of the track of a row, filled.</summary>
    public void Part(int middle, double from, double to, string colour) =>
        Sheet.Fill(colour, (int)Track(from), middle - 12, (int)Track(to) - (int)Track(from), 24);

    /// <summary>One of the cells that a row has instead of a track.</summary>
    public void Cell(int number, int place, int of, string colour, string on, string words)
    {
        var (left, right) = (Cells(place, of), Cells(place + 1, of));
        var middle = MiddleOf(number);
        Sheet.Fill(colour, left + 1, middle - 22, right - left - 2, 44);
        Sheet.Write(words, on, (left + right) / 2, middle, 16, side: Side.Middle);
    }

    /// <summary>What stands in the first row, above the cells.</summary>
    public void Column(int place, int of, string words) =>
        Sheet.Write(words, Grey, (Cells(place, of) + Cells(place + 1, of)) / 2, MiddleOf(0), 15, side: Side.Middle);

    private static int Cells(int place, int of) => TrackLeft - 40 + (place * (Right - TrackLeft + 40) / of);

    private static int MiddleOf(int row) => Top + (row * RowHeight) + (RowHeight / 2);
}
