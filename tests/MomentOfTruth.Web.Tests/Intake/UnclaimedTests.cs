using System.Net;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Web.Tests.Mail;

namespace MomentOfTruth.Web.Tests.Intake;

/// <summary>Of a company that nobody looks after here, no page says that somebody there reads.</summary>
public sealed class UnclaimedTests(MailFixture app) : IClassFixture<MailFixture>
{
    // What only a company with people of its own does.
    private static readonly Dictionary<string, string[]> Untrue = new()
    {
        ["en"] = ["Sent to", "Send to", "can read it", "has put in charge", "will no longer see", "has not replied yet", "sees what is above", "sees only what is there now", "stay with the company", "The company keeps"],
        ["ko"] = ["에 보내기", "에 보냈어요", "담당자가 읽을 수", "더 이상 보이지 않고", "의 답변이 없어요", "회사는 위의", "에서는 위에", "에는 지금 내용만"],
    };

    [Theory]
    [InlineData("en", "Nobody at Acme")]
    [InlineData("ko", "에서 읽는 사람이 없")]
    public async Task EveryPageOfTheFlow_SaysThatNobodyReadsYet_AndNothingThatIsNotSo(string culture, string words)
    {
        var company = await app.CompanyAsync();
        var pages = await FlowAsync(company, culture);

        foreach (var page in new[] { "form", "check", "sent", "journey", "open sent" })
        {
            Assert.Contains(words, pages[page], StringComparison.Ordinal);
        }

        Assert.Empty(pages.SelectMany(page => Untrue[culture].Where(untrue => page.Value.Contains(untrue, StringComparison.Ordinal)).Select(untrue => $"{page.Key}: {untrue}")));
    }

    // The same walk with a company that has somebody: the words above are the ones it would find.
    [Theory]
    [InlineData("en", "Nobody at Acme")]
    [InlineData("ko", "에서 읽는 사람이 없")]
    public async Task ClaimedCompany_IsSpokenOfAsOneThatReads(string culture, string words)
    {
        var company = await app.CompanyAsync();
        await app.PersonAsync(company, CompanyRole.Viewer);
        var pages = await FlowAsync(company, culture);

        Assert.Empty(pages.Where(page => page.Value.Contains(words, StringComparison.Ordinal)).Select(page => page.Key));
        Assert.True(pages.SelectMany(page => Untrue[culture].Where(said => page.Value.Contains(said, StringComparison.Ordinal))).Distinct().Count() >= 5);
    }

    [Fact]
    public async Task AllThatTheCompanyWillSee_IsNamed()
    {
        var company = await app.CompanyAsync();
        await app.PersonAsync(company, CompanyRole.Viewer);
        var (_, check) = await app.Browser().CheckAsync(company.LogAddress(), LogForms.Typed(("Shop", "8")));
        var consent = Html.Parse(check).One("fieldset:has([name='Consent.Publish']) li:first-child").Words();

        foreach (var seen in new[] { "days", "scores", "channels", "texts", "photos", "product", "title", "how it ended" })
        {
            Assert.Contains(seen, consent, StringComparison.Ordinal);
        }
    }

    private async Task<IReadOnlyDictionary<string, string>> FlowAsync(Company company, string culture)
    {
        var browser = app.Browser();
        var pages = new Dictionary<string, string>();
        async Task ReadAsync(string name, string? address) => pages[name] = WebUtility.HtmlDecode(await browser.GetStringAsync(address));

        await ReadAsync("form", company.LogAddress(culture));
        var (_, check) = await browser.CheckAsync(company.LogAddress(culture), LogForms.Typed(("Shop", "8"), ("Counter", "7")));
        pages["check"] = WebUtility.HtmlDecode(check);
        var sent = await browser.SubmitAsync(check, "Ticket", ("Ending.Outcome", "left"), ("Consent.Contact", MailFixture.NewAddress()));
        await ReadAsync("sent", sent.Headers.Location!.OriginalString);
        await ReadAsync("journey", sent.Headers.Location!.OriginalString[..^"/sent".Length]);

        var open = await browser.SendAsync(company.LogAddress(culture), LogForms.Typed(("Shop", "9"), ("Counter", "6")));
        await ReadAsync("open sent", open.Journey + "/sent");
        foreach (var page in new[] { "", "/moments/new", "/moments/1/edit", "/moments/1/remove", "/finish", "/history", "/erase", "/publication", "/answer" })
        {
            if ((await browser.GetAsync(open.Journey + page)).StatusCode == HttpStatusCode.OK)
            {
                await ReadAsync("open" + page, open.Journey + page);
            }
        }

        await ReadAsync("mine", $"/{culture}/my-journeys");
        var added = await browser.SubmitAsync(
            await browser.GetStringAsync(open.Journey + "/moments/new"), "Version",
            ("Input.Touchpoint", "Letter"), ("Input.Score", "5"), ("Input.OccurredOn", "2026-03-12"));
        await ReadAsync("added", added.Headers.Location!.OriginalString);
        await ReadAsync("erased", $"/{culture}/my-journeys/erased");
        return pages;
    }
}
