using System.Globalization;
using System.Text;

namespace MomentOfTruth.Web.Tests.Exports;

/// <summary>Texts that people may write: picked by hand, and as many more drawn with a fixed seed as make 500.</summary>
public static class UnicodeCorpus
{
    private const string Turning = "\u061C\u200E\u200F\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069\u034F\u115F\u1160\u17B4\u17B5\u2800\u3164\uFFA0";

    private const int Size = 500, Seed = 20260310, Longest = 40;

    public static readonly IReadOnlyList<string> HandPicked =
    [
        "plain", "한국어 문장입니다", "ㄱㅏ", "\u1112\u1161\u11AB", "日本語", "中文繁體", "ไทย", "हिन्दी", "ελληνικά", "Кириллица", "ş İ ı ß ŉ",
        "שלום עולם", "مرحبا بالعالم", "\u202Eright to left override", "a\u2066isolate\u2069b", "العربية 123 English",
        "😀", "👨‍👩‍👧‍👦", "👍🏽", "🇰🇷", "❤️", "🏴󠁧󠁢󠁳󠁣󠁴󠁿", "𠮷野家", "𝒜𝓁𝓅𝒽𝒶", "🀄 𐍈",
        "e\u0301 and é", "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢L", "ｆｕｌｌ ｗｉｄｔｈ １２", "ﬁ ligature", "Ⅷ ½ ㎏", "zero\u200Bwidth\u200Djoiner", "no\u00A0break", "soft\u00ADhyphen",
        "\uFEFFmark in front", "replacement \uFFFD", "private \uE000", "thin\u2009space", "line\u2028separator",
        "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "'><svg/onload=alert(1)>", "</textarea><script>alert(1)</script>", "</title><b>",
        "javascript:alert(1)", "{{7*7}} ${7*7} <%= 7*7 %>", "&lt;b&gt; &amp; &#x27;", "<!-- comment", "]]>", "\\u003cscript\\u003e", "%3Cscript%3E",
        "'; DROP TABLE \"Journeys\"; --", "Robert'); --", "%s %n {0} {1}", "C:\\path\\file", "../../etc/passwd",
        "=1+1", "+1", "-1", "@SUM(A1)", "＝1+1", "＋1", "－1", "＠SUM(A1)", "'=1+1", "''", "'quoted'", "=HYPERLINK(\"http://x\",\"y\")", "a,b;c\td", "\"", "\"\"\"", "NULL", "0", "null",
        "\u0600 Arabic number sign", "\u200F\u200E marks", "\u2067rtl\u2069 \u2066ltr\u2069", "עברית، (سؤال)؟ [a]", "ﷺ ﷽", "ـــ", "\u061Cمرحبا",
        "👩🏽‍🚀👩🏾‍❤️‍💋‍👨🏻", "🏳️‍🌈🏴‍☠️", "1️⃣#️⃣", "☺︎☺️", "🫠🪿", "🇰🇷🇺🇸🇯", "\U0001F9D1\u200D\U0001F9D1",
        "각ᇹ ᄒᆞᆫ글 옛", "한글\u3000전각 공백", "ㅋㅋㅋㅠㅠ", "뷁쀍", "㈜회사 ㉠", "漢字（韓國）", "﹝括弧﹞「日本」",
        "a\u0300\u0301\u0302\u0303\u0304\u0305 pile", "क्षि", "நி", "ก็็็็็็", "\u1E9E ẞ ſ ﬀ", "İstanbul ıI", "Ǆ ǅ ǆ", "Σίσυφος ΣΑΣ", "ŉ ǰ ΐ",
        "\U00020000\U0002A6DF\U0003134A", "\U0001D7D8\U0001D7FF", "\U000E0041 tag", "\U0010FFFD plane 16", "\uE000\uF8FF private", "\uFFFD\uFFFC",
        "a\u00A0inside\u00A0b", "a\u1680b\u2003c\u205Fd\u3000e", "x\u200B\u200C\u200D\u2060\uFEFFy", "\u00AD\u034F\u115F\u1160\u17B4 unseen", "\u180E\u2800.",
    ];

    public static IReadOnlyList<string> All { get; } = [.. HandPicked, .. Drawn(Size - HandPicked.Count)];

    /// <summary>What cannot be stored or is no Unicode; the form refuses it.</summary>
    public static readonly IReadOnlyList<string> Refused = ["\0", "a\0b", "\u0001", "\uFFFE", "\uFFFF", "a\uFFFEb"];

    private static IEnumerable<string> Drawn(int count)
    {
        // Scripts from left and right, four-byte planes, emoji, signs that combine, signs that are not seen.
        (int First, int Last)[] ranges =
        [
            (0x20, 0x7E), (0xA1, 0x17F), (0x300, 0x36F), (0x370, 0x3FF), (0x400, 0x4FF), (0x590, 0x5FF), (0x600, 0x6FF), (0x900, 0x97F), (0xE01, 0xE5B), (0x1100, 0x11FF),
            (0x200B, 0x200F), (0x202A, 0x202E), (0x2066, 0x2069), (0x20D0, 0x20F0), (0x3041, 0x30FF), (0x4E00, 0x9FFF), (0xAC00, 0xD7A3), (0xFE00, 0xFE0F), (0xFF01, 0xFF9D),
            (0x10300, 0x1031F), (0x1D400, 0x1D7FF), (0x1F300, 0x1FAFF), (0x20000, 0x2A6DF), (0xE0020, 0xE007E),
        ];
        var random = new Random(Seed);
        for (var i = 0; i < count; i++)
        {
            var (first, second) = (ranges[i % ranges.Length], ranges[random.Next(ranges.Length)]);
            var text = new StringBuilder();
            for (var length = random.Next(1, Longest); text.Length < length;)
            {
                var (from, to) = random.Next(3) == 0 ? second : first;
                text.Append(new Rune(random.Next(from, to + 1)));
            }

            // What stands at the ends is trimmed, and a name needs something to see.
            yield return "x" + text.ToString().Trim() + "y";
        }
    }

    /// <summary>As a name, which is one line, and which turns nothing around it.</summary>
    public static string NameOf(int index) => NameOf(index.ToString("000 ", CultureInfo.InvariantCulture) + All[index]);

    // Of signs alone it would be no name.
    public static string NameOf(string text) => Named(text.All(letter => letter is '\'' or '"') ? text + " x" : text);

    private static string Named(string text) => new string(
        [.. text.Select(letter => letter is '\t' or '\u2028' or '\u2029' ? ' ' : letter).Where(letter => !Turning.Contains(letter))]).Trim();
}
