using System.Net;

namespace MomentOfTruth.Web.Tests.Publications;

public sealed class ReportLimitTests(ReportLimitTests.Strict app) : IClassFixture<ReportLimitTests.Strict>
{
    [Fact]
    public async Task ReportsFromOneAddress_AreLimited_ReadingIsNot()
    {
        var company = await app.CompanyAsync();
        await app.PublishedAsync(company, 5);
        var visitor = app.Browser();
        var html = await visitor.GetStringAsync(company.PublishedAddress());
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(HttpStatusCode.Redirect, (await visitor.SubmitAsync(html, "Reason", ("Reason", $"Report {i}"))).StatusCode);
        }

        var refused = await visitor.SubmitAsync(html, "Reason", ("Reason", "Once more"));

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 3600);
        Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync(company.PublishedAddress())).StatusCode);
    }

    public sealed class Strict : AppFixture
    {
        protected override IEnumerable<(string Key, string Value)> Settings => [("Limits:ReportsPerHour", "3")];
    }
}
