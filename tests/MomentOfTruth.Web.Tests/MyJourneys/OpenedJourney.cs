using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Features.Intake;

namespace MomentOfTruth.Web.Tests.MyJourneys;

/// <summary>A journey that was sent, and a browser that its receipt code has opened it in.</summary>
public sealed record OpenedJourney(AppFixture App, Company Company, Guid Id, ReceiptCode Code, HttpClient Browser, string Address)
{
    public JourneyKey Key => Company.Key(Id);

    public static Task<OpenedJourney> OfAsync(AppFixture app, string culture, params NamedMoment[] moments) =>
        OfAsync(app, culture, null, moments);

    public static async Task<OpenedJourney> OfAsync(AppFixture app, string culture, Company? company, params NamedMoment[] moments)
    {
        company ??= await app.CompanyAsync();
        var (id, code) = await app.JourneyAsync(company, moments.Length > 0 ? moments : [TestData.Said("Shop", "8"), TestData.Said("Call centre", "0", TestData.Day.AddDays(1), "They hung up.")]);
        return new OpenedJourney(app, company, id, code, await OpenAsync(app, culture, code), $"/{culture}/my-journeys/{id}");
    }

    /// <summary>Another device on which the code is typed.</summary>
    public static async Task<HttpClient> OpenAsync(AppFixture app, string culture, ReceiptCode code)
    {
        var browser = app.Browser();
        var opened = await browser.PostFormAsync($"/{culture}/my-journeys", new() { ["Code"] = code.ToString() });
        Assert.Equal(HttpStatusCode.Redirect, opened.StatusCode);
        return browser;
    }

    public Task<string> PageAsync(string page = "") => Browser.GetStringAsync(Address + page);

    public async Task<string> TextAsync(string page = "") => WebUtility.HtmlDecode(await PageAsync(page));

    /// <summary>The moments in their order: number, touchpoint and score.</summary>
    public Task<string> MomentsAsync() => App.InScopeAsync(async services =>
    {
        var db = services.GetRequiredService<AppDbContext>();
        var moments = await db.Moments.Where(m => m.JourneyId == Id)
            .Join(db.Touchpoints, m => m.TouchpointId, t => t.Id, (m, t) => new { m.Number, m.Position, t.Name, m.Score }).ToListAsync();
        return string.Join(", ", moments.OrderBy(m => m.Position).Select(m => $"{m.Number} {m.Name} {m.Score}"));
    });

    public Task<IReadOnlyList<MomentRevision>> RevisionsAsync() => App.InScopeAsync<IReadOnlyList<MomentRevision>>(async services =>
        await services.GetRequiredService<AppDbContext>().MomentRevisions.AsNoTracking().Where(r => r.JourneyId == Id).OrderBy(r => r.Version).ToListAsync());
}
