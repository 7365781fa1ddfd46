using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using MimeKit;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Features.Mail;
using MomentOfTruth.Web.Site;

namespace MomentOfTruth.Web.Tests.Mail;

public sealed class MailSettingsTests
{
    [Theory]
    [InlineData("Mail:Port", "0")]
    [InlineData("Mail:From", "nobody")]
    [InlineData("Mail:From", "")]
    [InlineData("Mail:User", "canary")]
    [InlineData("Mail:Password", "canary")]
    [InlineData("Mail:TimeoutSeconds", "0")]
    [InlineData("Site:BaseAddress", null)]
    [InlineData("Site:BaseAddress", "mot.example")]
    [InlineData("Site:BaseAddress", "https://mot.example/path")]
    public async Task Start_WithHalfAMailServer_IsRefusedAndNamesTheSettingOnly(string setting, string? value)
    {
        using var sink = new SmtpSink();
        await WithAsync(new Misconfigured(sink, setting, value), app =>
        {
            var refused = Assert.ThrowsAny<Exception>(() => app.Services);

            Assert.Contains(setting, refused.Message, StringComparison.Ordinal);
            Assert.DoesNotContain("canary", refused.Message, StringComparison.Ordinal);
            return Task.CompletedTask;
        });
    }

    [Fact]
    public void PasswordWithoutProtection_IsRefused()
    {
        var check = new MailOptionsCheck(Options.Create(new SiteOptions { BaseAddress = MailFixture.Site }));
        var options = new MailOptions { Host = "mail.example", From = "a@mot.example", User = "u", Password = "p", Security = MailSecurity.None };

        Assert.True(check.Validate(null, options).Failed);
        options.Security = MailSecurity.StartTls;
        Assert.True(check.Validate(null, options).Succeeded);
    }

    [Fact]
    public async Task StartTls_WhereTheServerHasNone_SendsNothing()
    {
        using var sink = new SmtpSink();
        var mailer = new SmtpMailer(Options.Create(new MailOptions { Host = "127.0.0.1", Port = sink.Port, From = "a@mot.example" }));

        var result = await mailer.SendAsync(Guid.CreateVersion7(), new MailMessage("b@example.test", "Subject", "Text"), default);

        Assert.Equal(MailVerdict.Later, result.Verdict);
        Assert.Equal(0, sink.Count);
    }

    [Fact]
    public async Task NoServer_IsTriedLater()
    {
        int port;
        using (var sink = new SmtpSink())
        {
            port = sink.Port;
        }

        var mailer = new SmtpMailer(
            Options.Create(new MailOptions { Host = "127.0.0.1", Port = port, From = "a@mot.example", Security = MailSecurity.None }));

        Assert.Equal(
            MailVerdict.Later,
            (await mailer.SendAsync(Guid.CreateVersion7(), new MailMessage("b@example.test", "Subject", "Text"), default)).Verdict);
    }

    [Fact]
    public async Task Development_WithoutAServer_WritesFiles()
    {
        using var folder = new TemporaryFolder();
        var database = Options.Create(new DatabaseOptions { ConnectionString = $"Data Source={Path.Combine(folder.Path, "app.db")}" });
        var mailer = new FolderMailer(Options.Create(new MailOptions()), database);

        await mailer.SendAsync(Guid.CreateVersion7(), new MailMessage("b@example.test", "여정", "Text"), default);

        var file = Assert.Single(Directory.GetFiles(Path.Combine(folder.Path, "mail"), "*.eml"));
        using var message = MimeMessage.Load(file);
        Assert.Equal(("여정", "b@example.test"), (message.Subject, message.To.Mailboxes.Single().Address));
    }

    [Theory]
    [InlineData("en", "sends no mail")]
    [InlineData("ko", "메일을 보내지 않으므로")]
    public Task WithoutMail_NothingThatNeedsItIsOffered(string culture, string words) => WithAsync(new AppFixture(), async app =>
    {
        var browser = app.Browser();
        var (id, code) = await app.JourneyAsync(await app.CompanyAsync(), TestData.Said("Shop", "8"));
        await browser.GetAsync("/r/" + code);

        foreach (var page in new[] { "sign-up", "forgot-password" })
        {
            var answer = await browser.GetAsync($"/{culture}/{page}");
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Contains(words, await answer.TextAsync(), StringComparison.Ordinal);
            Assert.DoesNotContain("Input.Email", await answer.TextAsync(), StringComparison.Ordinal);

            var token = Forms.TokenOf(await browser.GetStringAsync($"/{culture}/sign-in"));
            var posted = await browser.PostAsync(
                $"/{culture}/{page}", Forms.Content([new("__RequestVerificationToken", token), new("Input.Email", "a@example.test")]));
            Assert.Equal(HttpStatusCode.Conflict, posted.StatusCode);
            Assert.Contains(words, await posted.TextAsync(), StringComparison.Ordinal);
        }

        foreach (var page in new[] { "sign-in", "my-journeys", $"my-journeys/{id}" })
        {
            var text = await browser.GetStringAsync($"/{culture}/{page}");
            Assert.DoesNotContain("sign-up", text, StringComparison.Ordinal);
            Assert.DoesNotContain("forgot-password", text, StringComparison.Ordinal);
        }

        Assert.Empty(app.Services.GetServices<IMailer>());
    });

    private static async Task WithAsync<T>(T app, Func<T, Task> test)
        where T : AppFixture
    {
        IAsyncLifetime life = app;
        await life.InitializeAsync();
        try
        {
            await test(app);
        }
        finally
        {
            await life.DisposeAsync();
        }
    }

    private sealed class Misconfigured(SmtpSink sink, string setting, string? value) : AppFixture
    {
        protected override IEnumerable<(string Key, string Value)> Settings =>
            MailFixture.Of(sink).Where(s => s.Key != setting).Concat(value is null ? [] : [(setting, value)]);
    }
}
