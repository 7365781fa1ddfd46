using Microsoft.Extensions.DependencyInjection;
using MomentOfTruth.Domain.Cases;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Features.Cases;
using MomentOfTruth.Web.Features.Companies;
using MomentOfTruth.Web.Tests.Intake;

namespace MomentOfTruth.Web.Tests.Cases;

/// <summary>Which journeys make up what is said of a company's answers.</summary>
public sealed class UsualAnswerTests(DraftTests.Timed app) : IClassFixture<DraftTests.Timed>
{
    private static readonly DateTimeOffset Now = new(2026, 6, 1, 9, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(30, 14, 0, true)]
    [InlineData(29, 14, 0, false)]
    [InlineData(30, 14, -1, false)]
    [InlineData(30, 180, 0, true)]
    [InlineData(30, 180, 1, false)]
    public async Task Base_IsWhatWasToldBetweenTheDays(int journeys, int daysAgo, int secondsEarlier, bool isKnown)
    {
        var company = await app.CompanyAsync();
        await app.PersonAsync(company, CompanyRole.Owner);
        await TellAsync(company, journeys, answered: 6, Now.AddDays(-daysAgo).AddSeconds(-secondsEarlier), TimeSpan.FromHours(30));

        Assert.Equal(isKnown ? new UsualAnswer(2, journeys == 30 ? 20 : 0) : null, await AskAsync(company));
    }

    [Fact]
    public async Task ImportedJourneys_AndCompaniesWithoutMembers_AreLeftOut()
    {
        var (unclaimed, imported) = (await app.CompanyAsync(), await app.CompanyAsync());
        await app.PersonAsync(imported, CompanyRole.Owner);
        await TellAsync(unclaimed, 30, 30, Now.AddDays(-20), TimeSpan.FromHours(3));
        await TellAsync(imported, 30, 30, Now.AddDays(-20), TimeSpan.FromHours(3), isImported: true);

        Assert.Null(await AskAsync(unclaimed));
        Assert.Null(await AskAsync(imported));
    }

    private Task<UsualAnswer?> AskAsync(Company company)
    {
        app.Clock.Set(Now);
        return app.InScopeAsync(async services => await services.GetRequiredService<UsualAnswerQuery>().RunAsync(
            (await services.GetRequiredService<PublicCompanyQuery>().RunAsync(company.Slug, default))!, default));
    }

    private async Task TellAsync(
        Company company, int journeys, int answered, DateTimeOffset at, TimeSpan wait, bool isImported = false)
    {
        var manager = await app.PersonAsync(await app.CompanyAsync(), CompanyRole.Manager);
        for (var i = 0; i < journeys; i++)
        {
            app.Clock.Set(at);
            var (id, _) = await app.JourneyAsync(company, TestData.Said("Shop", "8", new DateOnly(2025, 10, 1)));
            if (isImported)
            {
                await app.InScopeAsync(async services =>
                {
                    var db = services.GetRequiredService<AppDbContext>();
                    (await db.Journeys.FindAsync(company.Id, id))!.CameFrom($"id:{i}");
                    await db.SaveChangesAsync();
                });
            }

            if (i < answered)
            {
                foreach (var later in new[] { wait, wait + TimeSpan.FromDays(9) })
                {
                    app.Clock.Set(at + later);
                    await app.InScopeAsync(s =>
                        s.GetRequiredService<CaseWriter>().ReplyAsync(company.Key(id), manager.Id, "Sorry", close: false, default));
                }
            }
        }
    }
}
