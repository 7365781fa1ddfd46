namespace MomentOfTruth.Domain.Companies;

/// <summary>
/// The channel of a touchpoint that a customer named, by the words of its name: customers are not asked for it, and the company can change
/// it.
/// </summary>
public static class LikelyChannel
{
    // In this order: "app chat" is a chat, "shop on the web" is the web, "phone shop" is a shop.
    private static readonly (Channel Channel, string[] Words)[] Known =
    [
        (Channel.Chat, ["chat", "messenger", "채팅", "챗봇", "카톡", "카카오톡"]),
        (Channel.Email, ["e-mail", "email", "mail", "letter", "bill", "invoice", "메일", "우편", "청구", "고지서", "안내문"]),
        (Channel.Social, ["twitter", "facebook", "instagram", "social", "sns", "인스타", "페이스북", "트위터"]),
        (Channel.Web, ["web", "online", "site", "homepage", "홈페이지", "웹", "사이트", "온라인", "인터넷"]),
        (Channel.App, ["app", "앱", "어플"]),
        (Channel.Field, ["deliver", "courier", "technician", "install", "visit", "crew", "배송", "배달", "택배", "기사", "설치", "방문", "승무원"]),
        (Channel.Store, ["shop", "store", "branch", "dealer", "counter", "desk", "reception", "lounge",
            "매장", "대리점", "지점", "영업점", "점포", "창구", "카운터", "라운지", "개통", "접수"]),
        (Channel.Phone, ["phone", "call", "hotline", "전화", "콜센터", "고객센터", "상담", "통화"]),
        (Channel.Device, ["device", "modem", "machine", "network", "connection", "기기", "모뎀", "단말", "제품", "상품", "접속", "통신"]),
    ];

    /// <summary>Returns <see cref="Channel.Other"/> if no word of the name tells.</summary>
    public static Channel Of(string name)
    {
        var key = Naming.KeyOf(name);
        var words = key.Split([' ', '-', '/', ':', ',', '(', ')'], StringSplitOptions.RemoveEmptyEntries);
        return Known.FirstOrDefault(known => known.Words.Any(IsSaid)) is { Words: not null } found ? found.Channel : Channel.Other;

        // Korean joins words; a Latin word is met at its beginning only, so that "mapping" is no app.
        bool IsSaid(string word) => char.IsAscii(word[0])
            ? words.Any(w => w == word || w == word + "s" || (word.Length > 4 && w.StartsWith(word, StringComparison.Ordinal)))
            : key.Contains(word, StringComparison.Ordinal);
    }
}
