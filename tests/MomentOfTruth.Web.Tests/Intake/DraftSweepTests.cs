using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Features.Intake;
using MomentOfTruth.Web.Tests.Photos;

namespace MomentOfTruth.Web.Tests.Intake;

public sealed class DraftSweepTests(DraftTests.Timed app) : IClassFixture<DraftTests.Timed>
{
    private static readonly DateTimeOffset Start = new(2050, 3, 1, 3, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Sweep_ThrowsAwayWhatIsPastItsTime_AndNothingElse()
    {
        app.Clock.Set(Start);
        var company = await app.CompanyAsync();
        var browser = app.Browser();
        await browser.WithPhotoAsync(company);
        var (journey, photo) = await browser.SentWithPhotoAsync(company);
        await browser.SendFilesAsync(
            await browser.GetStringAsync(journey + "/moments/new"), "Version", [("do", "photos:2")],
            ("Input.Files", "held.jpg", TestPhotos.Jpeg()));
        app.Clock.Set(Start.AddDays(5));
        var (young, _, _) = await browser.SaveAsync(company, LogForms.Typed(("Shop", "8")));

        await SweepAsync(Start.AddDays(7).AddSeconds(-1));
        Assert.Equal((2, 3), ((await DraftsAsync()).Count, (await app.StoredAsync()).Count));
        await SweepAsync(Start.AddDays(7));

        Assert.Equal(DraftStore.HashOf(young), Assert.Single(await DraftsAsync()));
        Assert.Equal(PhotoForms.IdOf(photo), Assert.Single(await app.StoredAsync()).Id);
        Assert.Equal(1, await app.FilesAsync());
    }

    private Task<bool> SweepAsync(DateTimeOffset at)
    {
        app.Clock.Set(at);
        return app.Services.GetServices<IHostedService>().OfType<DraftSweeper>().Single().SweepAsync(default);
    }

    private Task<List<byte[]>> DraftsAsync() =>
        app.InScopeAsync(services => services.GetRequiredService<AppDbContext>().Drafts.Select(d => d.KeyHash).ToListAsync());
}
