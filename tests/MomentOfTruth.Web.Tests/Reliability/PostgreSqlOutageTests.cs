using System.Net;
using Microsoft.AspNetCore.Hosting;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Web.Data;
using Npgsql;

namespace MomentOfTruth.Web.Tests.Reliability;

/// <summary>A store on PostgreSQL whose server goes away and comes back.</summary>
public sealed class PostgreSqlOutageTests(PostgreSqlOutageTests.Relayed app) : IClassFixture<PostgreSqlOutageTests.Relayed>
{
    [Fact]
    public async Task Send_WhileTheServerIsGone_IsRefusedAsWhatItIs_AndArrivesOnceItIsBack()
    {
        if (TestDatabase.Provider != DatabaseProvider.PostgreSql)
        {
            return;
        }

        var outage = await Outage.BeforeAsync(app);
        app.Line.Cut();
        await outage.RefusedAsync("This could not be stored just now.", readsGoOn: false);
        app.Line.Mend();

        await outage.ArrivesAsync();
    }

    [Fact]
    public async Task Page_OfSomebodySignedIn_WhileTheServerIsGone_SaysSo_AndIsThereOnceItIsBack()
    {
        if (TestDatabase.Provider != DatabaseProvider.PostgreSql)
        {
            return;
        }

        var company = await app.CompanyAsync();
        var manager = await app.SignedInAsync(company, CompanyRole.Manager);
        var home = $"/en/companies/{company.Slug}";
        app.Line.Cut();
        var refused = await manager.GetAsync(home);
        app.Line.Mend();

        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.Contains("We cannot reach what is stored here", await refused.TextAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await manager.GetAsync(home)).StatusCode);
    }

    /// <summary>The app, with a line to its server that can be cut.</summary>
    public sealed class Relayed : AppFixture
    {
        private TcpRelay? _line;

        internal TcpRelay Line => _line!;

        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            if (TestDatabase.Provider == DatabaseProvider.PostgreSql)
            {
                var server = new NpgsqlConnectionStringBuilder(Database.ConnectionString);
                _line = new TcpRelay(server.Host!, server.Port);
                server.Port = _line.Port;
                builder.UseSetting("Database:ConnectionString", server.ConnectionString);
            }
        }

        protected override void Dispose(bool disposing)
        {
            base.Dispose(disposing);
            _line?.Cut();
        }
    }
}
