using System.Net;
using Microsoft.Extensions.DependencyInjection;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Web.Features.Companies;

namespace MomentOfTruth.Web.Tests.Intake;

/// <summary>A day is the one on the customer's own wall, where it may be tomorrow already for the company.</summary>
public sealed class DayOnTheWallTests(DraftTests.Timed app) : IClassFixture<DraftTests.Timed>
{
    private const string Today = "2050-03-11", Tomorrow = "2050-03-12";

    // Half past eight in the morning of the 11th in Seoul; the 10th for a company in UTC, and nowhere the 12th.
    private static readonly DateTimeOffset Now = new(2050, 3, 10, 23, 30, 0, TimeSpan.Zero);

    [Fact]
    public async Task TodayWhereTheCustomerIs_IsTaken_ThoughTheCompanyHasItTomorrow()
    {
        var company = await CompanyAsync();
        var browser = app.Browser();
        var form = await browser.GetStringAsync(company.LogAddress());
        Assert.Contains($"max=\"{Today}\"", form, StringComparison.Ordinal);
        Assert.Contains("data-today=\"2050-03-10\"", form, StringComparison.Ordinal);

        var (_, check) = await browser.CheckAsync(company.LogAddress(), Typed(Today));
        Assert.Contains("11 Mar 2050 14:30", check, StringComparison.Ordinal);
        var sent = await browser.SubmitAsync(check, "Ticket");
        var journey = sent.Headers.Location!.OriginalString[..^"/sent".Length];
        var next = await browser.GetStringAsync(journey + "/moments/new");
        Assert.Contains($"max=\"{Today}\"", next, StringComparison.Ordinal);
        await browser.SubmitAsync(next, "Version", ("Input.Touchpoint", "Call centre"), ("Input.Score", "5"), ("Input.OccurredOn", Today));
        var finish = await browser.GetStringAsync(journey + "/finish");
        Assert.Contains($"max=\"{Today}\"", finish, StringComparison.Ordinal);

        var finished = await browser.SubmitAsync(finish, "Input.EndedOn", ("Input.Outcome", "stayed"), ("Input.EndedOn", Today));

        Assert.Equal(journey, finished.Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task DayThatHasComeNowhere_IsRefused()
    {
        var company = await CompanyAsync();
        var browser = app.Browser();
        await AssertRefusedAsync(await browser.PressAsync(company.LogAddress(), Typed(Tomorrow), "all"));
        var (journey, _) = await browser.SendAsync(company.LogAddress(), Typed(Today));

        await AssertRefusedAsync(await browser.SubmitAsync(
            await browser.GetStringAsync(journey + "/moments/new"), "Version", ("Input.Touchpoint", "Call centre"), ("Input.Score", "5"), ("Input.OccurredOn", Tomorrow)));
        await AssertRefusedAsync(await browser.SubmitAsync(
            await browser.GetStringAsync(journey + "/finish"), "Input.EndedOn", ("Input.Outcome", "stayed"), ("Input.EndedOn", Tomorrow)));
    }

    private static async Task AssertRefusedAsync(HttpResponseMessage answer)
    {
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains("day has not come yet", await answer.TextAsync(), StringComparison.Ordinal);
    }

    private static Dictionary<string, string> Typed(string day) => LogForms.Typed(("Shop", "8")).With("Input.Moments[0].OccurredOn", day);

    private Task<Company> CompanyAsync()
    {
        app.Clock.Set(Now);
        return app.InScopeAsync(async services =>
        {
            var company = await services.GetRequiredService<CompanyRegister>().FindOrAddAsync($"Far west {Guid.NewGuid():N}", default);
            await services.GetRequiredService<CompanySettings>().ChangeAsync(company.Id, found => found.MoveTo("UTC"), default);
            return company;
        });
    }
}
