using System.Globalization;
using System.Runtime.CompilerServices;
using System.Security;
using System.Security.Cryptography;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using MomentOfTruth.Web.Features.Photos;
using NetVips;

namespace MomentOfTruth.Web.Features.Publications;

/// <summary>
/// A picture as a list of marks. It is known as a whole before anything is drawn, so that two pictures with equal marks are one, and one
/// description is drawn as pixels and written as SVG alike.
/// </summary>
public sealed class PictureSheet(int width, int height)
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    private readonly List<Mark> _marks = [];

    // The library is set up in one place: there its limits are, and what it may read.
    static PictureSheet() => RuntimeHelpers.RunClassConstructor(typeof(PhotoMaker).TypeHandle);

    /// <summary>Where words stand beside the point that is given for them.</summary>
    public enum Side
    {
        Start,
        Middle,
        End,
    }

    /// <summary>Names the picture by what is on it.</summary>
    public string Name =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{width}x{height}\n{string.Join('\n', _marks)}")).AsSpan(0, 16));

    public void Fill(string colour, int x, int y, int w, int h)
    {
        if (w > 0 && h > 0)
        {
            _marks.Add(new Rectangle(colour, x, y, w, h));
        }
    }

    /// <summary>Writes one line; null writes nothing.</summary>
    /// <param name="text">The line, all of whose characters can be drawn.</param>
    /// <param name="colour">Of the letters.</param>
    /// <param name="x">Where it begins, has its middle or ends.</param>
    /// <param name="middle">The middle of the height of its letters.</param>
    /// <param name="size">Of the letters, in pixels.</param>
    /// <param name="isBold">Whether they are heavy.</param>
    /// <param name="side">What stands at <paramref name="x"/>.</param>
    public void Write(string? text, string colour, int x, int middle, int size, bool isBold = false, Side side = Side.Start)
    {
        if (!string.IsNullOrWhiteSpace(text))
        {
            _marks.Add(new Line(text, colour, x, middle, size, isBold, side));
        }
    }

    /// <summary>Draws a straight stroke with round ends.</summary>
    public void Stroke(string colour, double x1, double y1, double x2, double y2, double thickness) =>
        _marks.Add(new Segment(colour, x1, y1, x2, y2, thickness));

    /// <summary>Draws a filled circle: a stroke without length.</summary>
    public void Dot(string colour, double x, double y, double radius) => Stroke(colour, x, y, x, y, 2 * radius);

    /// <summary>The same picture with words that can be drawn here; null if a letter of them cannot.</summary>
    public PictureSheet? Drawable(PictureFont font)
    {
        var sheet = new PictureSheet(width, height);
        foreach (var mark in _marks)
        {
            if (mark is not Line line)
            {
                sheet._marks.Add(mark);
            }
            else if (font.Drawable(line.Text) is { } text)
            {
                sheet._marks.Add(line with { Text = text });
            }
            else
            {
                return null;
            }
        }

        return sheet;
    }

    /// <summary>The picture as a file that needs nothing else: its colours are its own.</summary>
    /// <param name="title">What it is called.</param>
    public string ToSvg(string title) => new XElement(
        Svg + "svg",
        new XAttribute("width", width),
        new XAttribute("height", height),
        new XAttribute("viewBox", FormattableString.Invariant($"0 0 {width} {height}")),
        new XAttribute("role", "img"),
        new XAttribute("font-family", PictureFont.Family + ",Apple SD Gothic Neo,Malgun Gothic,sans-serif"),
        new XElement(Svg + "title", Written(title)),
        new Rectangle("#ffffff", 0, 0, width, height).ToSvg(),
        _marks.Select(mark => mark.ToSvg())).ToString(SaveOptions.DisableFormatting);

    /// <summary>As much of the text as fits into so many times its size, without cutting what people see as one character.</summary>
    public static string? Cut(string? text, double most)
    {
        if (text is null)
        {
            return null;
        }

        var (cut, width) = (new StringBuilder(), 0.0);
        var elements = StringInfo.GetTextElementEnumerator(text);
        while (elements.MoveNext())
        {
            var element = elements.GetTextElement();
            width += WidthOf(element.EnumerateRunes().First());
            if (width > most)
            {
                return cut.ToString().TrimEnd() + "…";
            }

            cut.Append(element);
        }

        return cut.ToString();
    }

    /// <summary>The text in lines that are about so many times its size wide, broken where its words end.</summary>
    public static IReadOnlyList<string> Lines(string text, double most)
    {
        var (lines, width) = (new List<string>(), most);
        foreach (var word in text.Split(' '))
        {
            var needed = word.EnumerateRunes().Sum(WidthOf);
            width += needed + WidthOf(new Rune(' '));
            if (lines.Count == 0 || width > most)
            {
                lines.Add(word);
                width = needed;
            }
            else
            {
                lines[^1] += " " + word;
            }
        }

        return lines;
    }

    private static double WidthOf(Rune rune) =>
        rune.Value >= 0x1100 ? 1
        : Rune.IsUpper(rune) ? 0.72
        : Rune.IsWhiteSpace(rune) || rune.Value is '.' or ',' or 'i' or 'l' or 'j' ? 0.32
        : 0.6;

    /// <summary>Whether a font has the character. The library draws a frame around the number of one that none has.</summary>
    public static bool Draws(Rune rune)
    {
        const int nearlyFull = 235;
        try
        {
            using var mask = Image.Text(SecurityElement.Escape(rune.ToString()), font: PictureFont.Family + " 20", dpi: 144);
            using var top = mask.Crop(0, 0, mask.Width, 1);
            using var bottom = mask.Crop(0, mask.Height - 1, mask.Width, 1);
            using var right = mask.Crop(mask.Width - 1, 0, 1, mask.Height);
            return mask.Max() > 0 && (top.Avg() < nearlyFull || bottom.Avg() < nearlyFull || right.Avg() < nearlyFull);
        }
        catch (VipsException)
        {
            return false;
        }
    }

    public byte[] ToPng()
    {
        using var black = Image.Black(width, height, bands: 3);
        using var white = black.Invert();
        using var ground = white.Copy(interpretation: Enums.Interpretation.Srgb);
        using var drawn = ground.Mutate(sheet =>
        {
            foreach (var mark in _marks)
            {
                mark.Draw(sheet);
            }
        });
        return drawn.PngsaveBuffer(compression: 6);
    }

    private static double[] Ink(string colour) =>
        [.. Enumerable.Range(0, 3).Select(
            i => (double)int.Parse(colour.AsSpan(1 + (2 * i), 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture))];

    // What no file of XML may hold is nothing to be seen.
    private static string Written(string text) =>
        string.Concat(text.EnumerateRunes().Where(r => !r.IsBmp || XmlConvert.IsXmlChar((char)r.Value)));

    private static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);

    private abstract record Mark
    {
        public abstract void Draw(MutableImage sheet);

        public abstract XElement ToSvg();
    }

    private sealed record Rectangle(string Colour, int X, int Y, int Width, int Height) : Mark
    {
        public override void Draw(MutableImage sheet) => sheet.DrawRect(Ink(Colour), X, Y, Width, Height, fill: true);

        public override XElement ToSvg() => new(
            Svg + "rect",
            new XAttribute("x", X),
            new XAttribute("y", Y),
            new XAttribute("width", Width),
            new XAttribute("height", Height),
            new XAttribute("fill", Colour));
    }

    private sealed record Segment(string Colour, double X1, double Y1, double X2, double Y2, double Thickness) : Mark
    {
        // How much of each pixel it covers, by the distance of the pixel's middle from the stroke's.
        public override void Draw(MutableImage sheet)
        {
            var radius = Thickness / 2;
            int From(double a, double b) => (int)Math.Floor(Math.Min(a, b) - radius - 1);
            int To(double a, double b) => (int)Math.Ceiling(Math.Max(a, b) + radius + 1);
            var (left, top) = (From(X1, X2), From(Y1, Y2));
            var (width, height) = (To(X1, X2) - left, To(Y1, Y2) - top);
            var covered = new byte[width * height];
            for (var i = 0; i < covered.Length; i++)
            {
                var away = DistanceFrom(left + (i % width) + 0.5, top + (i / width) + 0.5);
                covered[i] = (byte)Math.Round(255 * Math.Clamp(radius + 0.5 - away, 0, 1));
            }

            using var mask = Image.NewFromMemoryCopy(covered, width, height, 1, Enums.BandFormat.Uchar);
            sheet.DrawMask(Ink(Colour), mask, left, top);
        }

        public override XElement ToSvg() => new(
            Svg + "path",
            new XAttribute("d", $"M{Number(X1)} {Number(Y1)}L{Number(X2)} {Number(Y2)}"),
            new XAttribute("stroke", Colour),
            new XAttribute("stroke-width", Number(Thickness)),
            new XAttribute("stroke-linecap", "round"));

        private double DistanceFrom(double x, double y)
        {
            var (dx, dy) = (X2 - X1, Y2 - Y1);
            var length = (dx * dx) + (dy * dy);
            var at = length == 0 ? 0 : Math.Clamp((((x - X1) * dx) + ((y - Y1) * dy)) / length, 0, 1);
            return Math.Sqrt(Math.Pow(x - X1 - (at * dx), 2) + Math.Pow(y - Y1 - (at * dy), 2));
        }
    }

    private sealed record Line(string Text, string Colour, int X, int Middle, int Size, bool IsBold, Side Side) : Mark
    {
        // The tops of letters stand so far below the top of their line, and they are so high, in parts of their size.
        private const double Ascent = 0.80, CapHeight = 0.73;

        public override XElement ToSvg() => new(
            Svg + "text",
            new XAttribute("x", X),
            new XAttribute("y", Number(Middle + (Size * CapHeight / 2))),
            new XAttribute("font-size", Size),
            new XAttribute("fill", Colour),
            IsBold ? new XAttribute("font-weight", "bold") : null,
            Side == Side.Start ? null : new XAttribute("text-anchor", Side == Side.End ? "end" : "middle"),
            Written(Text));

        public override void Draw(MutableImage sheet)
        {
            using var mask = Image.Text(
                SecurityElement.Escape(Text),
                font: FormattableString.Invariant($"{PictureFont.Family}{(IsBold ? " Bold" : "")} {Size}"), dpi: 72);
            var left = Side switch
            {
                Side.Middle => X - (mask.Width / 2),
                Side.End => X - mask.Width,
                _ => X + mask.Xoffset,
            };
            var top = Middle - (int)(Size * (Ascent - (CapHeight / 2) + 0.36)) + mask.Yoffset;
            sheet.DrawMask(Ink(Colour), mask, left, top);
        }
    }
}
