using System.Net;
using System.Text;

namespace MomentOfTruth.Web.Tests.Site;

/// <summary>However an address is typed, it leads to the page; the page has one address only.</summary>
public sealed class OneAddressTests(AppFixture app) : IClassFixture<AppFixture>
{
    [Theory]
    [InlineData("/EN/log/{0}", "/en/log/{0}")]
    [InlineData("/en/log/{1}", "/en/log/{0}")]
    [InlineData("/Ko/log/{1}?draft=x", "/ko/log/{0}?draft=x")]
    [InlineData("/en/published/{1}", "/en/published/{0}")]
    [InlineData("/en/companies/{1}/journeys", "/en/companies/{0}/journeys")]
    [InlineData("/en/companies/{1}.json?period=all", "/en/companies/{0}.json?period=all")]
    [InlineData("/en/embed/log/{1}", "/en/embed/log/{0}")]
    [InlineData("/EN/Log/{1}", "/en/log/{0}")]
    [InlineData("/en/Embed/LOG/{0}", "/en/embed/log/{0}")]
    [InlineData("/en/log/{0}.", "/en/log/{0}")]
    [InlineData("/en/log/{0}).", "/en/log/{0}")]
    public async Task CapitalsAndSyllablesInPieces_LeadToTheOneAddress(string typed, string address)
    {
        var company = await app.CompanyAsync("온빛 Mobile");
        var other = company.Slug.ToUpperInvariant().Normalize(NormalizationForm.FormD);

        var answer = await app.Browser().GetAsync(string.Format(null, typed, company.Slug, Uri.EscapeDataString(other)));

        Assert.Equal(HttpStatusCode.MovedPermanently, answer.StatusCode);
        Assert.Equal("max-age=3600, private", answer.Headers.CacheControl?.ToString());
        Assert.Equal(string.Format(null, address, company.Slug), Uri.UnescapeDataString(answer.Headers.Location!.OriginalString));
    }

    [Theory]
    [InlineData("/en/log/{0}")]
    [InlineData("/ko/log/{0}?draft=x")]
    [InlineData("/EN/nothing")]
    [InlineData("/en/log/...")]
    [InlineData("/en/log/%EF%BF%BD")]
    [InlineData("//en/log")]
    public async Task WhatIsThatAddress_OrNone_IsNotSentInCircles(string typed)
    {
        var company = await app.CompanyAsync("온빛");
        var address = string.Format(null, typed, Uri.EscapeDataString(company.Slug));
        for (var steps = 0; steps < 3; steps++)
        {
            var answer = await app.Browser().GetAsync(address);
            if (answer.StatusCode != HttpStatusCode.MovedPermanently)
            {
                return;
            }

            Assert.StartsWith("/en/", answer.Headers.Location!.OriginalString, StringComparison.Ordinal);
            address = answer.Headers.Location.OriginalString;
        }

        Assert.Fail($"{typed} leads on and on.");
    }
}
