using MomentOfTruth.Domain.Search;

namespace MomentOfTruth.Domain.Tests.Search;

public sealed class FrequentPhrasesTests
{
    // By hand: "modem" 3, "activation failed" 2 (its halves stand nowhere else), all else once; said twice in one story counts once.
    [Fact]
    public void Of_EnglishStories_CountsStories() => Assert.Equal(
        [new("modem", 3), new("activation failed", 2)],
        FrequentPhrases.Of(["The modem: activation failed, and the modem was new.", "Activation failed again", "No modem in the shop", "They sent another modem"], 10));

    // By hand: 모뎀을, 모뎀이 and 모뎀 are one word; 개통이 and 개통을 too, and the two stand side by side twice.
    [Fact]
    public void Of_KoreanStories_TakesParticlesOff() => Assert.Equal(
        [new("모뎀", 3), new("모뎀 개통", 2)],
        FrequentPhrases.Of(["모뎀을 개통이 안 됐다", "모뎀이 개통을 못 했다", "새 모뎀"], 10));

    // The last syllable of 와이파이 looks like a particle, and no story shows that it is one.
    [Fact]
    public void Of_WordsThatOnlyLookAsIfTheyHadAParticle_LeavesThem() => Assert.Equal(
        [new("와이파이", 2)],
        FrequentPhrases.Of(["와이파이 끊김", "와이파이가 느림"], 10));

    [Fact]
    public void Of_MorePhrasesThanAskedFor_GivesTheMostFrequent() => Assert.Equal(
        [new("modem", 3)],
        FrequentPhrases.Of(["modem, queue", "queue. modem", "modem"], 1));

    [Fact]
    public void Of_EveryPhrase_CanBeSearchedFor() => Assert.All(
        FrequentPhrases.Of(["5G폰이 안 돼요 😡😡", "5G폰을 샀어요 😡😡"], 10), phrase => Assert.NotNull(SearchQuery.Parse(phrase.Text)));
}
