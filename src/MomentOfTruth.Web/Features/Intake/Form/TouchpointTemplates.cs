using MomentOfTruth.Domain.Companies;

namespace MomentOfTruth.Web.Features.Intake;

/// <summary>
/// Touchpoints to suggest for a company that has hardly any of its own yet. The same name means the same touchpoint in every list, and has
/// the same channel (a test checks that).
/// </summary>
public static class TouchpointTemplates
{
    /// <summary>A company with this many touchpoints of its own gets no suggestions.</summary>
    public const int EnoughOfItsOwn = 5;

    private static readonly TouchpointTemplate
        CallCentre = new("Call centre", "고객센터", Channel.Phone),
        Website = new("Website", "홈페이지", Channel.Web),
        App = new("App", "앱", Channel.App),
        Chat = new("Chat", "채팅 상담", Channel.Chat),
        Complaint = new("Complaint", "불만 접수", Channel.Email),
        Branch = new("Shop or branch", "매장", Channel.Store),
        Delivery = new("Delivery", "배송", Channel.Field),
        Product = new("Product", "상품", Channel.Device);

    public static IReadOnlyDictionary<CompanyKind, IReadOnlyList<TouchpointTemplate>> All { get; } =
        new Dictionary<CompanyKind, IReadOnlyList<TouchpointTemplate>>
        {
            [CompanyKind.Telecom] =
        [
            new("Dealer", "대리점", Channel.Store),
            CallCentre,
            new("Contract and documents", "계약과 서류", Channel.Store),
            new("Activation", "개통", Channel.Store),
            new("Technician's visit", "기사 방문", Channel.Field),
            new("Device", "기기", Channel.Device),
            new("Network", "통신 품질", Channel.Device),
            new("Bill", "요금 청구", Channel.Email),
            App,
            Chat,
            Complaint,
            new("Cancellation", "해지", Channel.Phone),
        ],
            [CompanyKind.Shop] =
        [
            new("Online shop", "온라인 매장", Channel.Web),
            App,
            new("Advice in the shop", "매장 상담", Channel.Store),
            new("Checkout", "계산", Channel.Store),
            new("Order confirmation", "주문 확인", Channel.Email),
            Delivery,
            Product,
            new("Return", "반품", Channel.Store),
            new("Refund", "환불", Channel.Email),
            CallCentre,
            Complaint,
        ],
            [CompanyKind.Airline] =
        [
            new("Booking", "예약", Channel.Web),
            new("Change of booking", "예약 변경", Channel.Phone),
            new("Check-in", "체크인", Channel.Store),
            new("Baggage drop", "수하물 접수", Channel.Store),
            new("Lounge", "라운지", Channel.Store),
            new("Boarding", "탑승", Channel.Store),
            new("Cabin crew", "객실 승무원", Channel.Field),
            new("Seat and meal", "좌석과 기내식", Channel.Field),
            new("Delay or cancellation", "지연과 결항", Channel.Store),
            new("Baggage claim", "수하물 수취", Channel.Store),
            new("Refund", "환불", Channel.Email),
            CallCentre,
        ],
            [CompanyKind.Bank] =
        [
            new("Branch", "영업점", Channel.Store),
            new("Opening an account", "계좌 개설", Channel.Store),
            new("Advice on loans", "대출 상담", Channel.Store),
            App,
            new("Online banking", "인터넷 뱅킹", Channel.Web),
            new("Card payment", "카드 결제", Channel.Device),
            new("Cash machine", "현금 자동 입출금기", Channel.Device),
            new("Lost or blocked card", "카드 분실과 정지", Channel.Phone),
            new("Letters and statements", "안내문과 명세서", Channel.Email),
            CallCentre,
            Complaint,
        ],
            [CompanyKind.Clinic] =
        [
            new("Making an appointment", "진료 예약", Channel.Phone),
            new("Reception", "접수 창구", Channel.Store),
            new("Waiting room", "대기실", Channel.Store),
            new("Nurse", "간호사", Channel.Store),
            new("Doctor", "의사 진료", Channel.Store),
            new("Examination", "검사", Channel.Store),
            new("Test results", "검사 결과", Channel.Phone),
            new("Prescription", "처방", Channel.Store),
            new("Payment", "수납", Channel.Store),
            new("Follow-up", "경과 확인", Channel.Phone),
            Complaint,
        ],
            [CompanyKind.PublicOffice] =
        [
            Website,
            new("Information by phone", "전화 안내", Channel.Phone),
            new("Queue ticket", "번호표", Channel.Device),
            new("Counter", "민원 창구", Channel.Store),
            new("Forms and papers", "신청서와 구비 서류", Channel.Store),
            new("Online application", "온라인 신청", Channel.Web),
            new("Notice of the decision", "결과 통지", Channel.Email),
            new("Inspection on site", "현장 확인", Channel.Field),
            new("Fee", "수수료", Channel.Store),
            new("Objection", "이의 신청", Channel.Email),
        ],
        };

    /// <summary>Those that hardly a company is without, the most frequent first.</summary>
    public static IReadOnlyList<TouchpointTemplate> Usual { get; } =
        [CallCentre, Branch, Website, App, Delivery, Product, new("Bill", "요금 청구", Channel.Email)];

    /// <summary>All of them, each once.</summary>
    public static IReadOnlyList<TouchpointTemplate> Every { get; } = [.. All.Values.SelectMany(templates => templates).Concat(Usual).Distinct()];

    private static readonly Dictionary<string, TouchpointTemplate> ByKey = Every
        .SelectMany(
            template => new[] { template.Name, template.KoreanName },
            (template, name) => (Key: Naming.KeyOf(name), Template: template))
        .ToDictionary(named => named.Key, named => named.Template, StringComparer.Ordinal);

    /// <summary>The suggested touchpoint of that name in either language; null if no suggestion has it.</summary>
    public static TouchpointTemplate? Named(string name) => ByKey.GetValueOrDefault(Naming.KeyOf(name));
}

/// <summary>A touchpoint that companies of a kind usually have.</summary>
public sealed record TouchpointTemplate(string Name, string KoreanName, Channel Channel);

/// <summary>Kinds of companies with touchpoints of their own.</summary>
public enum CompanyKind
{
    Telecom,
    Shop,
    Airline,
    Bank,
    Clinic,
    PublicOffice,
}
