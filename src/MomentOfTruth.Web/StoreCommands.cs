using MomentOfTruth.Web.Data;

namespace MomentOfTruth.Web;

/// <summary>Commands that work on the store.</summary>
public static class StoreCommands
{
    /// <summary>Opens the store as serving does, then runs the work with services of its own. A store that cannot be opened is said, not thrown.</summary>
    public static Task<int> OnStoreAsync(this WebApplication app, Func<IServiceProvider, Task<int>> work, CancellationToken cancellationToken) =>
        app.InScopeAsync(async services =>
        {
            try
            {
                await services.GetRequiredService<Store>().OpenAsync(cancellationToken);
            }
            catch (InvalidOperationException notReady)
            {
                await Console.Error.WriteLineAsync(notReady.Message);
                return CommandExit.Failed;
            }

            return await work(services);
        });
}
