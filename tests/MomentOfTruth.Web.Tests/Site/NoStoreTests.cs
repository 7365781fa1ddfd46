using MomentOfTruth.Domain.Companies;

namespace MomentOfTruth.Web.Tests.Site;

/// <summary>What needs a sign-in or a code is in no browser's memory for whoever presses Back next.</summary>
public sealed class NoStoreTests(AppFixture app) : IClassFixture<AppFixture>
{
    [Theory]
    [InlineData("")]
    [InlineData(".json")]
    [InlineData(".csv")]
    [InlineData("/journeys")]
    [InlineData("/fix-first")]
    [InlineData("/export")]
    [InlineData("/export/journeys.csv")]
    [InlineData("/export/moments.csv")]
    [InlineData("/settings/names")]
    [InlineData("/poster")]
    [InlineData("/settings")]
    [InlineData("/nothing-of-that-name")]
    public async Task WhatIsUnderACompany_IsNotStored(string path)
    {
        var company = await app.CompanyAsync();
        foreach (var asker in new[] { app.Browser(), await app.SignedInAsync(company, CompanyRole.Owner) })
        {
            var answer = await asker.GetAsync($"/en/companies/{company.Slug}{path}");
            Assert.True(
                path.Contains("nothing", StringComparison.Ordinal) && (int)answer.StatusCode == 404 || answer.Headers.CacheControl?.NoStore == true,
                $"{path} {answer.StatusCode}: {answer.Headers.CacheControl}");
        }
    }

    [Fact]
    public async Task PublicPages_AreNotStoredWithTheNameOfWhoIsSignedIn_AndJourneysNeither()
    {
        var company = await app.CompanyAsync();
        var (id, code) = await app.JourneyAsync(company, TestData.Said("Shop", "8"));
        var customer = app.Browser();
        await customer.PostFormAsync("/en/my-journeys", new() { ["Code"] = code.ToString() });
        var member = await app.SignedInAsync(company, CompanyRole.Viewer);

        Assert.True((await customer.GetAsync($"/en/my-journeys/{id}")).Headers.CacheControl!.NoStore);
        Assert.True((await member.GetAsync("/en")).Headers.CacheControl!.NoStore);
    }
}
