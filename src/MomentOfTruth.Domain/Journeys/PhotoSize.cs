namespace MomentOfTruth.Domain.Journeys;

/// <summary>Width and height of a photo, in pixels.</summary>
public readonly record struct PhotoSize
{
    /// <summary>A photo of more pixels is refused before it is opened: 52 million, as a camera of "50 megapixels" makes.</summary>
    public const long MaxPixels = 52_000_000;

    /// <summary>The longer edge of the stored photo, and of the thumbnail on pages.</summary>
    public const int LongEdge = 1600, ThumbnailEdge = 320;

    public PhotoSize(int width, int height)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        (Width, Height) = (width, height);
    }

    public int Width { get; }

    public int Height { get; }

    public int Longer => Math.Max(Width, Height);

    public long Pixels => (long)Width * Height;

    public bool IsTooLarge => Pixels > MaxPixels;

    /// <summary>The size after a turn by 90 degrees.</summary>
    public PhotoSize Turned => new(Height, Width);

    /// <summary>The size of its thumbnail on pages.</summary>
    public PhotoSize Thumbnail => Within(ThumbnailEdge);

    /// <summary>The same shape with no edge longer than that; never enlarged, and at least one pixel each way.</summary>
    public PhotoSize Within(int edge)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(edge, 1);
        return Longer <= edge ? this : new(Shortened(Width, edge), Shortened(Height, edge));
    }

    /// <summary>
    /// Such as <c>4000x3000</c>. The text that a record makes of itself would name the turned size, and that one's, without end.
    /// </summary>
    public override string ToString() => FormattableString.Invariant($"{Width}x{Height}");

    private int Shortened(int length, int edge) =>
        Math.Max(1, (int)Math.Round((double)length * edge / Longer, MidpointRounding.AwayFromZero));
}
