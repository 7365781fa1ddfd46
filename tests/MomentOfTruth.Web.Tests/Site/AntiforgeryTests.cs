using System.Net;
using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using MomentOfTruth.Web.Site;

namespace MomentOfTruth.Web.Tests.Site;

public sealed class AntiforgeryTests(AppFixture app) : IClassFixture<AppFixture>
{
    [Fact]
    public async Task SignIn_WithoutOrWithAForgedToken_Is400()
    {
        var browser = app.Browser();
        var without = await browser.PostAsync("/en/sign-in", Forms.Content([new("Input.Email", "a@b.test"), new("Input.Password", "x")]));
        var forged = await browser.PostAsync(
            "/en/sign-in", Forms.Content([new("Input.Email", "a@b.test"), new("__RequestVerificationToken", "forged")]));

        Assert.Equal(HttpStatusCode.BadRequest, without.StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, forged.StatusCode);
    }

    // The filter runs for every page; this holds that no page switches it off.
    [Fact]
    public async Task EveryPage_RunsTheAntiforgeryFilter()
    {
        using var client = app.CreateClient();
        var loader = app.Services.GetRequiredService<PageLoader>();
        var pages = app.Services.GetRequiredService<IActionDescriptorCollectionProvider>().ActionDescriptors.Items.OfType<PageActionDescriptor>().ToList();
        Assert.NotEmpty(pages);
        foreach (var page in pages)
        {
            var loaded = await loader.LoadAsync(page, new(page.EndpointMetadata ?? []));
            Assert.Contains(
                loaded.FilterDescriptors,
                f => f.Filter is Microsoft.AspNetCore.Mvc.TypeFilterAttribute t && t.ImplementationType == typeof(AntiforgeryFilter));
        }
    }
}
