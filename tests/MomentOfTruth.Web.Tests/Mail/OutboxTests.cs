using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Features.Accounts;
using MomentOfTruth.Web.Features.Mail;

namespace MomentOfTruth.Web.Tests.Mail;

public sealed class OutboxTests(OutboxTests.Impatient app) : IClassFixture<OutboxTests.Impatient>
{
    [Theory]
    [InlineData("Plain")]
    [InlineData("Your account\r\nBcc: other@example.test")]
    [InlineData("Your account\nTo: other@example.test\n\nAnother body")]
    [InlineData("\u0000\u2028순간 👍 <script>\rCc: other@example.test")]
    public async Task Letter_WhateverItsSubjectSays_HasOneRecipient(string subject)
    {
        var to = MailFixture.NewAddress();

        var result = await app.Services.GetRequiredService<IMailer>().SendAsync(
            Guid.CreateVersion7(), new MailMessage(to, subject, "Bcc: other@example.test\r\n.\r\nBody"), default);

        Assert.Equal(MailVerdict.Sent, result.Verdict);
        var mail = await app.Sink.NextAsync(to);
        Assert.Equal([to], mail.Recipients);
        Assert.Equal(to, Assert.Single(mail.Message.To.Mailboxes).Address);
        Assert.Empty(mail.Message.Cc.Mailboxes.Concat(mail.Message.Bcc.Mailboxes));
        Assert.Contains("Bcc: other@example.test\r\n.\r\nBody", mail.Text.ReplaceLineEndings("\r\n"), StringComparison.Ordinal);
        Assert.Equal("no-reply@mot.example", Assert.Single(mail.Message.From.Mailboxes).Address);
        Assert.Equal("auto-generated", mail.Message.Headers["Auto-Submitted"]);
    }

    [Theory]
    [InlineData(SinkMood.NotNow)]
    [InlineData(SinkMood.Hangs)]
    public async Task Mail_ThatTheServerDoesNotTakeYet_WaitsAndIsSentLater(SinkMood mood)
    {
        var to = MailFixture.NewAddress();
        app.Sink.Mood = mood;
        var id = await OrderAsync(to);
        Assert.Equal(mood, await app.Sink.RefusedAsync());
        await SettledAsync(id, attempts: 1);

        app.Sink.Mood = SinkMood.Takes;
        await DueAsync(id);

        var mail = await app.Sink.NextAsync(to);
        Assert.StartsWith(id.ToString("N"), mail.Message.MessageId, StringComparison.Ordinal);
        await GoneAsync(id);
    }

    // Another process takes the mail over that soon if this one dies.
    [Fact]
    public async Task Mail_OnItsWay_IsHeldForAMinuteAtMost()
    {
        app.Sink.Mood = SinkMood.Hangs;
        var id = await OrderAsync(MailFixture.NewAddress());
        await app.Sink.RefusedAsync();

        var due = await InStoreAsync(db => db.Outbox.Where(m => m.Id == id).Select(m => m.DueAtUtc).SingleAsync());

        Assert.InRange(due - DateTime.UtcNow, TimeSpan.FromSeconds(15), TimeSpan.FromMinutes(1));
        await SettledAsync(id, attempts: 1);
        app.Sink.Mood = SinkMood.Takes;
        await DueAsync(id);
        await GoneAsync(id);
    }

    [Fact]
    public async Task Mail_ToNoMailbox_IsGivenUpAtOnce()
    {
        app.Sink.Mood = SinkMood.NoSuchMailbox;
        var id = await OrderAsync(MailFixture.NewAddress());

        await app.Sink.RefusedAsync();
        await GivenUpAsync(id);
        app.Sink.Mood = SinkMood.Takes;
    }

    [Fact]
    public async Task Mail_TriedForDays_IsGivenUp()
    {
        app.Sink.Mood = SinkMood.NotNow;
        var id = await OrderAsync(MailFixture.NewAddress());
        await app.Sink.RefusedAsync();
        await SettledAsync(id, attempts: 1);

        await InStoreAsync(db => db.Outbox.Where(m => m.Id == id).ExecuteUpdateAsync(
            set => set.SetProperty(m => m.Attempts, OutboxDelivery.MaxAttempts - 1)));
        await DueAsync(id);

        await app.Sink.RefusedAsync();
        await GivenUpAsync(id);
        app.Sink.Mood = SinkMood.Takes;
    }

    [Fact]
    public void Waits_GrowToAnHourAndLastForDays()
    {
        var waits = Enumerable.Range(1, OutboxDelivery.MaxAttempts).Select(OutboxDelivery.Wait).ToList();

        Assert.Equal(TimeSpan.FromSeconds(20), waits[0]);
        Assert.Equal(waits.Order(), waits);
        Assert.Equal(TimeSpan.FromHours(1), waits[^1]);
        Assert.InRange(waits.Aggregate(TimeSpan.Zero, (sum, wait) => sum + wait), TimeSpan.FromDays(2), TimeSpan.FromDays(4));
    }

