using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MomentOfTruth.Web.Data;

namespace MomentOfTruth.Web.Tests.Audit;

/// <summary>Whatever is changed in the audit log behind the product's back is found.</summary>
public sealed class AuditVerifierTests(AppFixture app) : IClassFixture<AppFixture>
{
    private const int Records = 5;

    /// <summary>What somebody with the store in hand may try, as SQL on one chain, and the record at which it shows.</summary>
    public static TheoryData<string, int> Forgeries => new()
    {
        { """UPDATE "AuditRecords" SET "Actor" = 'nobody' WHERE "CompanyId" = {0} AND "Number" = 3""", 3 },
        { """UPDATE "AuditRecords" SET "Action" = 'SignIn' WHERE "CompanyId" = {0} AND "Number" = 3""", 3 },
        { """UPDATE "AuditRecords" SET "Subject" = NULL WHERE "CompanyId" = {0} AND "Number" = 3""", 3 },
        { """UPDATE "AuditRecords" SET "Detail" = 'other' WHERE "CompanyId" = {0} AND "Number" = 1""", 1 },
        { """UPDATE "AuditRecords" SET "Network" = '192.0.2.0/24' WHERE "CompanyId" = {0} AND "Number" = 5""", 5 },
        { """UPDATE "AuditRecords" SET "ActorId" = "CompanyId" WHERE "CompanyId" = {0} AND "Number" = 2""", 2 },
        { """UPDATE "AuditRecords" SET "Subject" = "Detail", "Detail" = "Subject" WHERE "CompanyId" = {0} AND "Number" = 4""", 4 },
        { """UPDATE "AuditRecords" SET "Subject" = "Subject" || "Detail", "Detail" = '' WHERE "CompanyId" = {0} AND "Number" = 4""", 4 },
        { """DELETE FROM "AuditRecords" WHERE "CompanyId" = {0} AND "Number" = 3""", 3 },
        { """DELETE FROM "AuditRecords" WHERE "CompanyId" = {0} AND "Number" = 1""", 1 },
        { """DELETE FROM "AuditRecords" WHERE "CompanyId" = {0} AND "Number" = 5""", 5 },
        { """UPDATE "AuditRecords" SET "Number" = 6 WHERE "CompanyId" = {0} AND "Number" = 5""", 5 },
        { """DELETE FROM "AuditChains" WHERE "CompanyId" = {0}""", 1 },
    };

    [Theory]
    [MemberData(nameof(Forgeries))]
    public async Task Forgery_IsFoundAtItsRecord(string sql, int at)
    {
        var company = await WrittenAsync();
        Assert.Null((await VerifiedAsync(company)).BrokenAt);

        await app.InScopeAsync(services =>
        {
            var db = services.GetRequiredService<AppDbContext>();
            return db.Database.ExecuteSqlRawAsync(sql, db.RawId(company));
        });

        Assert.Equal(at, (await VerifiedAsync(company)).BrokenAt);
    }

    [Fact]
    public async Task WhatTheProductWrote_IsWhole()
    {
        var found = await VerifiedAsync(await WrittenAsync());
        Assert.Equal((Records, null, 32), (found.Records, found.BrokenAt, found.LastHash.Length));
    }

    // What is past its time goes from the old end, and the rest still follows from what is gone.
    [Theory]
    [InlineData(2)]
    [InlineData(Records)]
    public async Task ForgottenRecords_LeaveAChainThatIsWhole_AndThatGoesOn(int forgotten)
    {
        var company = await WrittenAsync();
        var (log, longAgo) = (app.Services.GetRequiredService<AuditLog>(), new DateTime(2001, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        await ResealAsync(company, number => number <= forgotten ? longAgo : DateTime.UtcNow.Date);

        await log.ForgetAsync(longAgo.AddDays(1), default);
        Assert.Equal((Records - forgotten, null), ((await VerifiedAsync(company)).Records, (await VerifiedAsync(company)).BrokenAt));
        await log.ForgetAsync(longAgo.AddDays(1), default);
        await log.AppendAsync(AuditEvent.OfCommand("Test", company));

        Assert.Equal((Records - forgotten + 1, null), ((await VerifiedAsync(company)).Records, (await VerifiedAsync(company)).BrokenAt));
    }

    // The same records with other times, sealed as they would have been then.
    private Task ResealAsync(Guid company, Func<long, DateTime> at) => app.InScopeAsync(async services =>
    {
        var db = services.GetRequiredService<AppDbContext>();
        var records = await db.AuditRecords.AsNoTracking().Where(r => r.CompanyId == company).OrderBy(r => r.Number).ToListAsync();
        await db.AuditRecords.Where(r => r.CompanyId == company).ExecuteDeleteAsync();
        var hash = Array.Empty<byte>();
        foreach (var r in records)
        {
            var dated = new AuditRecord
            {
                CompanyId = company,
                Number = r.Number,
                AtUtc = at(r.Number),
                Actor = r.Actor,
                Action = r.Action,
                Subject = r.Subject,
                Detail = r.Detail,
                Network = r.Network,
            }.After(hash);
            hash = dated.Hash;
            db.Add(dated);
        }

        (await db.AuditChains.SingleAsync(c => c.CompanyId == company)).LastHash = hash;
        await db.SaveChangesAsync();
    });

    // A store of its own: what the other tests forged stands in theirs.
    [Fact]
    public async Task Command_SaysThatAllIsWhole_AndFailsWhereARecordWasChanged()
    {
        await using var other = new AppFixture();
        await ((IAsyncLifetime)other).InitializeAsync();
        var company = await other.CompanyAsync();
        await other.Services.GetRequiredService<AuditLog>().AppendAsync(AuditEvent.OfCommand("Test", company.Id, "subject"));

        var (whole, said, _) = await Executable.StartAsync(Executable.On(other.Database), "", "audit", "verify");
        await other.InScopeAsync(s => s.GetRequiredService<AppDbContext>().AuditRecords
            .ExecuteUpdateAsync(set => set.SetProperty(r => r.Subject, "another")));
        var (broken, complained, _) = await Executable.RunAsync(Executable.On(other.Database), ["audit", "verify"]);

        Assert.Equal((0, 1), (whole, broken));
        Assert.Contains($"{company.Slug}: 1 records, last hash ", said, StringComparison.Ordinal);
        Assert.Contains($"{company.Slug}: record 1 was changed or is missing", complained, StringComparison.Ordinal);
        await ((IAsyncLifetime)other).DisposeAsync();
    }

    private async Task<Guid> WrittenAsync()
    {
        var company = (await app.CompanyAsync()).Id;
        var log = app.Services.GetRequiredService<AuditLog>();
        for (var i = 1; i <= Records; i++)
        {
            await log.AppendAsync(new AuditEvent("Test", company, null, "somebody@example.com", $"subject {i}", $"detail {i}", "203.0.113.0/24"));
        }

        return company;
    }

    private Task<VerifiedChain> VerifiedAsync(Guid company) => app.InScopeAsync(async services =>
    {
        var chains = await services.GetRequiredService<AuditVerifier>().VerifyAsync(default).ToListAsync();
        return chains.Single(c => c.CompanyId == company);
    });
}
