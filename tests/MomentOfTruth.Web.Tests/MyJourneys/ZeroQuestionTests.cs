using System.Net;

namespace MomentOfTruth.Web.Tests.MyJourneys;

/// <summary>
/// A zero of a further or a changed moment is asked about once, as one of a new journey is, also where no script can ask.
/// </summary>
public sealed class ZeroQuestionTests(AppFixture app) : IClassFixture<AppFixture>
{
    private static readonly (string, string)[] Zero = [("Input.Touchpoint", "Repair"), ("Input.OccurredOn", "2026-03-12"), ("Input.Score", "0"), ("Input.Story", "Nobody came.")];

    [Theory]
    [InlineData("en", "Did this alone make you give up?", "Yes, keep the 0")]
    [InlineData("ko", "이것만으로 포기하게 되었나요?", "네, 0점으로 둡니다")]
    public async Task NewMoment_OfZero_IsAskedAboutOnce_AndKeepsWhatWasTyped(string culture, string question, string yes)
    {
        var journey = await OpenedJourney.OfAsync(app, culture);
        var asked = await journey.Browser.SubmitAsync(await journey.PageAsync("/moments/new"), "Input.Story", Zero);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, asked.StatusCode);
        var html = await asked.Content.ReadAsStringAsync();
        Assert.Contains(question, WebUtility.HtmlDecode(html), StringComparison.Ordinal);
        Assert.Equal(yes, Html.Parse(html).One("button[name=do][value=zero]").TextContent);
        Assert.Equal("Nobody came.", Forms.FormOf(html, "Input.Story").Fields["Input.Story"]);
        Assert.Equal("1 Shop 8, 2 Call centre 0", await journey.MomentsAsync());

        var meant = await journey.Browser.SubmitAsync(html, "Input.Story", ("do", "zero"));

        Assert.Equal(HttpStatusCode.Redirect, meant.StatusCode);
        Assert.Equal("1 Shop 8, 2 Call centre 0, 3 Repair 0", await journey.MomentsAsync());
    }

    [Fact]
    public async Task NewMoment_OfZero_CanBeAnotherScoreAfterAll()
    {
        var journey = await OpenedJourney.OfAsync(app, "en");
        var asked = await journey.Browser.SubmitAsync(await journey.PageAsync("/moments/new"), "Input.Story", Zero);

        var sent = await journey.Browser.SubmitAsync(await asked.Content.ReadAsStringAsync(), "Input.Story", ("Input.Score", "2"));

        Assert.Equal(HttpStatusCode.Redirect, sent.StatusCode);
        Assert.Equal("1 Shop 8, 2 Call centre 0, 3 Repair 2", await journey.MomentsAsync());
    }

    [Fact]
    public async Task EditedMoment_IsAskedAbout_OnlyIfItWasNoZero()
    {
        var journey = await OpenedJourney.OfAsync(app, "en");

        var sameZero = await journey.Browser.SubmitAsync(
            await journey.PageAsync("/moments/2/edit"), "Input.Story", ("Input.Story", "They hung up twice."));
        var newZero = await journey.Browser.SubmitAsync(await journey.PageAsync("/moments/1/edit"), "Input.Story", ("Input.Score", "0"));

        Assert.Equal(HttpStatusCode.Redirect, sameZero.StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, newZero.StatusCode);
        Assert.Equal("1 Shop 8, 2 Call centre 0", await journey.MomentsAsync());
        await journey.Browser.SubmitAsync(await newZero.Content.ReadAsStringAsync(), "Input.Story", ("do", "zero"));
        Assert.Equal("1 Shop 0, 2 Call centre 0", await journey.MomentsAsync());
    }
}
