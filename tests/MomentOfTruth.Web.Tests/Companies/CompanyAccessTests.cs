using System.Net;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Features.Companies;

namespace MomentOfTruth.Web.Tests.Companies;

public sealed class CompanyAccessTests(AppFixture app) : IClassFixture<AppFixture>
{
    [Fact]
    public async Task EveryEndpointWithACompany_HasACompanyPolicyOrIsMeantForEveryone()
    {
        var unguarded = (await EndpointsAsync())
            .Where(e => e.Route.Contains("{company", StringComparison.Ordinal))
            .Where(e => e.Metadata.GetMetadata<PublicCompanyPageAttribute>() is null)
            .Where(e => !e.Metadata.GetOrderedMetadata<IAuthorizeData>().Any(a => a.Policy?.StartsWith("company:", StringComparison.Ordinal) == true)
                || e.Metadata.GetMetadata<IAllowAnonymous>() is not null);

        Assert.Empty(unguarded.Select(e => e.Route));
    }

    // Each anonymous address is a decision; this list makes it one that somebody has read.
    [Fact]
    public async Task EndpointsForEveryone_AreTheseAndNoOthers()
    {
        var open = (await EndpointsAsync())
            .Where(e => e.Metadata.GetMetadata<IAllowAnonymous>() is not null)
            .Select(e => e.Route)
            .Where(route => !route.Contains('.', StringComparison.Ordinal))
            .Select(route => route.Replace("{culture:culture}", "{culture}", StringComparison.Ordinal).Trim('/'))
            .Distinct().Order(StringComparer.Ordinal);

        Assert.Equal(
        [
            "",
            "error/{code:int}",
            "health/live",
            "health/ready",
            "r/{code}",
            "{*path}",
            "{culture}",
            "{culture}/account/email/confirm",
            "{culture}/embed/log/{company}",
            "{culture}/find-company",
            "{culture}/forgot-password",
            "{culture}/forgot-password/new",
            "{culture}/help",
            "{culture}/invitations/join",
            "{culture}/log",
            "{culture}/log/{company}",
            "{culture}/log/{company}/check/{draft}",
            "{culture}/log/{company}/drafts/{draft}/photos/{photo:guid}/{size?}",
            "{culture}/method",
            "{culture}/my-journeys",
            "{culture}/my-journeys/erased",
            "{culture}/my-journeys/{journey:guid}",
            "{culture}/my-journeys/{journey:guid}/account",
            "{culture}/my-journeys/{journey:guid}/answer",
            "{culture}/my-journeys/{journey:guid}/contact",
            "{culture}/my-journeys/{journey:guid}/download",
            "{culture}/my-journeys/{journey:guid}/erase",
            "{culture}/my-journeys/{journey:guid}/finish",
            "{culture}/my-journeys/{journey:guid}/history",
            "{culture}/my-journeys/{journey:guid}/moments/new",
            "{culture}/my-journeys/{journey:guid}/moments/{number:int}/edit",
            "{culture}/my-journeys/{journey:guid}/moments/{number:int}/remove",
            "{culture}/my-journeys/{journey:guid}/photos/{photo:guid}/{size?}",
            "{culture}/my-journeys/{journey:guid}/publication",
            "{culture}/my-journeys/{journey:guid}/sent",
            "{culture}/my-journeys/{journey:guid}/told",
            "{culture}/offline", "{culture}/published/{company}",
            "{culture}/r/{code}",
            "{culture}/sign-in",
            "{culture}/sign-in/code",
            "{culture}/sign-in/provider",
            "{culture}/sign-in/provider/done",
            "{culture}/sign-up",
            "{culture}/sign-up/confirm",
        ], open);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/answers")]
    [InlineData("/fix-first")]
    [InlineData("/fix-first.csv")]
    [InlineData("/fix-first.json")]
    [InlineData("/journeys")]
    [InlineData("/members")]
    [InlineData("/poster")]
    public async Task CompanyPage_MembersSeeIt_StrangersGet404_OthersSignIn(string page)
    {
        var (ours, theirs) = (await app.CompanyAsync(), await app.CompanyAsync());
        var address = $"/en/companies/{ours.Slug}{page}";

        var viewer = await (await app.SignedInAsync(ours, CompanyRole.Viewer)).GetAsync(address);
        var stranger = await (await app.SignedInAsync(theirs, CompanyRole.Owner)).GetAsync(address);
        var visitor = await app.Browser().GetAsync(address);

        Assert.Equal(HttpStatusCode.OK, viewer.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, stranger.StatusCode);
        Assert.DoesNotContain(ours.Name, await stranger.TextAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, visitor.StatusCode);
        Assert.StartsWith("/en/sign-in?returnUrl=", visitor.Headers.Location!.OriginalString, StringComparison.Ordinal);
    }

    [Fact]
    public async Task JourneyOfAnotherCompany_UnderOnesOwnAddress_Is404()
    {
        var (ours, theirs) = (await app.CompanyAsync(), await app.CompanyAsync());
        var secret = await app.FinishedAsync(theirs, Outcome.Left, null, TestData.Said("Shop", "0", story: "Canary in the mine"));
        var browser = await app.SignedInAsync(ours, CompanyRole.Owner);

        var answer = await browser.GetAsync($"/en/companies/{ours.Slug}/journeys/{secret}");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.DoesNotContain("Canary", await answer.TextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task RoleTakenAway_IsGoneAtTheNextRequest()
    {
        var company = await app.CompanyAsync();
        var person = await app.PersonAsync(company, CompanyRole.Viewer);
        var browser = await app.SignedInAsync(person);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync($"/en/companies/{company.Slug}")).StatusCode);

        await app.InScopeAsync(services => services.GetRequiredService<AppDbContext>().Memberships
            .Where(m => m.UserId == person.Id).ExecuteDeleteAsync());

        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync($"/en/companies/{company.Slug}")).StatusCode);
    }

    [Fact]
    public async Task Administrator_SeesEveryCompany()
    {
        var company = await app.CompanyAsync();
        var browser = await app.SignedInAsync(await app.PersonAsync(company, null, isAdministrator: true));

        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync($"/en/companies/{company.Slug}")).StatusCode);
    }

    [Theory]
    [InlineData(CompanyRole.Viewer, CompanyRole.Manager, false)]
    [InlineData(CompanyRole.Manager, CompanyRole.Manager, true)]
    [InlineData(CompanyRole.Owner, CompanyRole.Manager, true)]
    [InlineData(CompanyRole.Manager, CompanyRole.Owner, false)]
    [InlineData(CompanyRole.Owner, CompanyRole.Owner, true)]
    public async Task Policy_AsksForAtLeastItsRole(CompanyRole role, CompanyRole asked, bool allowed)
    {
        var company = await app.CompanyAsync();
        var person = await app.PersonAsync(company, role);
        var isAllowed = await app.InScopeAsync(async services =>
        {
            var http = new DefaultHttpContext { RequestServices = services };
            http.Request.RouteValues["company"] = company.Slug;
            var user = await services.GetRequiredService<Microsoft.AspNetCore.Identity.SignInManager<User>>()
                .CreateUserPrincipalAsync(person);
            var policy = asked == CompanyRole.Owner ? CompanyPolicies.Own : CompanyPolicies.Manage;
            return (await services.GetRequiredService<IAuthorizationService>().AuthorizeAsync(user, http, policy)).Succeeded;
        });

        Assert.Equal(allowed, isAllowed);
    }

    // Pages get their metadata when they are loaded, so they are loaded here as the first request would.
    private async Task<IReadOnlyList<(string Route, EndpointMetadataCollection Metadata)>> EndpointsAsync()
    {
        using var client = app.CreateClient();
        var loader = app.Services.GetRequiredService<PageLoader>();
        var endpoints = new List<(string, EndpointMetadataCollection)>();
        foreach (var endpoint in app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>())
        {
            var metadata = endpoint.Metadata;
            if (metadata.GetMetadata<PageActionDescriptor>() is { } page)
            {
                metadata = new(metadata.Concat((await loader.LoadAsync(page, metadata)).EndpointMetadata ?? []));
            }

            endpoints.Add((endpoint.RoutePattern.RawText!, metadata));
        }

        return endpoints;
    }
}
