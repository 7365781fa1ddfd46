using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MomentOfTruth.Web.Data;

namespace MomentOfTruth.Web.Tests;

/// <summary>How many rows there are of all that a customer can add: what was refused has left them as they were.</summary>
public sealed record StoreCounts(int Companies, int Touchpoints, int Products, int Drafts, int Journeys, int Moments)
{
    public static Task<StoreCounts> OfAsync(AppFixture app) => app.InScopeAsync(async services =>
    {
        var db = services.GetRequiredService<AppDbContext>();
        return new StoreCounts(
            await db.Companies.CountAsync(),
            await db.Touchpoints.CountAsync(),
            await db.Products.CountAsync(),
            await db.Drafts.CountAsync(),
            await db.Journeys.CountAsync(),
            await db.Moments.CountAsync());
    });
}
