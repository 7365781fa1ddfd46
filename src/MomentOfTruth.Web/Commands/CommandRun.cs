using MomentOfTruth.Web.Data;

namespace MomentOfTruth.Web.Commands;

/// <summary>How commands run: each with a service scope of its own, and most on an opened store.</summary>
public static class CommandRun
{
    /// <summary>Runs the work with services of its own.</summary>
    public static Task InScopeAsync(this WebApplication app, Func<IServiceProvider, Task> work) => app.InScopeAsync(async services =>
    {
        await work(services);
        return CommandExit.Done;
    });

    /// <summary>Runs the work with services of its own and returns its result.</summary>
    public static async Task<T> InScopeAsync<T>(this WebApplication app, Func<IServiceProvider, Task<T>> work)
    {
        await using var scope = app.Services.CreateAsyncScope();
        return await work(scope.ServiceProvider);
    }

    /// <summary>
    /// Opens the store as serving does, then runs the work. If the store cannot be opened, the reason is printed and the command fails.
    /// </summary>
    public static Task<int> OnStoreAsync(
        this WebApplication app, Func<IServiceProvider, Task<int>> work, CancellationToken cancellationToken) =>
        app.InScopeAsync(async services =>
        {
            try
            {
                await services.GetRequiredService<Store>().OpenAsync(cancellationToken);
            }
            catch (InvalidOperationException notReady)
            {
                return await CommandExit.FailAsync(notReady.Message);
            }

            // Nobody waits for a page: a command may ask for what takes long.
            services.GetRequiredService<AppDbContext>().TakeTime();
            return await work(services);
        });
}

/// <summary>The exit codes of commands.</summary>
public static class CommandExit
{
    public const int Done = 0, Failed = 1;

    /// <summary>There was nothing that could be done: every row of a file was refused, for example.</summary>
    public const int Nothing = 2;

    /// <summary>Prints the problem on standard error and returns <see cref="Failed"/>.</summary>
    public static async Task<int> FailAsync(string problem)
    {
        await Terminal.Error.WriteLineAsync(problem);
        return Failed;
    }
}

/// <summary>
/// Prints progress on standard error at once, and not on another thread as the framework's <see cref="Progress{T}"/> does.
/// </summary>
/// <param name="describe">Returns the line to print; null for none.</param>
internal sealed class ConsoleProgress<T>(Func<T, string?> describe) : IProgress<T>
{
    public void Report(T value)
    {
        if (describe(value) is { } line)
        {
            Terminal.Error.WriteLine(line);
        }
    }
}
