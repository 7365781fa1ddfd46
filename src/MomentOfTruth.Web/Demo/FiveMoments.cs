using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Domain.Scoring;

namespace MomentOfTruth.Web.Demo;

/// <summary>
/// The story the product started from: one modem, five moments in four days, once in each language. By the plain average it was merely a
/// bad experience; by the product the third moment ended it.
/// </summary>
internal static class FiveMoments
{
    private static readonly Told[] Story =
    [
        new(OnbitMobile.CallCentre, Day: 0, new(10, 20), Score: 3, new(
            "I asked where I could buy an iPlug Premium. They advertise it everywhere, but they could not name one shop that sells it.",
            "아이플러그 프리미엄을 어디서 살 수 있느냐고 물었습니다. 광고는 그렇게 하면서 파는 매장을 한 곳도 대지 못했습니다.")),
        new(OnbitMobile.Dealer, Day: 1, new(14, 5), Score: 4, new(
            "I found a dealer by myself. It was the first one he had ever signed up, and I left without a copy of my contract.",
            "결국 제가 직접 대리점을 찾아갔습니다. 그 매장도 첫 가입이라 했고, 계약서 사본은 받지 못했습니다.")),
        new(OnbitMobile.Activation, Day: 1, new(18, 40), Score: 0, new(
            "At home it would not activate: the shop had not entered a key. I was told to bring it back, right across the city. That was when I gave up on them.",
            "집에 와 보니 개통이 되지 않았습니다. 매장에서 인증 키를 넣지 않았다는 겁니다. 시내를 가로질러 다시 오라는 말에 마음이 떠났습니다.")),
        new(OnbitMobile.Train, Day: 2, new(9, 30), Score: 1, new(
            "The advertisement shows it on the fast train. I sat on the fast train and had no connection from one end to the other.",
            "고속열차에서도 된다는 광고를 보고 샀는데, 타고 가는 내내 한 번도 연결되지 않았습니다.")),
        new(OnbitMobile.CallCentre, Day: 3, new(11, 15), Score: 6, new(
            "This time somebody was honest: it had gone on sale untested, and I could cancel within 14 days. A good answer, too late.",
            "이번에는 솔직한 상담원을 만났습니다. 충분히 시험하지 못하고 나온 제품이니 14일 안에 해지할 수 있다고요. 좋은 답이었지만 너무 늦었습니다.")),
    ];

    private static readonly DemoWords Title = new("Five moments with one modem", "모뎀 하나에 다섯 번의 순간");

    /// <summary>Returns the journey in both languages; they ended ten and seventeen days ago.</summary>
    public static IEnumerable<(string ImportKey, Func<Journey> Make)> Of(DemoTouchpoints shelf, DateOnly today)
    {
        yield return ("demo:five-moments:ko", () => Tell(shelf, korean: true, today.AddDays(-17), "demo:five-moments:ko"));
        yield return ("demo:five-moments:en", () => Tell(shelf, korean: false, today.AddDays(-10), "demo:five-moments:en"));
    }

    private static Journey Tell(DemoTouchpoints shelf, bool korean, DateOnly endedOn, string importKey)
    {
        var startedOn = endedOn.AddDays(-Story[^1].Day);
        MomentEntry EntryOf(Told told) => shelf.EntryAt(
            told.Touchpoint, new Score(told.Score * 10), startedOn.AddDays(told.Day), told.At, told.Words.In(korean));

        var journey = new Journey(shelf.CompanyId, EntryOf(Story[0]), DemoTouchpoints.InstantOf(endedOn, new(20, 0)));
        foreach (var told in Story.Skip(1))
        {
            journey.Add(EntryOf(told));
        }

        journey.ProductId = shelf.Product(OnbitMobile.Plug);
        journey.Describe(Title.In(korean));
        journey.CameFrom(importKey);
        journey.Finish(Outcome.LeftForCompetitor, endedOn, DemoTouchpoints.InstantOf(endedOn, new(20, 0)), OnbitMobile.FormerOperator);
        return journey;
    }

    private sealed record Told(string Touchpoint, int Day, TimeOnly At, int Score, DemoWords Words);
}
