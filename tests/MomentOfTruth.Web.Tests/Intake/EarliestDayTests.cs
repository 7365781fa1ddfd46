using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Features.Companies;
using MomentOfTruth.Web.Features.Intake;
using MomentOfTruth.Web.Features.Journeys;

namespace MomentOfTruth.Web.Tests.Intake;

/// <summary>The first day and the last that each kind of day may be: both are taken, and their neighbours outside are not.</summary>
public sealed class EarliestDayTests(AppFixture app) : IClassFixture<AppFixture>
{
    private static readonly DateOnly Latest = TestData.Day;

    [Theory]
    [InlineData("1989-12-31", true)]
    [InlineData("1990-01-01", false)]
    [InlineData("1990-01-02", false)]
    public void MomentCheck_TheEarliestDay_IsNotTooEarly(string day, bool isTooEarly) =>
        Assert.Equal(isTooEarly, MomentCheck.IsTooEarly(Day(day)));

    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, false)]
    [InlineData(1, true)]
    public void MomentCheck_TheLatestDay_IsNotInTheFuture(int days, bool isInFuture) =>
        Assert.Equal(isInFuture, MomentCheck.IsInFuture(Latest.AddDays(days), Latest));

    [Theory]
    [InlineData("1989-12-31", HttpStatusCode.UnprocessableEntity)]
    [InlineData("1990-01-01", HttpStatusCode.Redirect)]
    public async Task Form_TakesTheEarliestDay_AndNoneBefore(string day, HttpStatusCode expected)
    {
        var company = await app.CompanyAsync();
        var typed = LogForms.Typed(("Shop", "8")).With("Input.Moments[0].OccurredOn", day);

        var answer = await app.Browser().PressAsync(company.LogAddress(), typed, "all");

        Assert.Equal(expected, answer.StatusCode);
    }

    [Theory]
    [InlineData("1899-12-31", false)]
    [InlineData("1900-01-01", true)]
    [InlineData("2199-12-31", true)]
    [InlineData("2200-01-01", false)]
    public void Filter_TakesTheFirstDayAndTheLast_AndNoneOutside(string day, bool isUnderstood)
    {
        foreach (var name in new[] { JourneyFilter.FromName, JourneyFilter.ToName })
        {
            var query = new QueryCollection(QueryHelpers.ParseQuery($"{name}={day}"));
            Assert.Equal(isUnderstood, JourneyFilter.Parse(query, Latest).IsUnderstood);
        }
    }

    [Theory]
    [InlineData("1999-12-31", HttpStatusCode.UnprocessableEntity)]
    [InlineData("2000-01-01", HttpStatusCode.Redirect)]
    [InlineData("today", HttpStatusCode.Redirect)]
    [InlineData("tomorrow", HttpStatusCode.UnprocessableEntity)]
    public async Task Marker_TakesTheFirstDayAndToday_AndNoneOutside(string on, HttpStatusCode expected)
    {
        var company = await app.CompanyAsync();
        await app.JourneyAsync(company, TestData.Said("Shop", "8"));
        var shop = await app.InScopeAsync(s => s.GetRequiredService<AppDbContext>().Touchpoints
            .Where(t => t.CompanyId == company.Id)
            .Select(t => t.Id)
            .SingleAsync());
        var browser = await app.SignedInAsync(company, CompanyRole.Manager);
        var today = TimeProvider.System.Today("Asia/Seoul");
        var day = on switch { "today" => today, "tomorrow" => today.AddDays(1), _ => Day(on) };

        var answer = await browser.PostFormAsync(
            $"/en/companies/{company.Slug}/touchpoints/{shop}",
            new() { ["Input.On"] = day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), ["Input.Text"] = "Moved" });

        Assert.Equal(expected, answer.StatusCode);
    }

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
