using System.Net;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MomentOfTruth.Domain.Cases;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Features.Cases;
using MomentOfTruth.Web.Features.Mail;
using MomentOfTruth.Web.Tests.Intake;
using MomentOfTruth.Web.Tests.Mail;

namespace MomentOfTruth.Web.Tests.Cases;

/// <summary>A reply reaches the customer, and the customer's answer reaches the company.</summary>
public sealed class CaseMailTests(MailFixture app) : IClassFixture<MailFixture>
{
    [Theory]
    [InlineData("en", "has replied to you", "k…@example.test", "To answer 1")]
    [InlineData("ko", "의 답변이 도착했어요", "k…@example.test", "답할 차례 1")]
    public async Task Reply_IsMailedWithALinkThatOpensIt_AndTheAnswerIsSeenWithoutSearching(
        string culture, string subject, string masked, string waiting)
    {
        var (company, address, journey) = await TellAsync(culture);
        var manager = await app.SignedInAsync(company, CompanyRole.Manager);
        var page = $"/{culture}/companies/{company.Slug}/journeys/{journey}";
        var html = await manager.GetStringAsync(page);
        Assert.Contains(masked, WebUtility.HtmlDecode(html), StringComparison.Ordinal);
        Assert.DoesNotContain(address, html, StringComparison.OrdinalIgnoreCase);

        await ReplyAsync(manager, page, "We have found the key.", "reply");

        var mail = await app.Sink.NextAsync(address);
        Assert.Contains(company.Name, mail.Message.Subject, StringComparison.Ordinal);
        Assert.Contains(subject, mail.Message.Subject, StringComparison.Ordinal);
        Assert.DoesNotContain("found the key", mail.Text, StringComparison.Ordinal);
        var link = LinkIn(mail);
        Assert.StartsWith($"/{culture}/r/", link, StringComparison.Ordinal);

        // Another device, days later: the link alone opens the reply, and the answer is written there.
        var customer = app.Browser();
        var opened = await customer.GetAsync(link);
        Assert.Equal($"/{culture}/my-journeys/{journey}#Text", opened.Headers.Location?.OriginalString);
        var own = await customer.GetStringAsync(opened.Headers.Location);
        Assert.Contains("found the key", own, StringComparison.Ordinal);
        Assert.DoesNotContain(waiting, Words(await manager.GetStringAsync(page)), StringComparison.Ordinal);
        var answered = await customer.SubmitAsync(own, "Text", ("Text", "It works now, thank you."));
        Assert.Equal(HttpStatusCode.Redirect, answered.StatusCode);

        var board = Html.Parse(await manager.GetStringAsync($"/{culture}/companies/{company.Slug}"));
        var bar = board.QuerySelectorAll("nav a").Single(a => a.Words() == waiting);
        var list = Html.Parse(await manager.GetStringAsync(bar.Href()));
        Assert.Equal(1, list.QuerySelectorAll("tbody tr").Length);
        Assert.Single(list.QuerySelectorAll("tbody .tag.wrote"));
        Assert.Contains("It works now", await manager.GetStringAsync(page), StringComparison.Ordinal);
        Assert.Contains("yes", Csv.Read(await manager.GetStringAsync($"/en/companies/{company.Slug}/export/journeys.csv?case=wrote&format=plain"))[1]);

        await ReplyAsync(manager, page, "We are glad.", "reply");
        Assert.DoesNotContain(waiting, Words(await manager.GetStringAsync(page)), StringComparison.Ordinal);
        await app.Sink.NextAsync(address);
    }

    [Fact]
    public async Task Closing_IsMailedToo_OnceForReplyAndClose_AndAnAnswerReopensTheCase()
    {
        var (company, address, journey) = await TellAsync("en");
        var manager = await app.SignedInAsync(company, CompanyRole.Manager);
        var page = $"/en/companies/{company.Slug}/journeys/{journey}";

        await ReplyAsync(manager, page, "Settled, we think.", "reply-close");
        Assert.Contains("has replied", (await app.Sink.NextAsync(address)).Message.Subject, StringComparison.Ordinal);
        await PressAsync(manager, page, "reopen");
        await PressAsync(manager, page, "close");
        var mail = await app.Sink.NextAsync(address);
        Assert.Contains("has closed your case", mail.Message.Subject, StringComparison.Ordinal);

        var customer = app.Browser();
        var opened = await customer.GetAsync(LinkIn(mail));
        await customer.SubmitAsync(await customer.GetStringAsync(opened.Headers.Location), "Text", ("Text", "Not at all."));

        var found = await app.InScopeAsync(s => s.GetRequiredService<AppDbContext>().Cases.SingleAsync(c => c.JourneyId == journey));
        Assert.Equal((CaseStatus.Open, true), (found.Status, found.CustomerWrote));
        await OutboxIsEmptyAsync();
        Assert.Equal(0, app.Sink.Unread(address));
    }

