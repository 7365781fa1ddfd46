using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Tests.Mail;

namespace MomentOfTruth.Web.Tests.Admin;

/// <summary>What administrators are told of the installation, and what not.</summary>
public sealed class InstallationTests(InstallationTests.Secretive app) : IClassFixture<InstallationTests.Secretive>
{
    private const string Secret = "canary-of-the-mail-password";

    [Theory]
    [InlineData("en", "not set", "No reverse proxy is named", "only one administrator")]
    [InlineData("ko", "설정 안 됨", "리버스 프록시가 등록되지 않았어요", "관리자가 한 명뿐")]
    public async Task Settings_SayWhatHolds_AndWhatIsRisky_AndNoSecret(string culture, string notSet, params string[] risks)
    {
        var page = await (await AdministratorAsync()).GetStringAsync($"/{culture}/admin/settings");
        var words = Html.Parse(page).One("main").Words();

        Assert.Contains("https://mot.example", words, StringComparison.Ordinal);
        Assert.Contains(notSet, words, StringComparison.Ordinal);
        Assert.All(risks, risk => Assert.Contains(risk, words, StringComparison.Ordinal));
        Assert.Contains("Mail:Password", words, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en", "given up")]
    [InlineData("ko", "포기")]
    public async Task State_TellsVersionStoreMailAndWork(string culture, string givenUp)
    {
        await app.InScopeAsync(async services =>
        {
            var db = services.GetRequiredService<AppDbContext>();
            await db.Outbox.ExecuteDeleteAsync();
            db.AddRange(
                Mail("", DateTime.UtcNow, "RecipientNotAccepted, 550"), Mail("sealed", null, "no answer in time"));
            await db.SaveChangesAsync();
            return await services.GetRequiredService<Leases>().TakeAsync("work-of-" + culture, TimeSpan.FromHours(1), default);
        });
        var administrator = await AdministratorAsync();

        var words = Html.Parse(await administrator.GetStringAsync($"/{culture}/admin/state")).One("main").Words();

        Assert.All(
            [TestDatabase.Provider == DatabaseProvider.Sqlite ? "SQLite 3." : "PostgreSQL 1", "_Initial", "RecipientNotAccepted, 550", "no answer in time", "work-of-" + culture, ".NET 10", givenUp],
            said => Assert.Contains(said, words, StringComparison.OrdinalIgnoreCase));
        Assert.Contains(
            culture == "en" ? "2 mails could not be sent" : "보내지 못한 메일 2통",
            await administrator.GetStringAsync($"/{culture}/admin"), StringComparison.Ordinal);

        static OutboxMail Mail(string order, DateTime? givenUp, string reason) => new()
        {
            Id = Guid.CreateVersion7(),
            Kind = "sign-up",
            Order = order,
            Attempts = 3,
            Reason = reason,
            GivenUpAtUtc = givenUp,
            DueAtUtc = DateTime.UtcNow.AddDays(1),
        };
    }

    private async Task<HttpClient> AdministratorAsync()
    {
        await app.InScopeAsync(s => s.GetRequiredService<AppDbContext>().Users.ExecuteUpdateAsync(set => set.SetProperty(u => u.IsAdministrator, false)));
        return await app.SignedInAsync(await app.PersonAsync(await app.CompanyAsync(), null, isAdministrator: true));
    }

    public sealed class Secretive : AppFixture
    {
        protected override IEnumerable<(string Key, string Value)> Settings =>
        [
            ("Mail:Host", "mail.example"), ("Mail:Security", "StartTls"), ("Mail:From", "no-reply@mot.example"), ("Mail:User", "mot"),
            ("Mail:Password", Secret), ("Site:BaseAddress", MailFixture.Site),
        ];
    }
}
