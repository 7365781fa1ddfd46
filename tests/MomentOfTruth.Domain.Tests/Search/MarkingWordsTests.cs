using CsCheck;
using MomentOfTruth.Domain.Search;

namespace MomentOfTruth.Domain.Tests.Search;

public sealed class MarkingWordsTests
{
    // Three words: "slow" in 8 of 10 zeros and 2 of 20 others, "clean" in 2 and 16, "coffee" in 5 and 10. All words: 15 and 28; α₀ = 3.
    [Fact]
    public void Of_Stories_IsTheFormula()
    {
        var found = MarkingWords.Of(
            [
                .. Told("Slow, slow coffee!", true, 5), .. Told("Slow.", true, 3), .. Told("Clean.", true, 2),
                .. Told("Clean coffee", false, 10), .. Told("clean", false, 6), .. Told("slow", false, 2), .. Told("?", false, 2),
            ],
            most: 5);

        var word = Assert.Single(found.Words);
        var alpha = 3 * 10.0 / 43;
        var delta = Math.Log((8 + alpha) / (15 + 3 - 8 - alpha)) - Math.Log((2 + alpha) / (28 + 3 - 2 - alpha));
        Assert.Equal((10, 20, "slow", 8, 2), (found.Zeros, found.Others, word.Word, word.Zeros, word.Others));
        Assert.Equal(delta, word.Delta, 12);
        Assert.Equal(delta / Math.Sqrt((1 / (8 + alpha)) + (1 / (2 + alpha))), word.Z, 12);
    }

    [Fact]
    public void Of_WordsThatMarkNothing_OrTheOthers_ShowsNone()
    {
        Assert.Empty(Of([.. Told("slow coffee", true, 20), .. Told("slow coffee", false, 20)]));
        Assert.DoesNotContain("splendid", Of([.. Told("coffee", true, 20), .. Told("coffee splendid", false, 20), .. Told("tea", true, 1)]));
        Assert.Empty(Of([.. Told("slow", true, 20), .. Told("slow", false, 1)]));
        Assert.Empty(Of([]));
    }

    [Fact]
    public void Of_ManyWords_PutsTheSurestFirst_AndNoMoreThanTheMost()
    {
        (string, bool)[] stories =
        [
            .. Told("filthy dirty", true, 20), .. Told("filthy", true, 10), .. Told("smelly coffee", true, 12),
            .. Told("coffee tea", false, 40), .. Told("dirty tea", false, 3),
        ];

        Assert.Equal(["filthy", "dirty", "smelly"], Of(stories));
        Assert.Equal(["filthy", "dirty"], MarkingWords.Of(stories, most: 2).Words.Select(w => w.Word));
    }

    // A word of a single story is one customer's, however few others there are.
    [Fact]
    public void Of_AWordOfOneStory_IsNotShown() =>
        Assert.DoesNotContain("unique", Of([.. Told("unique", true, 1), .. Told("tea", false, 4000)]));

    [Theory]
    [InlineData("toilets", "toilet", "toilets")]
    [InlineData("batteries", "battery", "batteries")]
    [InlineData("boxes", "box", "boxes")]
    [InlineData("switches", "switch", "switches")]
    [InlineData("mess", "mess", "mess")]
    [InlineData("virus", "virus", "virus")]
    public void Of_SingularAndPlural_AreOneWord_AsMostStoriesSayIt(string most, string few, string shown)
    {
        var found = MarkingWords.Of(
            [.. Told(most, true, 12), .. Told(few, true, 6), .. Told($"{most} {few}", true, 2), .. Told("tea", false, 30)], most: 5);

        Assert.Equal((shown, 20), (found.Words.Single().Word, (int)found.Words.Single().Zeros));
    }

    [Fact]
    public void Of_StopWords_ShortWordsAndNumbers_AreNotCounted() =>
        Assert.Equal(["slow"], Of([.. Told("the was slow 2024 tv", true, 20), .. Told("tea", false, 20)]));