    [Fact]
    public async Task AddressRemoved_ItsLinksOpenNothing_AndNoMailIsSentAnyMore()
    {
        var (company, address, journey) = await TellAsync("en");
        var manager = await app.SignedInAsync(company, CompanyRole.Manager);
        var page = $"/en/companies/{company.Slug}/journeys/{journey}";
        await ReplyAsync(manager, page, "Sorry", "reply");
        var link = LinkIn(await app.Sink.NextAsync(address));
        var customer = app.Browser();
        var own = await customer.GetStringAsync((await customer.GetAsync(link)).Headers.Location);

        await customer.PostAsync(
            $"/en/my-journeys/{journey}/contact", Forms.Content([new("__RequestVerificationToken", Forms.TokenOf(own))]));

        Assert.Contains("unknown=code", (await app.Browser().GetAsync(link)).Headers.Location?.OriginalString, StringComparison.Ordinal);
        Assert.Contains("The customer left no address", await manager.GetStringAsync(page), StringComparison.Ordinal);
        await ReplyAsync(manager, page, "Sorry again", "reply");
        await OutboxIsEmptyAsync();
        Assert.Equal(0, app.Sink.Unread(address));
    }

    [Fact]
    public async Task AttemptsOfOneMail_LeaveOneCode_AndAMailThatIsNoLongerWanted_IsNotWritten()
    {
        var (company, address, journey) = await TellAsync("en");
        var job = new MailJob(address, "en", company.Key(journey)) { Id = Guid.CreateVersion7() };
        Task<MailMessage?> WriteAsync() => app.InScopeAsync(s => s.GetRequiredKeyedService<IMailTemplate>(CaseMails.Reply).WriteAsync(job, default));
        Task<int> CodesAsync() => app.InScopeAsync(s => s.GetRequiredService<AppDbContext>().Receipts.CountAsync(r => r.JourneyId == journey && r.MailId != null));

        var (first, second) = (await WriteAsync(), await WriteAsync());

        Assert.Equal(1, await CodesAsync());
        Assert.NotEqual(first!.Text, second!.Text);
        await app.InScopeAsync(s => s.GetRequiredService<AppDbContext>().Contacts.Where(c => c.JourneyId == journey).ExecuteDeleteAsync());
        Assert.Null(await WriteAsync());
    }

    private async Task<(Company Company, string Address, Guid Journey)> TellAsync(string culture)
    {
        var company = await app.CompanyAsync();
        await app.PersonAsync(company, CompanyRole.Owner);
        var address = $"k{Guid.NewGuid():N}@example.test";
        var customer = app.Browser();
        var (_, check) = await customer.CheckAsync(company.LogAddress(culture), LogForms.Typed(("Shop", "8")));
        var sent = await customer.SubmitAsync(check, "Ticket", ("Consent.Contact", address), ("Ending.Outcome", "left"));
        return (company, address, Guid.Parse(sent.Headers.Location!.OriginalString.Split('/')[3]));
    }

    private static async Task ReplyAsync(HttpClient manager, string page, string text, string button) =>
        Assert.Equal(
            HttpStatusCode.Redirect,
            (await manager.SubmitAsync(await manager.GetStringAsync(page), "Text", ("Text", text), ("do", button))).StatusCode);

    private static async Task PressAsync(HttpClient manager, string page, string button)
    {
        var token = Forms.TokenOf(await manager.GetStringAsync(page));
        var answer = await manager.PostAsync(page, Forms.Content([new("do", button), new("__RequestVerificationToken", token)]));
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
    }

    private static string Words(string html) => Html.Parse(html).Body!.Words();

    private static string LinkIn(SinkMail mail) => Regex.Match(mail.Text, Regex.Escape(MailFixture.Site) + "(\\S+)").Groups[1].Value;

    // The server has a mail a moment before the outbox forgets it.
    private async Task OutboxIsEmptyAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (await app.InScopeAsync(s => s.GetRequiredService<AppDbContext>().Outbox.AnyAsync()))
        {
            await look.WaitForNextTickAsync(patience.Token);
        }
    }
}
