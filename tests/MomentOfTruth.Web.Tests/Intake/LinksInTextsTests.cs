using System.Net;
using MomentOfTruth.Domain.Companies;

namespace MomentOfTruth.Web.Tests.Intake;

/// <summary>A link in a customer's words is words: nobody is led anywhere by it.</summary>
public sealed class LinksInTextsTests(AppFixture app) : IClassFixture<AppFixture>
{
    private const string Link = "https://evil.example/x";

    [Fact]
    public async Task Link_InAnyText_IsShownAndNowhereAnAnchor()
    {
        var company = await app.CompanyAsync();
        var customer = app.Browser();
        var typed = LogForms.Typed((Link, "0"), ("Shop " + Link, "8")).With("Input.Title", "See " + Link).With("Input.Product", Link)
            .With("Input.Moments[0].Story", $"Story {Link} www.evil.example mailto:x@evil.example");
        var (address, check) = await customer.CheckAsync(company.LogAddress(), typed);
        AssertPlain(check);
        AssertPlain(await customer.GetStringAsync($"{company.LogAddress()}?draft={address.Split('/')[^1]}"));
        var (journey, _) = await customer.SendAsync(company.LogAddress(), typed);
        AssertPlain(await customer.GetStringAsync(journey + "/finish"), isShown: false);
        await customer.SubmitAsync(
            await customer.GetStringAsync(journey + "/finish"), "Version", ("Input.Outcome", "left-for-competitor"),
            ("Input.Competitor", Link));
        var manager = await app.SignedInAsync(company, CompanyRole.Manager);
        var home = $"/en/companies/{company.Slug}";

        foreach (var page in new[] { journey, "/en/my-journeys" })
        {
            AssertPlain(await customer.GetStringAsync(page));
        }

        foreach (var page in new[] { $"{home}/journeys/{journey.Split('/')[^1]}", home + "/journeys", home + "/journeys?q=evil", home + "?period=all", home + "/fix-first?period=all" })
        {
            AssertPlain(await manager.GetStringAsync(page));
        }
    }

    private static void AssertPlain(string html, bool isShown = true)
    {
        Assert.True(
            !isShown || WebUtility.HtmlDecode(html).Contains("evil.example", StringComparison.Ordinal), "The text is not on the page.");
        // Links of our own may carry the words as a part of their query.
        Assert.DoesNotMatch("(?i)(href|src|action|formaction)=\"\\s*(https?:|mailto:|//|www\\.)[^\"]*evil", WebUtility.HtmlDecode(html));
    }
}