    // Five particles, one of them of two parts, and the bare word; other words that begin alike; endings that are no particles.
    [Fact]
    public void Of_AKoreanWordWithFiveParticles_IsOneWord()
    {
        var found = MarkingWords.Of(
            [
                .. Told("인터넷이 느려요", true, 6), .. Told("인터넷은 끊겨요", true, 5), .. Told("인터넷을 켰는데 인터넷이 안돼요", true, 4),
                .. Told("인터넷에서는 오류", true, 3), .. Told("인터넷도 불통", true, 3), .. Told("인터넷", true, 2),
                .. Told("인사를 잘해요", false, 20), .. Told("인상이 좋아요", false, 20), .. Told("인터넷은 빨라요", false, 2),
            ],
            most: 30);

        Assert.Equal(("인터넷", 23, 2), (found.Words[0].Word, (int)found.Words[0].Zeros, (int)found.Words[0].Others));
        Assert.DoesNotContain(found.Words, w => w.Word != "인터넷" && w.Word.StartsWith("인터넷", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("직원들이 직원들에게는 직원은 직원", "직원", 4)]
    [InlineData("고양이가 고양이를 고양이는 고양이", "고양이", 4)]
    [InlineData("서울로 서울을 서울에서 서울", "서울", 4)]
    [InlineData("대기실에는 대기실로 대기실이", "대기실", 3)]
    [InlineData("공항로 공항을 공항이 공항에", "공항", 3)]
    [InlineData("공항로 공항을 공항이 공항에", "공항로", 1)]
    [InlineData("어린이 어린이날 어린이집 어린 어디 어제", "어린이", 1)]
    [InlineData("물이 물을 물은", "물이", 1)]
    public void Of_KoreanForms_FindsTheStemThatTheyShare(string forms, string stem, int stories)
    {
        var found = MarkingWords.Of(
            [.. forms.Split(' ').SelectMany(form => Told(form, true, 8)), .. Told("친절", false, 200)], most: 30);

        Assert.Contains((stem, 8 * stories), found.Words.Select(w => (w.Word, (int)w.Zeros)));
    }

    // "어린" has two endings in the stories, none and 이, but the word that people say is 어린이.
    [Fact]
    public void Of_AWordThatOnlyEndsLikeAParticle_StaysWhole()
    {
        var found = Of([.. Told("어린이", true, 30), .. Told("어린", true, 2), .. Told("어디", true, 8), .. Told("친절", false, 60)]);

        Assert.Contains("어린이", found);
    }

    // "leak" is in every twentieth zero, and each time let go of before the next: it is found only if all words are held.
    [Fact]
    public void Of_MoreDifferentWordsThanAreHeld_KeepsTheFrequentAlone()
    {
        var stories = Enumerable.Range(0, 400).Select(i => (
            Text: $"word{i}x {(i % 2 == 0 ? "slow" : "tea")} {(i % 40 == 0 ? "leak" : "")}", IsZero: i % 2 == 0)).ToList();

        var (all, few) = (MarkingWords.Of(stories, most: 5).Words, MarkingWords.Of(stories, most: 5, mostDifferent: 30).Words);

        Assert.Equal([("slow", 200L), ("leak", 10)], all.Select(w => (w.Word, w.Zeros)));
        Assert.Equal([("slow", 200L)], few.Select(w => (w.Word, w.Zeros)));
    }

    [Fact]
    public void Of_StoriesThatCanBeReadOnlyOnce_ReadsThemOnce()
    {
        var read = 0;
        IEnumerable<(string, bool)> Once()
        {
            for (; read < 40; read++)
            {
                yield return (read % 2 == 0 ? "slow" : "tea", read % 2 == 0);
            }
        }

        Assert.Equal(["slow"], Of(Once()));
    }

    [Fact]
    [Trait("Inputs", "Drawn")]
    public void Of_StoriesInAnyOrder_FindsTheSame() => Gen.Select(
        Gen.Select(Gen.OneOf("slow", "toilets", "toilet", "직원이", "직원은", "직원들", "tea").Array[1, 4], Gen.Bool).Array[1, 40], Gen.Int)
        .Sample((told, seed) =>
        {
            var stories = told.Select(t => (string.Join(' ', t.Item1), t.Item2)).ToArray();
            var random = new Random(seed);

            Assert.Equal(MarkingWords.Of(stories, 9).Words, MarkingWords.Of(stories.OrderBy(_ => random.Next()), 9).Words);
        }, iter: 60);

    // One story a journey stands for each of its touchpoints.
    [LoungesFact]
    public void Of_TheLounges_AreTheWordsThatAnotherProgramFound()
    {
        var all = Lounges.All();
        List<string> At(string touchpoint) => [.. MarkingWords.Of(
            all.SelectMany(r => r.Journey.Moments
                .Where(m => m.TouchpointId == Lounges.IdOf(touchpoint)).Select(m => (r.Story, m.Score.IsZero))),
            most: 8).Words.Select(w => w.Word)];

        Assert.Equal(["slow", "internet"], At("WiFi")[..2]);
        Assert.Equal(["toilets", "dirty"], At("Washrooms")[..2]);
        Assert.Contains("filthy", At("Washrooms"));
    }

    private static IEnumerable<string> Of(IEnumerable<(string, bool)> stories) => MarkingWords.Of(stories, most: 30).Words.Select(w => w.Word);

    private static IEnumerable<(string, bool)> Told(string text, bool isZero, int times) => Enumerable.Repeat((text, isZero), times);
}
