using CsCheck;
using MomentOfTruth.Domain.Search;

namespace MomentOfTruth.Domain.Tests.Search;

public sealed class ExcerptTests
{
    [Theory]
    [InlineData("modem", "The MODEM failed", "The [MODEM] failed")]
    [InlineData("modem fail", "The MODEM failed", "The [MODEM] [fail]ed")]
    [InlineData("개통", "모뎀을 개통했어요", "모뎀을 [개통]했어요")]
    [InlineData("개통 통했", "개통했어요", "[개통][했]어요")]
    [InlineData("😡", "no 😡😡", "no [😡][😡]")]
    public void Of_Story_MarksWhatWasLookedFor(string typed, string story, string marked) =>
        Assert.Equal(marked, Marked(Excerpt.Of(SearchQuery.Parse(typed)!, [story])!));

    [Fact]
    public void Of_LongStory_IsCutAtWords()
    {
        var story = string.Join(' ', Enumerable.Repeat("before", 20)) + " modem " + string.Join(' ', Enumerable.Repeat("after", 40));

        var marked = Marked(Excerpt.Of(SearchQuery.Parse("modem")!, [story])!);

        Assert.StartsWith("…before", marked, StringComparison.Ordinal);
        Assert.EndsWith("after…", marked, StringComparison.Ordinal);
        Assert.Contains(" [modem] ", marked, StringComparison.Ordinal);
        Assert.True(marked.Length < 140);
    }

    [Fact]
    public void Of_SeveralStories_TakesTheOneWithMostOfTheWords() =>
        Assert.Equal("a [shop] and a [modem]", Marked(Excerpt.Of(SearchQuery.Parse("modem shop")!, ["a modem", "a shop and a modem"])!));

    [Fact]
    public void Of_StoriesWithoutTheWords_IsNull()
    {
        Assert.Null(Excerpt.Of(SearchQuery.Parse("modem")!, ["a shop", ""]));
        Assert.Null(Excerpt.Of(SearchQuery.Parse("modem")!, []));
    }

    [Fact]
    [Trait("Inputs", "Drawn")]
    public void Of_AnyStory_IsAPartOfIt()
    {
        var stories = Gen.OneOf("개통", "modem", " ", "𠮷", "😀", "e\u0308", "日本", "x", "\n", "ﬁ").Array[0, 150].Select(string.Concat);
        stories.Sample(story =>
        {
            if (Excerpt.Of(SearchQuery.Parse("modem 개 😀")!, [story]) is { } excerpt)
            {
                Assert.Contains(string.Concat(excerpt.Pieces.Select(p => p.Text)).Trim('…'), story, StringComparison.Ordinal);
            }
        });
    }

    private static string Marked(Excerpt excerpt) => string.Concat(excerpt.Pieces.Select(p => p.IsMatch ? $"[{p.Text}]" : p.Text));
}
