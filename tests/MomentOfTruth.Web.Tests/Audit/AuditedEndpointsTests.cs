using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using MomentOfTruth.Web.Features.Audit;
using MomentOfTruth.Web.Texts;

namespace MomentOfTruth.Web.Tests.Audit;

/// <summary>Every endpoint that changes something for a person with a right, or takes data out, is recorded under a name of its own.</summary>
public sealed class AuditedEndpointsTests(AppFixture app) : IClassFixture<AppFixture>
{
    [Theory]
    [InlineData("en")]
    [InlineData("ko")]
    public async Task EveryActThatIsRecorded_HasWords(string culture)
    {
        var acts = (await ActsAsync()).Select(a => a.Action).OfType<string>().Distinct().ToList();
        CultureInfo.CurrentUICulture = new CultureInfo(culture);
        using var scope = app.Services.CreateScope();
        var text = scope.ServiceProvider.GetRequiredService<IStringLocalizer<AuditText>>();

        Assert.Contains("Journey", acts);
        Assert.Empty(acts.Where(act => text["Action." + act].ResourceNotFound).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task EveryUnsafeRequestOfASignedInPerson_IsRecorded()
    {
        var unrecorded = (await ActsAsync()).Where(a => a.NeedsSignIn && a.Action is null).Select(a => a.Route);
        Assert.Empty(unrecorded);
    }

    [Fact]
    public async Task EveryFileOfACompany_IsRecordedWhenItIsTaken()
    {
        var files = Endpoints().Where(e => e.Metadata.GetMetadata<PageActionDescriptor>() is null
            && e.RoutePattern.RawText is { } route && (route.EndsWith(".csv", StringComparison.Ordinal) || route.EndsWith(".json", StringComparison.Ordinal))
            && e.RoutePattern.GetParameter("culture") is not null);

        Assert.NotEmpty(files);
        Assert.All(files, file => Assert.NotNull(AuditRecording.ActionOf(file.Metadata, "GET", null)));
        await Task.CompletedTask;
    }

    private async Task<List<Act>> ActsAsync()
    {
        var loader = app.Services.GetRequiredService<PageLoader>();
        var acts = new List<Act>();
        foreach (var endpoint in Endpoints())
        {
            if (endpoint.Metadata.GetMetadata<PageActionDescriptor>() is not { } descriptor)
            {
                var methods = endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? [];
                acts.AddRange(methods.Select(method => ActOf(endpoint, endpoint.Metadata, method, null)));
                continue;
            }

            var page = await loader.LoadAsync(descriptor, endpoint.Metadata);
            var metadata = new EndpointMetadataCollection([.. endpoint.Metadata, .. page.EndpointMetadata ?? [], page]);
            acts.AddRange(page.HandlerMethods.Select(handler => ActOf(endpoint, metadata, handler.HttpMethod, handler.Name)));
        }

        return acts;
    }

    private static Act ActOf(RouteEndpoint endpoint, EndpointMetadataCollection compiled, string method, string? handler) => new(
        $"{method} {endpoint.RoutePattern.RawText} {handler}",
        AuditRecording.ActionOf(compiled, method, handler),
        method.ToUpperInvariant() is not ("GET" or "HEAD") && compiled.GetMetadata<IAllowAnonymous>() is null);

    private IEnumerable<RouteEndpoint> Endpoints()
    {
        using var client = app.CreateClient();
        return app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>();
    }

    private sealed record Act(string Route, string? Action, bool NeedsSignIn);
}
