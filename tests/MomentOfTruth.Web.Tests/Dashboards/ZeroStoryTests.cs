using MomentOfTruth.Web.Features.Dashboards;

namespace MomentOfTruth.Web.Tests.Dashboards;

public sealed class ZeroStoryTests
{
    private const int Longest = ZeroStory.LongestShown;

    [Theory]
    [InlineData(1, 1, "")]
    [InlineData(Longest, Longest, "")]
    [InlineData(Longest + 1, Longest, "…")]
    public void Shown_OfALongStory_IsItsBeginning(int length, int shown, string end) =>
        Assert.Equal(new string('a', shown) + end, Of(new string('a', length)).Shown);

    [Fact]
    public void Shown_WhereTheCutWouldHalveACharacter_IsCutBeforeIt() =>
        Assert.Equal(new string('a', Longest - 1) + "…", Of(new string('a', Longest - 1) + "😀").Shown);

    [Fact]
    public void Shown_WhereTheCutFollowsASpace_EndsWithTheWord() =>
        Assert.Equal(new string('a', Longest - 1) + "…", Of(new string('a', Longest - 1) + " a").Shown);

    private static ZeroStory Of(string text) => new(Guid.Empty, default, text, false);
}
