using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MomentOfTruth.Domain.Publications;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Demo;
using MomentOfTruth.Web.Tests.Publications;

namespace MomentOfTruth.Web.Tests.Demo;

public sealed class DemoDataTests(AppFixture app) : IClassFixture<AppFixture>
{
    [Fact]
    public async Task Demo_HasPublishedJourneys_OneThatWaits_AndNoAdministratorButInDevelopment_AlsoTheSecondTime()
    {
        await LoadAsync();
        var loaded = await LoadAsync();

        Assert.Equal(0, loaded.Journeys);
        var published = Publishing.Articles(await app.Browser().GetStringAsync("/en/published/onbit-mobile"));
        Assert.Equal(5, published.Count);
        Assert.Contains(
            "Onbit Mobile answers", Assert.Single(published, p => p.Contains("Five moments with one modem", StringComparison.Ordinal)),
            StringComparison.Ordinal);
        Assert.Equal(1, await app.InScopeAsync(
            s => s.GetRequiredService<AppDbContext>().Publications.CountAsync(p => p.State == PublicationState.Waiting)));
        Assert.False(await app.InScopeAsync(s => s.GetRequiredService<AppDbContext>().Users.AnyAsync(u => u.IsAdministrator)));
    }

    private Task<DemoLoaded> LoadAsync() => app.InScopeAsync(services => services.GetRequiredService<DemoData>().LoadAsync(default));
}
