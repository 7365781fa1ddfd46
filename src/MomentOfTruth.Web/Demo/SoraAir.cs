using MomentOfTruth.Domain.Companies;

namespace MomentOfTruth.Web.Demo;

/// <summary>An invented airline: good in the air, weak where baggage and refunds begin, and with a check-in that has learned.</summary>
internal static class SoraAir
{
    private const string Site = "Booking site", CheckIn = "App check-in", Counter = "Check-in counter", Gate = "Boarding gate", Cabin = "Cabin crew", Baggage = "Baggage";

    public static DemoCompany Company { get; } = new("sora-air", new("Sora Air", "소라항공"), JourneysPerYear: 450, LongestDays: 5)
    {
        Touchpoints =
        [
            new(new(Site, "예약 사이트"), Channel.Web, 7.7, 0.5, 0.030, 0.040)
            {
                Complaints =
                [
                    new("The price went up while I was typing my name.", "이름을 입력하는 사이에 값이 올랐습니다."),
                    new("Paid, and no ticket came for a day.", "결제했는데 하루 동안 항공권이 오지 않았어요."),
                ],
                Praise = [new("Booked five seats together in no time.", "다섯 자리를 나란히 금방 예약했어요.")],
            },
            new(new("Call centre", "고객센터"), Channel.Phone, 7.0, 0, 0.070, 0.060)
            {
                Complaints =
                [
                    new("Forty minutes of music, then the line went dead.", "40분 동안 음악만 듣다가 전화가 끊겼습니다."),
                    new("Told me one rule today and another one tomorrow.", "어제와 오늘 안내가 서로 달랐어요."),
                ],
                Praise = [new("Moved my flight on the phone, no fee, no fuss.", "전화로 수수료 없이 바로 바꿔 주었습니다.")],
            },
            new(new(CheckIn, "앱 체크인"), Channel.App, 8.3, 1.6, 0.020, 0.130)
            {
                Complaints =
                [
                    new("It would not read my passport, whatever the light.", "아무리 해도 여권이 인식되지 않았습니다."),
                    new("Seat lost between the app and the airport.", "앱에서 고른 좌석이 공항에서는 사라졌어요."),
                ],
                Praise = [new("Checked in from the taxi.", "택시 안에서 체크인 끝.")],
            },
            new(new(Counter, "체크인 카운터"), Channel.Store, 8.0, 0.2, 0.020, 0.020)
            {
                Complaints = [new("One open counter for two hundred people.", "200명이 줄을 섰는데 창구는 하나였어요.")],
                Praise = [new("Saw my knee and gave me an aisle seat.", "무릎이 불편한 걸 보고 통로 좌석을 주셨습니다.")],
            },
            new(new("Lounge", "라운지"), Channel.Store, 7.4, -0.4, 0.020, 0.020)
            {
                Complaints = [new("No seat, no coffee, no air.", "자리도 커피도 없고 답답했습니다.")],
                Praise = [new("A quiet hour with good soup.", "맛있는 수프와 함께 조용한 한 시간.")],
            },
            new(new(Gate, "탑승구"), Channel.Field, 7.3, -0.6, 0.070, 0.040)
            {
                Complaints =
                [
                    new("The gate changed twice and nobody said so in any language.", "탑승구가 두 번 바뀌었는데 아무 안내도 없었습니다."),
                    new("Held back because the flight was sold too often.", "초과 예약이라며 탑승을 거절당했습니다."),
                ],
                Praise = [new("They waited for our late connection.", "늦은 환승편을 기다려 주었어요.")],
            },
            new(new(Cabin, "기내 승무원"), Channel.Field, 8.9, 0.1, 0.010, 0.010)
            {
                Complaints = [new("Asked for water twice.", "물을 두 번이나 부탁해야 했어요.")],
                Praise =
                [
                    new("The crew made my son a paper plane.", "승무원이 아들에게 종이비행기를 접어 주셨어요."),
                    new("Kind from the door to the door.", "탈 때부터 내릴 때까지 친절했습니다."),
                ],
            },
            new(new(Baggage, "수하물"), Channel.Field, 7.6, 0, 0.130, 0.110)
            {
                Complaints =
                [
                    new("My suitcase spent the holiday somewhere else.", "제 여행 가방은 다른 곳에서 휴가를 보냈네요."),
                    new("A wheel came off, and the form needs a receipt from ten years ago.", "바퀴가 부서졌는데 10년 전 영수증을 내라고 합니다."),
                    new("Four days, four numbers to call, no bag.", "나흘 동안 네 군데에 전화했지만 가방은 없었습니다."),
                ],
                Praise = [new("On the belt before I was.", "제가 도착하기도 전에 가방이 나와 있었어요.")],
            },
            new(new("Refund", "환불"), Channel.Email, 5.2, 0, 0.350, 0.350)
            {
                Complaints = [new("Three months for money that is mine.", "제 돈을 돌려받는 데 석 달이 걸렸습니다.")],
                Praise = [new("Back on the card the next day.", "다음 날 바로 카드로 환불됐어요.")],
            },
        ],
        Steps =
        [
            new(Site, 0.75), new("Call centre", 0.22), new(CheckIn, 0.60), new(Counter, 0.50), new("Lounge", 0.18), new(Gate, 0.80), new(Cabin, 0.85),
            new(Baggage, 0.65), new("Refund", 0.012),
        ],
        Products = [new("Seoul–Tokyo", 4), new("Seoul–Jeju", 4, 0.7), new("Seoul–Da Nang", 2, 1.4)],
        Competitors = [new("Haneul Wings", 5), new("Baram Air", 3), new("Blue Crane", 0.4), new(null, 1)],
        BadTitles =
        [
            new("A good flight, a lost holiday", "비행은 좋았지만 휴가는 망쳤어요"), new("Nobody told us", "아무도 말해 주지 않았습니다"),
            new("Where is my suitcase?", "제 가방은 어디에 있나요?"),
        ],
        GoodTitles =
        [
            new("On time, and kind", "정시에, 친절하게"), new("A weekend on Jeju", "제주 주말여행"),
            new("First flight with a baby", "아기와 첫 비행"),
        ],
    };
}
