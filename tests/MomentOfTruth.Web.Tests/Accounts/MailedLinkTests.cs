using Microsoft.AspNetCore.DataProtection;
using MomentOfTruth.Web.Features.Accounts;

namespace MomentOfTruth.Web.Tests.Accounts;

/// <summary>How long a mailed link is good. The signature has a lifetime of its own; here only the store's clock goes on.</summary>
public sealed class MailedLinkTests(AppFixture app) : IClassFixture<AppFixture>
{
    private static readonly EphemeralDataProtectionProvider Protection = new();

    [Theory]
    [InlineData(0, true)]
    [InlineData(59 * 60 + 59, true)]
    [InlineData(60 * 60, false)]
    [InlineData(60 * 60 + 1, false)]
    public async Task Link_IsReadAndUsedForAnHour_AndNotAfterwards(int seconds, bool isGood)
    {
        await using var db = app.Database.Open();
        var clock = new Clock();
        var links = new MailedLinks(db, Protection, clock);
        var token = await links.IssueAsync(LinkPurpose.SignUp, new LinkSubject("someone@example.test"), default);
        clock.Ahead = TimeSpan.FromSeconds(seconds);

        Assert.Equal(isGood ? "someone@example.test" : null, (await links.ReadAsync(LinkPurpose.SignUp, token, default))?.Email);
        Assert.Equal(isGood, await links.UseAsync(LinkPurpose.SignUp, token, default));
    }

    [Fact]
    public async Task Link_IsGoodOnce_AndForItsPurposeAlone()
    {
        await using var db = app.Database.Open();
        var links = new MailedLinks(db, Protection, new Clock());
        var token = await links.IssueAsync(LinkPurpose.NewPassword, new LinkSubject("someone@example.test"), default);

        Assert.False(await links.UseAsync(LinkPurpose.SignUp, token, default));
        Assert.True(await links.UseAsync(LinkPurpose.NewPassword, token, default));
        Assert.False(await links.UseAsync(LinkPurpose.NewPassword, token, default));
        Assert.Null(await links.ReadAsync(LinkPurpose.NewPassword, token, default));
    }

    // It stands still, so that the last second of the hour is one.
    private sealed class Clock : TimeProvider
    {
        private readonly DateTimeOffset _issued = System.GetUtcNow();

        public TimeSpan Ahead { get; set; }

        public override DateTimeOffset GetUtcNow() => _issued + Ahead;
    }
}
