using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Tests.Intake;

namespace MomentOfTruth.Web.Tests.Companies;

/// <summary>Names and zones that this machine, or a short address, cannot hold.</summary>
public sealed class UnknownZoneTests(AppFixture app) : IClassFixture<AppFixture>
{
    [Fact]
    public async Task CompanyInAZoneThatThisMachineDoesNotKnow_IsReadInUtc()
    {
        var company = await app.CompanyAsync();
        await app.FinishedAsync(company, Domain.Journeys.Outcome.Left, null, TestData.Said("Shop", "0"));
        await app.InScopeAsync(s => s.GetRequiredService<AppDbContext>().Companies.Where(c => c.Id == company.Id)
            .ExecuteUpdateAsync(set => set.SetProperty(c => c.TimeZoneId, "Mars/Olympus")));
        var owner = await app.SignedInAsync(company, CompanyRole.Owner);

        foreach (var page in new[] { "", "/journeys", "/fix-first", "/settings", "/export", "/settings/names" })
        {
            Assert.Equal(HttpStatusCode.OK, (await owner.GetAsync($"/en/companies/{company.Slug}{page}")).StatusCode);
        }

        Assert.Equal(HttpStatusCode.OK, (await owner.GetAsync(company.LogAddress())).StatusCode);
        await owner.SendAsync(company.LogAddress(), LogForms.Typed(("Shop", "8")));
    }

    [Theory]
    [InlineData("𠮷", 60)]
    [InlineData("𠮷", 100)]
    [InlineData("가", 200)]
    [InlineData("👨‍👩‍👧", 20)]
    public async Task LongNameOfRareLetters_HasAnAddress(string letter, int times)
    {
        var customer = app.Browser();
        var name = string.Concat(Enumerable.Repeat(letter, times)) + " x";

        var added = await customer.PostFormAsync("/en/log?q=x", new() { ["q"] = name[..Math.Min(name.Length, 200)].TrimEnd('\ud842') });

        Assert.True((int)added.StatusCode < 400, added.StatusCode.ToString());
    }
}
