using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Web.Features.Dashboards;

namespace MomentOfTruth.Web.Tests.Dashboards;

public sealed class DashboardFilesTests(AppFixture app) : IClassFixture<AppFixture>
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    [Fact]
    public async Task Json_HoldsTheMeasuresOfTheQuery()
    {
        var (company, browser) = await StoreAsync();

        using var file = JsonDocument.Parse(await browser.GetStringAsync($"/en/companies/{company.Slug}.json?period=all"));
        var measures = await app.InScopeAsync(
            services => services.GetRequiredService<MeasuresQuery>().RunAsync(new LedgerScope(company.Id), default));

        var expected = JsonSerializer.SerializeToElement(MeasuresSummary.Of(measures), Web);
        Assert.True(JsonElement.DeepEquals(expected, file.RootElement.GetProperty("measures")));
        Assert.Equal(2, file.RootElement.GetProperty("trend").GetArrayLength());
        Assert.Equal(4, file.RootElement.GetProperty("heatMap").GetArrayLength());
        Assert.Equal(0, file.RootElement.GetProperty("benchmark").GetProperty("others").GetInt32());
    }

    [Fact]
    public async Task Csv_NamesThatSpreadsheetsWouldRun_AreGuarded()
    {
        var company = await app.CompanyAsync();
        await ToldJourney.LogAsync(app, company, ToldJourney.Times(5, new("=0", Outcome.LeftForCompetitor, "@cmd")));
        var browser = await app.SignedInAsync(company, CompanyRole.Viewer);

        var lines = (await browser.GetStringAsync($"/en/companies/{company.Slug}.csv?period=all")).Split("\r\n");

        Assert.Equal("section,touchpoint,key,value", lines[0].TrimStart('\uFEFF'));
        Assert.Contains("killingMoments,'=,kills,5", lines);
        Assert.Contains("destinationsNamed,,'@cmd,5", lines);
    }

    [Theory]
    [InlineData(".json")]
    [InlineData(".csv")]
    public async Task File_MembersReadIt_StrangersFindNothing_AndWhatIsNotUnderstoodIsRefused(string extension)
    {
        var (company, browser) = await StoreAsync();
        var address = $"/en/companies/{company.Slug}{extension}";
        var stranger = await app.SignedInAsync(await app.CompanyAsync(), CompanyRole.Owner);

        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync(address)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync(address)).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await app.Browser().GetAsync(address)).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await browser.GetAsync(address + "?from=yesterday")).StatusCode);
    }

    private async Task<(Company Company, HttpClient Browser)> StoreAsync()
    {
        var company = await app.CompanyAsync();
        await ToldJourney.LogAsync(app, company,
        [
            new("A9 B0", Outcome.Left, Day: new(2026, 1, 5)),
            new("A8 B7.5", Outcome.Stayed, Day: new(2026, 2, 5)),
            new("A0 A9", Outcome.NotSaid, Day: new(2026, 1, 9)),
            new("B4", null),
        ]);
        return (company, await app.SignedInAsync(company, CompanyRole.Viewer));
    }
}