    [Fact]
    public async Task Order_InTheStore_TellsNoAddress()
    {
        var to = MailFixture.NewAddress();
        app.Sink.Mood = SinkMood.NotNow;
        var id = await OrderAsync(to);
        await app.Sink.RefusedAsync();

        var order = await InStoreAsync(db => db.Outbox.Where(m => m.Id == id).Select(m => m.Order).SingleAsync());

        Assert.DoesNotContain(to, order, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(Convert.ToBase64String(Encoding.UTF8.GetBytes(to)).TrimEnd('='), order, StringComparison.Ordinal);
        app.Sink.Mood = SinkMood.Takes;
    }

    [Fact]
    public async Task Mail_ThatTwoWouldSend_IsSentByOne()
    {
        app.Sink.Mood = SinkMood.Takes;
        var to = Enumerable.Range(0, 10).Select(_ => MailFixture.NewAddress()).ToList();
        var before = app.Sink.Count;
        await app.InScopeAsync(async services =>
        {
            // Whoever is woken by the first finds none yet.
            await using var transaction = await services.GetRequiredService<AppDbContext>().Database.BeginTransactionAsync();
            foreach (var address in to)
            {
                await services.GetRequiredService<Outbox>().SendAsync(AccountMails.SignUp, address, null, default);
            }

            await transaction.CommitAsync();
            return to.Count;
        });

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            while (await app.InScopeAsync(s => s.GetRequiredService<OutboxDelivery>().SendNextAsync(default)))
            {
            }
        })));
        await Task.WhenAll(to.Select(app.Sink.NextAsync));

        Assert.Equal(before + to.Count, app.Sink.Count);
        Assert.False(await InStoreAsync(db => db.Outbox.AnyAsync(m => m.Attempts > 1 && m.GivenUpAtUtc == null)));
    }

    private Task<Guid> OrderAsync(string to) => app.InScopeAsync(async services =>
    {
        var db = services.GetRequiredService<AppDbContext>();
        await services.GetRequiredService<Outbox>().SendAsync(AccountMails.SignUp, to, null, default);
        return Assert.Single(db.ChangeTracker.Entries<OutboxMail>()).Entity.Id;
    });

    private async Task DueAsync(Guid id)
    {
        var now = DateTime.UtcNow;
        await InStoreAsync(db => db.Outbox.Where(m => m.Id == id).ExecuteUpdateAsync(set => set.SetProperty(m => m.DueAtUtc, now)));
        app.Services.GetRequiredService<OutboxWake>().Set();
    }

    // The server has answered; the store learns of it in a moment, and the mail is due sooner then than while it was on its way.
    private Task SettledAsync(Guid id, int attempts) =>
        UntilAsync(db => db.Outbox.AnyAsync(m => m.Id == id && m.Attempts == attempts && m.DueAtUtc < DateTime.UtcNow.AddSeconds(25)));

    private Task GoneAsync(Guid id) => UntilAsync(async db => !await db.Outbox.AnyAsync(m => m.Id == id));

    // It is told to the administrator for a while, without whom it was for.
    private async Task GivenUpAsync(Guid id)
    {
        await UntilAsync(db => db.Outbox.AnyAsync(m => m.Id == id && m.GivenUpAtUtc != null));
        var mail = await InStoreAsync(db => db.Outbox.AsNoTracking().SingleAsync(m => m.Id == id));
        Assert.Equal(("", OutboxDelivery.Remembered), (mail.Order, mail.DueAtUtc - mail.GivenUpAtUtc));
        Assert.Matches("^RecipientNotAccepted, 550$|^MessageNotAccepted, 4|^RecipientNotAccepted, 4|, 4", mail.Reason);
        await DueAsync(id);
        await GoneAsync(id);
    }

    private async Task UntilAsync(Func<AppDbContext, Task<bool>> isSo)
    {
        var patience = System.Diagnostics.Stopwatch.StartNew();
        while (!await InStoreAsync(isSo))
        {
            Assert.True(patience.Elapsed < TimeSpan.FromSeconds(60), "It did not happen.");
            await Task.Yield();
        }
    }

    private Task<T> InStoreAsync<T>(Func<AppDbContext, Task<T>> work) =>
        app.InScopeAsync(services => work(services.GetRequiredService<AppDbContext>()));

    /// <summary>The app that waits for its mail server a second only.</summary>
    public sealed class Impatient : MailFixture
    {
        protected override IEnumerable<(string Key, string Value)> Settings => base.Settings.Append(("Mail:TimeoutSeconds", "2"));
    }
}
