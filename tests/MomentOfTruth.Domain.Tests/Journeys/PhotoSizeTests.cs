using CsCheck;
using MomentOfTruth.Domain.Journeys;

namespace MomentOfTruth.Domain.Tests.Journeys;

public sealed class PhotoSizeTests
{
    [Theory]
    [InlineData(4000, 3000, 1600, 1200)]
    [InlineData(3000, 4000, 1200, 1600)]
    [InlineData(1600, 1600, 1600, 1600)]
    [InlineData(100, 50, 100, 50)]
    [InlineData(5000, 1, 1600, 1)]
    [InlineData(1601, 1601, 1600, 1600)]
    public void Within_KeepsTheShape_AndNeverEnlarges(int width, int height, int keptWidth, int keptHeight) =>
        Assert.Equal(new PhotoSize(keptWidth, keptHeight), new PhotoSize(width, height).Within(PhotoSize.LongEdge));

    [Fact]
    [Trait("Inputs", "Drawn")]
    public void Within_AnyPhoto_FitsAndIsOfTheSameShape() =>
        Gen.Select(Gen.Int[1, 65_535], Gen.Int[1, 65_535], Gen.Int[1, 4000]).Sample((width, height, edge) =>
        {
            var (photo, within) = (new PhotoSize(width, height), new PhotoSize(width, height).Within(edge));
            return within.Longer <= Math.Min(edge, photo.Longer) && within.Longer == Math.Min(edge, photo.Longer)
                && Math.Abs(within.Width - Math.Max(1, (double)width * within.Longer / photo.Longer)) <= 0.5
                && Math.Abs(within.Height - Math.Max(1, (double)height * within.Longer / photo.Longer)) <= 0.5
                && within.Turned == photo.Turned.Within(edge);
        });

    // The text that a record makes of itself named the turned size, and its turned size, until the stack was full.
    [Fact]
    public void ToString_OfAnySize_Ends() => Assert.Equal("4000x3000", new PhotoSize(4000, 3000).ToString());

    [Theory]
    [InlineData(8000, 6500, false)]
    [InlineData(8000, 6501, true)]
    [InlineData(8064, 6048, false)]
    [InlineData(30_000, 30_000, true)]
    [InlineData(65_535, 65_535, true)]
    public void IsTooLarge_AboveFiftyTwoMegapixels(int width, int height, bool expected) =>
        Assert.Equal(expected, new PhotoSize(width, height).IsTooLarge);

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, -1)]
    public void New_WithoutPixels_Throws(int width, int height) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new PhotoSize(width, height));
}
