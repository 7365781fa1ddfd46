using MomentOfTruth.Domain.Companies;

namespace MomentOfTruth.Web.Demo;

/// <summary>An invented telecom: activation is what kills its journeys, the train network gets worse, the bill gets better.</summary>
internal static class OnbitMobile
{
    public const string CallCentre = "Call centre", Dealer = "Dealer shop", Activation = "Activation", Train = "Network on the train";
    public const string Plug = "iPlug Premium", FormerOperator = "Naru Telecom";

    public static DemoCompany Company { get; } = new("onbit-mobile", new("Onbit Mobile", "온빛모바일"), JourneysPerYear: 600, LongestDays: 12)
    {
        Touchpoints =
        [
            new(new(CallCentre, "고객센터"), Channel.Phone, 7.6, 0.4, 0.050, 0.070)
            {
                Complaints =
                [
                    new("Three transfers, and each time I told the whole story again.", "세 번이나 돌려졌고, 그때마다 처음부터 다시 설명해야 했습니다."),
                    new("They promised to call back within the hour. Nobody did.", "한 시간 안에 전화 준다더니 아무도 연락하지 않았어요."),
                    new("The adviser read a script that had nothing to do with my question.", "제 질문과 상관없는 안내문만 읽어 주더군요."),
                ],
                Praise =
                [
                    new("She understood at once and had already fixed it while we talked.", "바로 알아듣고 통화하는 동안 이미 해결해 주셨습니다."),
                    new("No queue, a friendly voice, done in two minutes.", "대기도 없고 친절했고 2분 만에 끝났어요."),
                ],
            },
            new(new(Dealer, "대리점"), Channel.Store, 8.0, 0, 0.030, 0.030)
            {
                Complaints =
                [
                    new("He sold me a plan twice as large as what I asked for.", "부탁한 것보다 두 배 비싼 요금제를 팔았습니다."),
                    new("I signed on a tablet and got no copy of anything.", "태블릿에 서명만 하고 계약서 사본은 받지 못했어요."),
                ],
                Praise =
                [
                    new("They moved all my photos to the new phone without being asked.", "말하지 않아도 사진을 새 휴대폰으로 다 옮겨 주셨어요."),
                    new("Told me honestly that the cheaper one would do.", "더 싼 것으로도 충분하다고 솔직하게 말해 주었습니다."),
                ],
            },
            new(new(Activation, "개통"), Channel.Store, 7.8, -0.2, 0.150, 0.110)
            {
                Complaints =
                [
                    new("Sold as ready to use, and then nobody could switch it on.", "바로 쓸 수 있다더니 아무도 개통하지 못했습니다."),
                    new("Two days without a number, because one form was missing.", "서류 하나 빠졌다고 이틀 동안 번호 없이 지냈어요."),
                    new("I had to come back across town for something they had forgotten.", "그쪽이 빠뜨린 것 때문에 다시 먼 길을 가야 했습니다."),
                ],
                Praise =
                [
                    new("Working before I had left the shop.", "매장을 나서기도 전에 개통이 끝났어요."),
                    new("Number moved within ten minutes.", "번호 이동이 10분 만에 됐습니다."),
                ],
            },
            new(new(Train, "열차 안 네트워크"), Channel.Device, 6.6, -1.2, 0.120, 0.050)
            {
                Complaints =
                [
                    new("Not one bar between the two big stations.", "두 큰 역 사이에서는 신호가 한 칸도 없었습니다."),
                    new("The meeting dropped in every tunnel.", "터널마다 회의가 끊겼어요."),
                ],
                Praise = [new("Watched a whole film at full speed.", "달리는 내내 영화 한 편을 끊김 없이 봤어요.")],
            },
            new(new("Network at home", "집 안 네트워크"), Channel.Device, 8.2, 0.3, 0.020, 0.030)
            {
                Complaints = [new("I have to stand at the window to be heard.", "창가에 서 있어야 상대가 제 말을 듣습니다.")],
                Praise = [new("Faster than the cable I had before.", "전에 쓰던 인터넷보다 빨라요."), new("It simply works.", "그냥 잘 됩니다.")],
            },
            new(new("App", "앱"), Channel.App, 7.9, 0.8, 0.030, 0.060)
            {
                Complaints =
                [
                    new("It logged me out at the last step, three times.", "마지막 단계에서 세 번이나 로그아웃됐어요."),
                    new("The certificate screen never loads on my phone.", "제 휴대폰에서는 인증 화면이 열리지 않습니다."),
                ],
                Praise = [new("Changed my plan in ten seconds.", "10초 만에 요금제를 바꿨습니다.")],
            },
            new(new("Bill", "요금 청구"), Channel.Email, 8.1, 1.4, 0.030, 0.110)
            {
                Complaints =
                [
                    new("A fee that nobody had mentioned.", "아무도 말해 주지 않은 요금이 붙어 있었습니다."),
                    new("Charged for the old line after cancelling it.", "해지한 회선 요금이 계속 청구됐어요."),
                ],
                Praise = [new("For once a bill that I understand.", "드디어 이해할 수 있는 청구서네요.")],
            },
            new(new("Chat", "채팅 상담"), Channel.Chat, 7.2, 0.2, 0.040, 0.040)
            {
                Complaints = [new("The robot asked the same question five times.", "챗봇이 같은 질문만 다섯 번 했습니다.")],
                Praise = [new("A real person within a minute.", "1분 만에 진짜 상담원이 나왔어요.")],
            },
            new(new("Repair visit", "출장 수리"), Channel.Field, 8.4, 0, 0.120, 0.120)
            {
                Complaints = [new("I took the afternoon off, and nobody came.", "반차를 냈는데 아무도 오지 않았습니다.")],
                Praise = [new("On time, tidy, and he explained what had been wrong.", "제시간에 와서 깔끔하게 고치고 원인도 설명해 주셨어요.")],
            },
        ],
        Steps =
        [
            new(CallCentre, 0.55), new("Chat", 0.22), new(Dealer, 0.70), new(Activation, 0.75), new("Network at home", 0.45), new(Train, 0.35),
            new("App", 0.40), new("Repair visit", 0.025), new("Bill", 0.50), new(CallCentre, 0.30),
        ],
        Products = [new("Onbit 5G", 5), new(Plug, 3, 1.6), new("Onbit Kids", 1, 0.6), new(null, 1)],
        Competitors = [new(FormerOperator, 6), new("Dori Mobile", 4), new("Byeol Cellular", 0.5), new(null, 1)],
        BadTitles =
        [
            new("Never again", "다시는 안 씁니다"), new("A week to switch on one phone", "휴대폰 하나 개통하는 데 일주일"),
            new("Everybody nice, nothing works", "다들 친절한데 되는 게 없어요"), new("Paid for a promise", "약속에 돈을 냈네요"),
        ],
        GoodTitles =
        [
            new("Moved my number without trouble", "번호 이동, 문제없이 끝"), new("Better than expected", "기대보다 좋았어요"),
            new("New phone for my mother", "어머니 새 휴대폰"),
        ],
    };
}
