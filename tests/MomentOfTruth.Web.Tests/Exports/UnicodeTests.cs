using System.Net;
using MomentOfTruth.Web.Features.Exports;
using MomentOfTruth.Web.Tests.Log;

namespace MomentOfTruth.Web.Tests.Exports;

/// <summary>What people may write comes back as they wrote it: on their page, on the company's, and in its files.</summary>
public sealed class UnicodeTests(AppFixture app) : IClassFixture<AppFixture>
{
    private static readonly string[] Corpus =
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
    ];

    [Fact]
    public async Task EveryText_ComesBackAsItWas()
    {
        var administrator = await app.SignedInAsync(await app.PersonAsync(await app.CompanyAsync(), null, isAdministrator: true));
        foreach (var text in Corpus)
        {
            var company = await app.CompanyAsync();
            var name = text.Replace('\t', ' ');
            var customer = app.Browser();
            var typed = LogForms.Typed((name, "8")).With("Input.Title", text).With("Input.Product", name).With("Input.Moments[0].Story", text + "\n" + text);
            var (journey, _) = await customer.SendAsync(company.LogAddress(), typed);
            await customer.SubmitAsync(await customer.GetStringAsync(journey + "/finish"), "Version", ("Input.Outcome", "left-for-competitor"), ("Input.Competitor", name));

            AssertShown(await customer.GetStringAsync(journey), text, name);
            AssertShown(await administrator.GetStringAsync($"/en/companies/{company.Slug}/journeys/{journey.Split('/')[^1]}"), text, name);
            if (text.IndexOfAny(['<', '"', '\'', '&']) >= 0)
            {
                AssertShown(await administrator.GetStringAsync($"/ko/companies/{company.Slug}?period=all"), name);
            }

            AssertShown(await administrator.GetStringAsync($"/ko/companies/{company.Slug}/journeys"), text);

            var row = Csv.Read(await administrator.GetStringAsync($"/ko/companies/{company.Slug}/export/journeys.csv?format=plain"))[1];
            var moment = Csv.Read(await administrator.GetStringAsync($"/en/companies/{company.Slug}/export/moments.csv?format=plain"))[1];
            Assert.Equal((name, text, name), (SpreadsheetText.Unguard(row[2]), SpreadsheetText.Unguard(row[3]), SpreadsheetText.Unguard(row[10])));
            Assert.Equal((name, name, text + "\n" + text), (SpreadsheetText.Unguard(moment[2]), SpreadsheetText.Unguard(moment[4]), SpreadsheetText.Unguard(moment[9])));
            Assert.All(row.Concat(moment).Where(cell => cell.Length > 0), cell => Assert.DoesNotContain(cell[0], "=+-@\t\r＝＋－＠"));
        }
    }

    private static void AssertShown(string html, params string[] texts) => Assert.All(texts, text =>
    {
        Assert.Contains(text, WebUtility.HtmlDecode(html), StringComparison.Ordinal);
        Assert.True(!text.Contains('<', StringComparison.Ordinal) || !html.Contains(text, StringComparison.Ordinal), $"{text} is on the page as it was typed");
    });
}
