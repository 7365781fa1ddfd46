using MomentOfTruth.Web.Data;

namespace MomentOfTruth.Web;

/// <summary>Serving: the store is opened first, and in Development filled with the demo.</summary>
public static class Server
{
    public static async Task RunAsync(WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        await app.InScopeAsync(services => services.GetRequiredService<Store>().OpenAsync(CancellationToken.None));
        await app.RunAsync();
    }
}
