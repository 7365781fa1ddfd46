using MomentOfTruth.Domain.Companies;

namespace MomentOfTruth.Web.Tests.Dashboards;

public sealed class BenchmarkTests(AppFixture app) : IClassFixture<AppFixture>
{
    // Both tests share a store, so each has a period of its own.
    [Fact]
    public async Task FiveOthersWithThirtyJourneys_PlacesTheCompany_AndNamesNobody()
    {
        var day = new DateOnly(2031, 5, 5);
        var own = await CompanyAsync(15, 30, day);
        var others = new List<Company> { await CompanyAsync(1, 29, day) };
        foreach (var survived in new[] { 3, 6, 12, 24, 30 })
        {
            others.Add(await CompanyAsync(survived, 30, day));
        }

        var page = await PageAsync(own, day);

        Assert.Contains(
            "Survival: 50 %, better than 3 of 5 other companies. Half of them lie between 20 % and 80 %.", page, StringComparison.Ordinal);
        Assert.All(others, other =>
        {
            Assert.DoesNotContain(other.Slug, page, StringComparison.Ordinal);
            Assert.DoesNotContain(other.Name, page, StringComparison.Ordinal);
            Assert.DoesNotContain(other.Id.ToString(), page, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task FourOthers_AreTooFew()
    {
        var day = new DateOnly(2032, 5, 5);
        var own = await CompanyAsync(15, 30, day);
        for (var i = 0; i < 4; i++)
        {
            await CompanyAsync(10, 30, day);
        }

        var page = await PageAsync(own, day);

        Assert.Contains("Too few to compare with: fewer than 5 other companies", page, StringComparison.Ordinal);
        Assert.DoesNotContain("better than", page, StringComparison.Ordinal);
    }

    private async Task<Company> CompanyAsync(int survived, int journeys, DateOnly day)
    {
        var company = await app.CompanyAsync("Benchmarked");
        await ToldJourney.LogAsync(app, company,
            [.. ToldJourney.Times(survived, new("A9", Day: day)), .. ToldJourney.Times(journeys - survived, new("A0", Day: day))]);
        return company;
    }

    private async Task<string> PageAsync(Company company, DateOnly day)
    {
        var browser = await app.SignedInAsync(company, CompanyRole.Viewer);
        var address = $"/en/companies/{company.Slug}{{0}}?from={day:yyyy-MM-dd}&to={day:yyyy-MM-dd}";
        return await browser.GetStringAsync(address.Replace("{0}", "", StringComparison.Ordinal))
            + await browser.GetStringAsync(address.Replace("{0}", ".json", StringComparison.Ordinal))
            + await browser.GetStringAsync(address.Replace("{0}", ".csv", StringComparison.Ordinal));
    }
}
