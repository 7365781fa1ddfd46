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
