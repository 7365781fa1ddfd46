using System.Globalization;
using MomentOfTruth.Browser.Tests.Pages;

namespace MomentOfTruth.Browser.Tests.Stories;

/// <summary>One modem, five moments in four days, in the customer's words. The third moment ends it.</summary>
public static class ModemStory
{
    public const string Product = "아이플러그 프리미엄", Title = "끝내 켜지지 않은 모뎀", Competitor = "나루텔레콤";

    public static IReadOnlyList<ToldMoment> Moments { get; } =
    [
        new("고객센터", Day(0), "10:20", 3, "어느 매장에서 파는지 물었지만 한 곳도 알려 주지 못했습니다."),
        new("대리점", Day(1), "14:05", 4, "처음 개통해 본다며 한참 걸렸고, 계약서 사본도 주지 않았습니다."),
        new("개통", Day(1), "18:40", 0, "인증 키를 넣지 않아 개통이 안 된다고 합니다. 다시 시내까지 나오라네요."),
        new("고속열차에서의 접속", Day(2), "09:30", 1, "열차에서도 된다는 광고였는데 내릴 때까지 한 번도 붙지 않았습니다."),
        new("고객센터", Day(3), "11:15", 6, "시험이 덜 끝난 채 팔았다고 인정하고, 14일 안에는 해지된다고 알려 주었습니다."),
    ];

    /// <summary>What is left of the promise after each moment.</summary>
    public static IReadOnlyList<string> Totals { get; } = ["30", "12", "0", "0", "0"];

    /// <summary>Logs it with a company of that name, and gives its receipt code.</summary>
    public static async Task<string> LogAsync(IPage page, string company)
    {
        var form = new LogFormPage(page);
        await form.OpenAsync("ko", company);
        await TellAsync(form);
        return await SendAsync(await form.CheckAsync());
    }

    /// <summary>Tells all moments, one after the other.</summary>
    public static async Task TellAsync(LogFormPage form)
    {
        for (var position = 1; position <= Moments.Count; position++)
        {
            if (position > 1)
            {
                await form.NextAsync(position);
                await Expect(form.Told).ToHaveCountAsync(Math.Min(position - 1, 5));
            }

            await form.FillAsync(Moments[position - 1]);
        }
    }

    public static async Task<string> SendAsync(CheckPage check)
    {
        await Expect(check.Moments).ToHaveCountAsync(Moments.Count);
        for (var position = 1; position <= Moments.Count; position++)
        {
            await Expect(check.Moments.Nth(position - 1)).ToContainTextAsync(Moments[position - 1].Touchpoint);
            await Expect(check.Moments.Nth(position - 1)).ToContainTextAsync(Moments[position - 1].Story);
        }

        await check.SayWhatItIsAboutAsync(Product, Title);
        return await (await check.SendAsync()).CodeAsync();
    }

    /// <summary>Comes back with the code, sees what became of the promise, and says how it ended. Gives the journey's id.</summary>
    public static async Task<string> FinishAsync(IPage page, string code)
    {
        var journey = new MyJourneyPage(page);
        await journey.OpenAsync("ko", code);
        await ExpectCollapseAsync(journey);
        await journey.LeaveForAsync(Competitor);
        await Expect(page.GetByText($"{Competitor} 쪽으로 떠났어요")).ToBeVisibleAsync();
        await ExpectCollapseAsync(journey);
        return journey.Id;
    }

    private static async Task ExpectCollapseAsync(MyJourneyPage journey)
    {
        await Expect(journey.Steps).ToHaveCountAsync(Moments.Count);
        for (var position = 1; position <= Moments.Count; position++)
        {
            await Expect(journey.Kept(position)).ToContainTextAsync(Totals[position - 1]);
        }

        await Expect(journey.Killed).ToHaveCountAsync(1);
        await Expect(journey.Killed).ToContainTextAsync(Moments[2].Touchpoint);
        await Expect(journey.Killed).ToContainTextAsync("× 0");
        await Expect(journey.CameAfter).ToHaveCountAsync(2);
    }

    private static string Day(int day) => DateTime.UtcNow.AddDays(day - 5).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
