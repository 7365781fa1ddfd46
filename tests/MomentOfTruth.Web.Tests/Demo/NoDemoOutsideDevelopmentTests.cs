using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MomentOfTruth.Web.Data;

namespace MomentOfTruth.Web.Tests.Demo;

/// <summary>Outside Development there is no account that anybody knows the password of.</summary>
public sealed class NoDemoOutsideDevelopmentTests
{
    private const string KnownPassword = "paper-lantern-tidal-oboe";

    [Theory]
    [InlineData("Production")]
    [InlineData("Staging")]
    public async Task FreshStore_HasNobody(string environment)
    {
        await using var app = new Served(environment);
        IAsyncLifetime life = app;
        await life.InitializeAsync();

        Assert.Equal((0, 0), await app.InScopeAsync(async services =>
        {
            var db = services.GetRequiredService<AppDbContext>();
            return (await db.Users.CountAsync(), await db.Companies.CountAsync());
        }));
        await life.DisposeAsync();
    }

    // An operator may look at the demo elsewhere: its passwords are then random, printed once, and nobody of it administers.
    [Fact]
    public async Task DemoCommand_InProduction_MakesAccountsOfUnknownPasswords()
    {
        await using var app = new Served("Production");
        IAsyncLifetime life = app;
        await life.InitializeAsync();

        var (exit, output, error) = await Executable.StartAsync(Executable.On(app.Database), "", "demo");

        Assert.True(exit == 0, error);
        Assert.DoesNotContain(KnownPassword, output, StringComparison.Ordinal);
        var (administrators, known, people) = await app.InScopeAsync(async services =>
        {
            var (db, users) = (services.GetRequiredService<AppDbContext>(), services.GetRequiredService<UserManager<User>>());
            var all = await db.Users.ToListAsync();
            var open = 0;
            foreach (var person in all)
            {
                open += await users.CheckPasswordAsync(person, KnownPassword) ? 1 : 0;
            }

            return (all.Count(u => u.IsAdministrator), open, all.Count);
        });
        Assert.Equal((0, 0), (administrators, known));
        Assert.NotEqual(0, people);
        await life.DisposeAsync();
    }

    // The one place that knows it asks for Development; settings that are shipped hold no secret.
    [Fact]
    public void KnownPassword_AndSecrets_StandNowhereElse()
    {
        var holders = SourceFiles.OfWeb().Where(file => File.ReadAllText(file).Contains(KnownPassword, StringComparison.Ordinal)).Select(Path.GetFileName);
        Assert.Equal(["DemoPeople.cs"], holders);

        var root = Path.GetDirectoryName(SourceFiles.OfWeb().First(file => Path.GetFileName(file) == "Program.cs"))!;
        foreach (var file in Directory.EnumerateFiles(root, "appsettings*.json"))
        {
            Assert.DoesNotContain("password", File.ReadAllText(file), StringComparison.OrdinalIgnoreCase);
        }
    }

    private sealed class Served(string environment) : AppFixture
    {
        protected override IEnumerable<(string Key, string Value)> Settings => [("Site:BaseAddress", "https://mot.example")];

        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.UseEnvironment(environment);
        }
    }
}
