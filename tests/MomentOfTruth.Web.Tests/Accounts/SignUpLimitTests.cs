using System.Net;
using MomentOfTruth.Web.Tests.Mail;

namespace MomentOfTruth.Web.Tests.Accounts;

public sealed class SignUpLimitTests(SignUpLimitTests.Strict app) : IClassFixture<SignUpLimitTests.Strict>
{
    [Fact]
    public async Task AskedTooOften_Is429WithRetryAfter_AndAMailboxGetsItsShareOnly()
    {
        var (mailbox, other, browser) = (MailFixture.NewAddress(), MailFixture.NewAddress(), app.Browser());

        // The same answer each time; of each kind one mail is sent, and nobody uses up the one by asking for the other.
        foreach (var page in new[] { "sign-up", "sign-up", "forgot-password" })
        {
            await browser.AskForMailAsync("/ko/" + page, mailbox);
        }

        await browser.AskForMailAsync("/ko/sign-up", other);
        await app.Sink.NextAsync(other);
        Assert.Equal(3, app.Sink.Count);

        foreach (var page in new[] { "sign-up", "forgot-password" })
        {
            var refused = await browser.PostFormAsync("/ko/" + page, new() { ["Input.Email"] = MailFixture.NewAddress() });
            Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
            Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 3600);
            Assert.Contains("잠시만 기다려 주세요", await refused.TextAsync(), StringComparison.Ordinal);
        }
    }

    public sealed class Strict : MailFixture
    {
        protected override IEnumerable<(string Key, string Value)> Settings =>
            base.Settings.Concat([("Limits:MailsPerHour", "4"), ("Limits:MailsToOneAddressPerHour", "1")]);
    }
}
