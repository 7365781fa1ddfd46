using System.CommandLine;
using MomentOfTruth.Web.Data;

namespace MomentOfTruth.Web.Commands;

/// <summary><c>backup</c> copies a live store into a file, <c>restore</c> puts such a file in the store's place.</summary>
public static class BackupCommands
{
    public static Command Backup(WebApplication app)
    {
        var file = new Argument<FileInfo>("FILE") { Description = "The file to make; it must not be there yet." };
        var command = new Command("backup", "Copies a live SQLite store into a file and checks the copy.") { file };
        command.SetAction((parse, cancellationToken) => app.OnStoreAsync(
            services => RunAsync(services, async backup =>
            {
                var content = await backup.ToAsync(parse.GetRequiredValue(file).FullName, cancellationToken);
                await Terminal.Out.WriteLineAsync($"backed up {content}; checked");
            }),
            cancellationToken));
        return command;
    }

    public static Command Restore(WebApplication app)
    {
        var file = new Argument<FileInfo>("FILE") { Description = "A file that \"backup\" has made." };
        var command = new Command("restore", "Puts a copy in the place of the SQLite store, which is kept beside it. Stop the app first.") { file };
        command.SetAction((parse, cancellationToken) => app.InScopeAsync(services => RunAsync(services, async backup =>
        {
            var now = services.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime;
            var (content, former) = await backup.FromAsync(parse.GetRequiredValue(file).FullName, now, cancellationToken);
            await services.GetRequiredService<Store>().OpenAsync(cancellationToken);
            await Terminal.Out.WriteLineAsync($"restored {content}; checked");
            if (former is not null)
            {
                await Terminal.Out.WriteLineAsync($"what was there before is now {former}");
            }
        })));
        return command;
    }

    private static async Task<int> RunAsync(IServiceProvider services, Func<StoreBackup, Task> work)
    {
        var backup = services.GetRequiredService<StoreBackup>();
        if (!backup.IsPossible)
        {
            return await CommandExit.FailAsync("The store is on a server: use its own programs, such as pg_dump and pg_restore.");
        }

        try
        {
            await work(backup);
            return CommandExit.Done;
        }
        catch (BackupException refused)
        {
            return await CommandExit.FailAsync(refused.Message);
        }
    }
}
