namespace MomentOfTruth.Domain.Companies;

/// <summary>Words for the same kind of contact, in English and in Korean: a short list of common ones.</summary>
public static class ContactWords
{
    private static readonly string[][] Words =
    [
        ["call centre", "call center", "contact centre", "contact center", "customer centre", "customer center", "customer service",
            "hotline", "콜센터", "고객센터", "상담센터", "고객 상담실", "전화 상담", "고객 지원 센터"],
        ["website", "web site", "homepage", "home page", "홈페이지", "웹사이트", "누리집"],
        ["app", "mobile app", "앱", "어플", "모바일 앱", "애플리케이션"],
        ["chat", "live chat", "chatbot", "채팅", "채팅 상담", "챗봇"],
        ["complaint", "complaints", "불만 접수", "민원 접수"],
        ["dealer", "dealership", "대리점"],
        ["store", "shop", "매장", "가게", "상점"],
        ["branch", "branch office", "지점", "영업점"],
        ["contract and documents", "계약과 서류"],
        ["activation", "개통"],
        ["technician", "technician's visit", "engineer's visit", "기사 방문", "방문 기사", "출장 기사"],
        ["device", "기기", "단말기"],
        ["network", "통신 품질", "네트워크"],
        ["bill", "billing", "invoice", "요금 청구", "청구서", "고지서"],
        ["cancellation", "해지"],
        ["online shop", "online store", "온라인 매장", "온라인몰", "쇼핑몰"],
        ["advice in the shop", "매장 상담"],
        ["checkout", "till", "계산", "계산대"],
        ["order confirmation", "주문 확인"],
        ["delivery", "shipping", "배송", "배달", "택배"],
        ["product", "상품", "제품"],
        ["return", "returns", "반품"],
        ["refund", "refunds", "환불"],
        ["booking", "reservation", "예약"],
        ["change of booking", "예약 변경"],
        ["check-in", "check in", "체크인", "탑승 수속"],
        ["baggage drop", "수하물 접수"],
        ["lounge", "라운지"],
        ["boarding", "탑승"],
        ["cabin crew", "flight attendants", "객실 승무원", "승무원"],
        ["seat and meal", "좌석과 기내식"],
        ["delay or cancellation", "지연과 결항"],
        ["baggage claim", "수하물 수취"],
        ["opening an account", "계좌 개설"],
        ["advice on loans", "대출 상담"],
        ["online banking", "internet banking", "인터넷 뱅킹"],
        ["card payment", "카드 결제"],
        ["cash machine", "atm", "현금 자동 입출금기", "현금인출기"],
        ["lost or blocked card", "카드 분실과 정지"],
        ["letters and statements", "안내문과 명세서"],
        ["making an appointment", "appointment", "진료 예약"],
        ["reception", "접수 창구", "접수처"],
        ["waiting room", "대기실"],
        ["nurse", "간호사"],
        ["doctor", "의사 진료", "의사"],
        ["examination", "검사"],
        ["test results", "검사 결과"],
        ["prescription", "처방"],
        ["payment", "수납", "결제"],
        ["follow-up", "follow up", "경과 확인"],
        ["information by phone", "전화 안내"],
        ["queue ticket", "번호표"],
        ["counter", "민원 창구", "창구"],
        ["forms and papers", "신청서와 구비 서류"],
        ["online application", "온라인 신청"],
        ["notice of the decision", "결과 통지"],
        ["inspection on site", "현장 확인"],
        ["fee", "수수료"],
        ["objection", "이의 신청"],
        ["e-mail", "email", "mail", "이메일", "메일"],
        ["after-sales service", "repair", "service centre", "service center", "서비스센터", "수리", "as", "a/s", "애프터서비스"],
    ];

    private static readonly Dictionary<string, int> Kinds = Words
        .SelectMany((words, kind) => words.Select(word => (Key: NearNames.Dense(Naming.KeyOf(word)), Kind: kind)))
        .DistinctBy(word => word.Key)
        .ToDictionary(word => word.Key, word => word.Kind, StringComparer.Ordinal);

    /// <summary>Whether two names mean the same kind of contact, whatever their spaces.</summary>
    /// <param name="one">A key, see <see cref="Naming.KeyOf"/>.</param>
    /// <param name="other">Another.</param>
    public static bool MeanTheSame(string one, string other) => KindOf(one) is { } kind && kind == KindOf(other);

    /// <summary>The number of its kind of contact; null if the list does not have it.</summary>
    public static int? KindOf(string key) => Kinds.TryGetValue(NearNames.Dense(key), out var kind) ? kind : null;
}
