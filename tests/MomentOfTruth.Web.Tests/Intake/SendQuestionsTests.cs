using System.Net;
using Microsoft.Extensions.DependencyInjection;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Web.Data;

namespace MomentOfTruth.Web.Tests.Intake;

/// <summary>What is asked before sending: nothing is dropped without a word, and everybody who means it gets on.</summary>
public sealed class SendQuestionsTests(AppFixture app) : IClassFixture<AppFixture>
{
    [Fact]
    public async Task Zero_IsSentAsItIs_WithoutASecondQuestion()
    {
        var company = await app.CompanyAsync();
        var browser = app.Browser();
        var (_, html) = await browser.CheckAsync(company.LogAddress(), LogForms.Typed(("Shop", "8"), ("Call centre", "0")));

        Assert.DoesNotContain("name=\"Answers.", html.Replace("Answers.Asked", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.EndsWith("/sent", (await browser.SubmitAsync(html, "Ticket")).Headers.Location!.OriginalString, StringComparison.Ordinal);
        Assert.Equal([80, 0], Scores(company));
    }

    [Theory]
    [InlineData("2026-03-09", "14:30", 1)]
    [InlineData("2026-03-10", "14:29", 1)]
    [InlineData("2026-03-10", "14:30", 0)]
    [InlineData("2026-03-10", "", 0)]
    [InlineData("2026-03-11", "09:00", 0)]
    public async Task MomentThatWasEarlierThanTheOneBefore_IsPointedOut_AndSentInTheCustomersOrder(string day, string time, int times)
    {
        var company = await app.CompanyAsync();
        var browser = app.Browser();
        var typed = LogForms.Typed(("Shop", "8"), ("Website", "7"), ("App", "6"))
            .With("Input.Moments[1].OccurredOn", day).With("Input.Moments[1].OccurredAt", time).With(
                "Input.Moments[2].OccurredOn", "2026-03-12");

        var (_, html) = await browser.CheckAsync(company.LogAddress(), typed);

        Assert.Equal(times, html.Split("This day is earlier than that of moment 1.").Length - 1);
        Assert.EndsWith("/sent", (await browser.SubmitAsync(html, "Ticket")).Headers.Location!.OriginalString, StringComparison.Ordinal);
        Assert.Equal([80, 70, 60], Scores(company));
    }

    [Theory]
    [InlineData("en", "You may have sent this already", "Say whether it should be sent again")]
    [InlineData("ko", "이미 보낸 내용인 것 같아요", "다시 보낼지 골라 주세요")]
    public async Task TheSameToldTwice_IsAskedAbout_AndSentAgainIfMeant(string culture, string question, string error)
    {
        var company = await app.CompanyAsync();
        await app.Browser().SendAsync(company.LogAddress(culture), LogForms.Typed(("Shop", "8")));
        var spaced = LogForms.Typed(("SHOP ", "8")).With("Input.Title", " five  MOMENTS").With("Input.Moments[0].OccurredOn", "2026-03-01");
        var browser = app.Browser();
        var (_, html) = await browser.CheckAsync(
            company.LogAddress(culture), spaced.With("Input.Moments[0].Story", LogForms.Typed(("Shop", "8"))["Input.Moments[0].Story"]));
        Assert.Contains(question, html, StringComparison.Ordinal);

        var unanswered = await browser.SubmitAsync(html, "Ticket");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, unanswered.StatusCode);
        var asked = await unanswered.Content.ReadAsStringAsync();
        Assert.Contains(error, WebUtility.HtmlDecode(asked), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await browser.SubmitAsync(asked, "Ticket")).StatusCode);

        Assert.EndsWith(
            "/sent", (await browser.SubmitAsync(asked, "Ticket", ("Answers.Again", "yes"))).Headers.Location!.OriginalString,
            StringComparison.Ordinal);
        Assert.Equal(2, Scores(company).Count);
    }

    [Theory]
    [InlineData("Input.Title", "Another title")]
    [InlineData("Input.Product", "Another modem")]
    [InlineData("Input.Moments[0].Score", "7")]
    [InlineData("Input.Moments[0].Story", "Another story")]
    [InlineData("Input.Moments[0].Touchpoint", "Another place")]
    public async Task SomethingElseTold_IsNotAskedAbout(string field, string value)
    {
        var company = await app.CompanyAsync();
        await app.Browser().SendAsync(company.LogAddress(), LogForms.Typed(("Shop", "8")));

        var (_, html) = await app.Browser().CheckAsync(company.LogAddress(), LogForms.Typed(("Shop", "8")).With(field, value));
        var (_, elsewhere) = await app.Browser().CheckAsync((await app.CompanyAsync()).LogAddress(), LogForms.Typed(("Shop", "8")));

        Assert.DoesNotContain("Answers.Again", html, StringComparison.Ordinal);
        Assert.DoesNotContain("Answers.Again", elsewhere, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ScoresWithoutAWord_AreNotTheSameForBeingEqual()
    {
        var company = await app.CompanyAsync();
        var silent = LogForms.Typed(("Shop", "8")).With("Input.Title", null).With("Input.Moments[0].Story", null);
        await app.Browser().SendAsync(company.LogAddress(), silent);

        var (_, html) = await app.Browser().CheckAsync(company.LogAddress(), silent);

        Assert.DoesNotContain("Answers.Again", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en", "Are you sending this yourself?")]
    [InlineData("ko", "직접 보내시는 건가요?")]
    public async Task FieldThatNobodySees_FilledIn_IsAskedAbout(string culture, string question)
    {
        var company = await app.CompanyAsync();
        var browser = app.Browser();
        var (_, html) = await browser.CheckAsync(
            company.LogAddress(culture), LogForms.Typed(("Shop", "8")).With("Input.Homepage", "https://spam.example"));
        Assert.Contains(question, html, StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await browser.SubmitAsync(html, "Ticket")).StatusCode);
        Assert.Empty(Scores(company));
        Assert.EndsWith(
            "/sent", (await browser.SubmitAsync(html, "Ticket", ("Answers.Person", "yes"))).Headers.Location!.OriginalString,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task FieldThatNobodySees_IsHiddenFromPeopleAndReaders()
    {
        var page = Html.Parse(await app.Browser().GetStringAsync((await app.CompanyAsync()).LogAddress()));
        var field = page.One("div.visually-hidden[aria-hidden=true] > label:first-child + input#Input_Homepage");
        Assert.Equal(("Input.Homepage", "-1", "off"), (field.Value("name"), field.Value("tabindex"), field.Value("autocomplete")));
        Assert.NotEmpty(field.PreviousElementSibling!.Words());
    }

    private List<int> Scores(Company company)
    {
        using var scope = app.Services.CreateScope();
        return [.. scope.ServiceProvider.GetRequiredService<AppDbContext>().JourneysOf(company.Id)
            .SelectMany(j => j.Moments).OrderBy(m => m.JourneyId).ThenBy(m => m.Position).Select(m => m.Score).AsEnumerable().Select(score => score.Tenths)];
    }
}
