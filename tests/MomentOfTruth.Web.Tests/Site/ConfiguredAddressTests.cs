using System.Net;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Web.Tests.Intake;
using MomentOfTruth.Web.Tests.Mail;

namespace MomentOfTruth.Web.Tests.Site;

/// <summary>The site has the address that its operator gave it, whatever a request names as its host.</summary>
public sealed class ConfiguredAddressTests(MailFixture app) : IClassFixture<MailFixture>
{
    [Theory]
    [InlineData("/poster")]
    [InlineData("/settings")]
    public async Task WhatIsHandedOn_LeadsToTheConfiguredSite(string page)
    {
        var company = await app.CompanyAsync();
        var owner = await app.SignedInAsync(company, CompanyRole.Owner);
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/en/companies/{company.Slug}{page}");
        request.Headers.Host = "evil.example";

        var html = await (await owner.SendAsync(request)).TextAsync();

        Assert.Contains("mot.example", html, StringComparison.Ordinal);
        Assert.DoesNotContain("evil.example", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReceiptLink_LeadsToTheConfiguredSite()
    {
        var company = await app.CompanyAsync();
        var customer = app.Browser();
        var (journey, _) = await customer.SendAsync(company.LogAddress(), LogForms.Typed(("Shop", "8")));
        using var request = new HttpRequestMessage(HttpMethod.Get, journey + "/sent");
        request.Headers.Host = "evil.example";

        var answer = await customer.SendAsync(request);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.DoesNotContain("evil.example", await answer.TextAsync(), StringComparison.Ordinal);
    }
}
