using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Domain.Publications;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Features.Publications;

namespace MomentOfTruth.Web.Tests.Publications;

/// <summary>Brings journeys before the public, through the product's own writers.</summary>
public static class Publishing
{
    public static string PublishedAddress(this Company company, string culture = "en") => $"/{culture}/published/{company.Slug}";

    /// <summary>Finished journeys that are public.</summary>
    public static async Task<IReadOnlyList<Guid>> PublishedAsync(
        this AppFixture app, Company company, int number, string name = "Reader", DateOnly? on = null)
    {
        var journeys = new List<Guid>();
        for (var i = 1; i <= number; i++)
        {
            var journey = await app.FinishedAsync(company, Outcome.Stayed, null, TestData.Said("Shop", "8", on, $"Story of {name} {i}"));
            await app.AskAsync(journey, $"{name} {i}");
            await app.ApproveAsync(journey);
            journeys.Add(journey);
        }

        return journeys;
    }

    /// <summary>The customer asks for the journey as it stands now.</summary>
    public static async Task AskAsync(this AppFixture app, Guid journey, string pseudonym) => Assert.Equal(JourneyChange.Done, await app.InScopeAsync(async services =>
    {
        var found = await services.GetRequiredService<AppDbContext>().Journeys.AsNoTracking().SingleAsync(j => j.Id == journey);
        return await services.GetRequiredService<PublicationWriter>().AskAsync(found.Key, found.Version, pseudonym, default);
    }));

    public static async Task ApproveAsync(this AppFixture app, Guid journey)
    {
        var publication = await app.PublicationAsync(journey);
        Assert.True(await app.InScopeAsync(
            s => s.GetRequiredService<PublicationWriter>().ApproveAsync(publication!.CompanyId, publication.Id, publication.Version, 0, null, default)));
    }

    public static async Task ReportAsync(this AppFixture app, Company company, Guid journey, string reason)
    {
        var publication = await app.PublicationAsync(journey);
        Assert.True(await app.InScopeAsync(
            s => s.GetRequiredService<PublicationWriter>().ReportAsync(company.Id, publication!.Id, reason, default)));
    }

    public static async Task AnswerAsync(this AppFixture app, Company company, Guid journey, string answer)
    {
        var publication = await app.PublicationAsync(journey);
        Assert.True(await app.InScopeAsync(
            s => s.GetRequiredService<PublicationWriter>().AnswerAsync(company.Key(journey), publication!.Version, answer, default)));
    }

    /// <summary>As it is in the store; null for none.</summary>
    public static Task<Publication?> PublicationAsync(this AppFixture app, Guid journey) => app.InScopeAsync(services =>
        services.GetRequiredService<AppDbContext>().Publications.AsNoTracking().SingleOrDefaultAsync(p => p.JourneyId == journey));

    public static async Task<HttpClient> AdministratorAsync(this AppFixture app) =>
        await app.SignedInAsync(await app.PersonAsync(await app.CompanyAsync(), null, isAdministrator: true));

    /// <summary>
    /// The journeys on a page, each from its heading to the end of what is told, without the tags and with single spaces.
    /// </summary>
    public static IReadOnlyList<string> Articles(string html)
    {
        var page = Html.Parse(html);
        foreach (var form in page.QuerySelectorAll("article.shown details, article.shown form, article.shown p.no-print"))
        {
            form.Remove();
        }

        return [.. page.QuerySelectorAll("article.shown").Select(article => article.Words())];
    }
}
