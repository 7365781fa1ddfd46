using System.Data.Common;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using MomentOfTruth.Crash.Tests;
using MomentOfTruth.Web.Data;

[assembly: HostingStartup(typeof(Careless))]

namespace MomentOfTruth.Crash.Tests;

/// <summary>
/// The app without its promise that what is acknowledged is on disk (<c>synchronous=NORMAL</c>): what must lose journeys when the power
/// goes, or the tests would find nothing. The product has no such setting, and would not start: this comes in after it has, by the
/// framework's way for an assembly of somebody else.
/// </summary>
public sealed class Careless : IHostingStartup
{
    public void Configure(IWebHostBuilder builder) => builder.ConfigureServices(services => services
        .AddSingleton<Haste>()
        .ConfigureDbContext<SqliteAppDbContext>((app, options) => options.AddInterceptors(app.GetRequiredService<Haste>())));

    private sealed class Haste(IHostApplicationLifetime life) : DbConnectionInterceptor
    {
        public override async Task ConnectionOpenedAsync(
            DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            if (life.ApplicationStarted.IsCancellationRequested)
            {
                await using var command = connection.CreateCommand();
                command.CommandText = "PRAGMA synchronous=NORMAL";
                await command.ExecuteNonQueryAsync(cancellationToken);
            }
        }
    }
}
