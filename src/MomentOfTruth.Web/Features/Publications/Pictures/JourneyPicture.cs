using Microsoft.Extensions.Localization;
using MomentOfTruth.Domain.Scoring;
using MomentOfTruth.Web.Features.Shared;
using MomentOfTruth.Web.Site;
using MomentOfTruth.Web.Texts;

namespace MomentOfTruth.Web.Features.Publications;

/// <summary>Draws a published journey as one picture, in the size that other sites show beside a link.</summary>
public sealed class JourneyPicture(PictureFont font, IStringLocalizer<SharedText> shared, IStringLocalizer<PublicationText> text)
{
    public const int Width = 1200, Height = 630;

    private const int Left = 64, Right = Width - Left, FirstRow = 322, MostRows = 5, MostAtEachEnd = 2;

    private const string Ink = "#15191f", Grey = "#4b5563", Ground = "#e9ecf1", White = "#ffffff", Accent = "#1d4ed8";

    public PictureSheet Draw(PublishedJourney journey)
    {
        var chart = journey.Chart();
        var sheet = new PictureSheet(Width, Height);
        Head(sheet, journey);
        Equation(sheet, chart);
        Rows(sheet, chart);
        sheet.Write(font.Drawable("→ " + shared[chart.Ending!.Key]), Ink, Left, 596, 26, isBold: true);
        sheet.Fill(Accent, Right - 222, 585, 26, 5);
        sheet.Fill(Accent, Right - 222, 594, 18, 5);
        sheet.Fill(Accent, Right - 222, 603, 9, 5);
        sheet.Write(font.Drawable(shared["Site.Name"]), Ink, Right, 596, 24, isBold: true, PictureSheet.Side.End);
        return sheet;
    }

    /// <summary>What the picture shows, for people who do not see it.</summary>
    public string InWords(PublishedJourney journey)
    {
        var facts = journey.Chart().Facts;
        var factors = journey.Chart().Factors;
        var scores = string.Join(" × ", factors.Select(f => (f.Skipped > 0 ? "… × " : "") + f.Step.Moment.Score));
        return text["Picture.Alt", journey.TitleIn(text), scores, Display.Left(facts.Product), Display.JourneyScore(facts.Average / 10)];
    }

    private void Head(PictureSheet sheet, PublishedJourney journey)
    {
        var whose = journey.Company + (journey.Product is null ? "" : " · " + journey.Product);
        sheet.Write(PictureSheet.Cut(font.Drawable(whose), 44), Grey, Left, 58, 26);
        sheet.Write(PictureSheet.Cut(font.Drawable(journey.TitleIn(text)), 22.5), Ink, Left, 112, 46, isBold: true);
        sheet.Fill(Ink, Left, 150, Right - Left, 4);
    }

    private void Equation(PictureSheet sheet, JourneyChart chart)
    {
        var product = Display.Left(chart.Facts.Product);
        var factors = chart.Factors;
        var places = factors.Count + factors.Count(f => f.Skipped > 0);
        var slot = Math.Min(112, 820 / places);
        var (square, x) = (slot * 9 / 14, Left);
        foreach (var factor in factors)
        {
            if (factor.Skipped > 0)
            {
                Times(x);
                sheet.Write("⋯", Grey, x + (square / 2), 206, square / 2, side: PictureSheet.Side.Middle);
                x += slot;
            }

            Times(x);
            var (colour, on) = ColourOf(factor.Step.Moment.Score);
            sheet.Fill(colour, x, 206 - (square / 2), square, square);
            sheet.Write(
                font.Drawable(factor.Step.Moment.Score.ToString()), on, x + (square / 2), 206, square * 4 / 9, isBold: true,
                PictureSheet.Side.Middle);
            x += slot;
        }

        sheet.Write(font.Drawable("= " + product), Ink, x, 206, 72, isBold: true);
        var said = product is ['<', .. var limit] ? shared["Drawing.ProductUnder", limit] : shared["Drawing.Product", product];
        sheet.Write(
            font.Drawable(chart.HasAverage ? $"{said} {shared["Drawing.Average", Display.JourneyScore(chart.Facts.Average / 10)]}" : said),
            Ink, Left, 280, 27);

        void Times(int at)
        {
            if (at > Left)
            {
                sheet.Write("×", Grey, at - ((slot - square) / 2), 206, square * 4 / 9, side: PictureSheet.Side.Middle);
            }
        }
    }

    private void Rows(PictureSheet sheet, JourneyChart chart)
    {
        const int names = Left + 52, bars = 560, ends = 1010;
        var isWhole = chart.Steps.Count <= MostRows;
        var (height, gap) = isWhole ? (48, 0) : (40, 22);
        var middle = FirstRow + (height / 2);
        foreach (var (step, skipped) in isWhole ? chart.Factors : chart.Shortened(MostAtEachEnd, MostAtEachEnd))
        {
            if (skipped > 0)
            {
                sheet.Write(font.Drawable("⋯ " + shared["Drawing.Skipped", skipped]), Grey, names, middle - (height / 2) + (gap / 2), 17);
                middle += gap;
            }

            var (colour, on) = ColourOf(step.Moment.Score);
            var isPale = step.CameAfter && chart.IsOrdered;
            if (step.Killed)
            {
                sheet.Fill(colour, 0, middle - (height / 2) + 1, Width, height - 2);
            }

            var ink = step.Killed ? on : isPale ? Grey : Ink;
            sheet.Fill(step.Killed ? White : isPale ? Ground : colour, Left, middle - 17, 36, 34);
            sheet.Write(
                font.Drawable(step.Moment.Score.ToString()), step.Killed ? colour : isPale ? Grey : on, Left + 18, middle, 19, isBold: true,
                PictureSheet.Side.Middle);
            sheet.Write(PictureSheet.Cut(font.Drawable(step.Moment.Touchpoint), 18), ink, names, middle, 24, isBold: !isPale);
            if (!step.Killed && !isPale)
            {
                sheet.Fill(Ground, bars, middle - 14, ends - bars, 28);
                sheet.Fill(colour, bars, middle - 14, Math.Max(1, (int)((ends - bars) * step.Kept)), 28);
            }

            sheet.Write(
                font.Drawable(step.Killed ? "× 0" : Display.Left(step.After)), ink, Right, middle, 28, isBold: true, PictureSheet.Side.End);
            middle += height;
        }
    }

    // As in the style sheet, on white.
    private static (string Colour, string On) ColourOf(Score score) => Display.ColourOf(score) switch
    {
        "s0" => ("#4a0d24", White),
        "s1" => ("#b5400e", White),
        "s2" => ("#f0b45a", Ink),
        "s3" => ("#b7d3ee", Ink),
        _ => ("#1f5fa6", White),
    };
}
