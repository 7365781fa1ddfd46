using MomentOfTruth.Web.Tests.Mail;

namespace MomentOfTruth.Web.Tests.Accounts;

public sealed class AccountSecretsTests(AccountSecretsTests.Talkative app) : IClassFixture<AccountSecretsTests.Talkative>
{
    [Fact]
    public async Task Log_OfEverything_HoldsNoAddressNoLinkAndNoPassword()
    {
        const string password = "canary words that nobody says";
        var (email, refused) = (MailFixture.NewAddress(), MailFixture.NewAddress());
        var link = await app.SignUpLinkAsync(email);
        await app.Browser().ChooseAsync(link, "short canary");
        await app.Browser().ChooseAsync(link, password);
        await app.Browser().GetAsync(link + "x");
        await app.Browser().AskForMailAsync("/en/forgot-password", email);
        var renewal = (await app.Sink.NextAsync(email)).Link("token=");
        await app.Browser().ChooseAsync(renewal, password + "!");
        await app.SignInAsync(email, password);
        app.Sink.Mood = SinkMood.NoSuchMailbox;
        await app.Browser().AskForMailAsync("/en/sign-up", refused);
        await app.Sink.RefusedAsync();

        var log = string.Join('\n', CapturedLog.Lines(nameof(AccountSecretsTests)));
        Assert.Contains("sign-up/confirm", log, StringComparison.Ordinal);
        Assert.Contains("sent at attempt", log, StringComparison.Ordinal);
        foreach (var secret in new[] { email, refused, link.Split('=')[1], renewal.Split('=')[1], "canary" })
        {
            Assert.DoesNotContain(secret, log, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain(Uri.EscapeDataString(secret), log, StringComparison.OrdinalIgnoreCase);
        }
    }

    /// <summary>The app with a mail server and a log of all that it and the framework ever say.</summary>
    public sealed class Talkative : MailFixture
    {
        protected override IEnumerable<(string Key, string Value)> Settings => base.Settings.Concat(
        [
            .. CapturedLog.Settings(nameof(AccountSecretsTests), "Verbose"),
            ("Serilog:MinimumLevel:Override:Microsoft.AspNetCore", "Verbose"),
            ("Serilog:MinimumLevel:Override:Microsoft.EntityFrameworkCore", "Verbose"),
        ]);
    }
}
