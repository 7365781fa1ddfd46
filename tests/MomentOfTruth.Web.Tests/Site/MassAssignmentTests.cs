using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Tests.Companies;

namespace MomentOfTruth.Web.Tests.Site;

/// <summary>What is stored is set by code and never by the name of a field that somebody sends.</summary>
public sealed class MassAssignmentTests(AppFixture app) : IClassFixture<AppFixture>
{
    [Fact]
    public async Task NothingThatIsStored_IsBoundToARequest()
    {
        using var client = app.CreateClient();
        var stored = await StoredAsync(types => types.Select(t => t.ClrType).ToHashSet());
        var loader = app.Services.GetRequiredService<PageLoader>();
        var (bound, seen) = (new List<string>(), 0);
        foreach (var endpoint in app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>())
        {
            if (endpoint.Metadata.GetMetadata<PageActionDescriptor>() is { } descriptor)
            {
                var page = await loader.LoadAsync(descriptor, endpoint.Metadata);
                var inputs = page.BoundProperties.Concat<ParameterDescriptor>(page.HandlerMethods.SelectMany(h => h.Parameters));
                foreach (var input in inputs)
                {
                    seen++;
                    bound.AddRange(TypesIn(input.ParameterType, 5).Where(stored.Contains).Select(t => $"{page.DisplayName}: {input.Name} holds {t.Name}"));
                }
            }
        }

        Assert.True(seen > 100);
        Assert.Empty(bound);
    }

    [Theory]
    [InlineData("settings", "QuietDays")]
    [InlineData("settings/retention", "TextMonths")]
    [InlineData("settings", "Sites")]
    public async Task FieldsNamedLikeWhatIsStored_ChangeNothing(string page, string having)
    {
        var ids = await CompanyIds.OfAsync(app, "Assigned");
        var browser = await app.SignedInAsync(await app.PersonAsync(ids.Company, CompanyRole.Owner));
        var address = $"/en/companies/{ids.Company.Slug}/{page}";
        var names = await StoredAsync(types => types.SelectMany(t => t.GetProperties().Select(p => (Type: t.ClrType.Name, p.Name))).Distinct().ToList());
        var forms = Forms.FormOf(await browser.GetStringAsync(address), having);
        var own = forms.Fields.Keys.ToHashSet(StringComparer.OrdinalIgnoreCase);
        var extra = names
            .SelectMany(n => new[] { n.Name, $"{n.Type}.{n.Name}", $"Input.{n.Name}", $"Model.{n.Name}" })
            .Where(name => !own.Contains(name))
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .Select(name => (name, name.EndsWith("Id", StringComparison.Ordinal) ? Guid.NewGuid().ToString() : name.Contains("Is", StringComparison.Ordinal) ? "true" : "3"))
            .ToArray();
        Assert.True(extra.Length > 300);
        await browser.SubmitAsync(await browser.GetStringAsync(address), having);
        var before = Without(await CompanyRows.OfAsync(app, ids.Company.Id));

        foreach (var some in extra.Chunk(500))
        {
            await browser.SubmitAsync(await browser.GetStringAsync(address), having, some);
        }

        Assert.Equal(before, Without(await CompanyRows.OfAsync(app, ids.Company.Id)));
    }

    // That the form was sent is recorded.
    private static IEnumerable<string> Without(IEnumerable<string> rows) =>
        rows.Where(row => !row.StartsWith("Audit", StringComparison.Ordinal));

    private Task<T> StoredAsync<T>(Func<IEnumerable<Microsoft.EntityFrameworkCore.Metadata.IEntityType>, T> read) =>
        app.InScopeAsync(services => Task.FromResult(read(services.GetRequiredService<AppDbContext>().Model.GetEntityTypes())));

    private static IEnumerable<Type> TypesIn(Type type, int depth)
    {
        var inner = Nullable.GetUnderlyingType(type) ?? type;
        var parts = inner.IsGenericType ? inner.GetGenericArguments()
            : inner.HasElementType ? [inner.GetElementType()!]
            : inner.Namespace?.StartsWith("MomentOfTruth", StringComparison.Ordinal) == true && !inner.IsEnum
                ? [.. inner.GetProperties().Where(p => p.SetMethod is { IsPublic: true }).Select(p => p.PropertyType)]
                : Array.Empty<Type>();
        return depth == 0 ? [inner] : parts.SelectMany(part => TypesIn(part, depth - 1)).Prepend(inner);
    }
}
