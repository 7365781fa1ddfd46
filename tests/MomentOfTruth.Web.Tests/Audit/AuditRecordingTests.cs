using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Web.Data;

namespace MomentOfTruth.Web.Tests.Audit;

/// <summary>What people with a right do is recorded, and never what customers wrote.</summary>
public sealed class AuditRecordingTests(AppFixture app) : IClassFixture<AppFixture>
{
    [Fact]
    public async Task Reply_IsRecordedWithoutItsText()
    {
        var company = await app.CompanyAsync();
        var journey = await app.FinishedAsync(company, Outcome.Left, null, TestData.Said("Shop", "0"));
        var person = await app.PersonAsync(company, CompanyRole.Manager);
        var browser = await app.SignedInAsync(person);
        var address = $"/en/companies/{company.Slug}/journeys/{journey}";

        await browser.SubmitAsync(await browser.GetStringAsync(address), "Text", ("Text", "Canary is sorry"), ("do", "reply"));

        var record = Assert.Single(await RecordsAsync(company.Id));
        Assert.Equal(
            ("Journey", person.Id, person.Email, $"journey {journey}", "reply"),
            (record.Action, record.ActorId!.Value, record.Actor, record.Subject, record.Detail));
        Assert.Equal(1, record.Number);
    }

    [Fact]
    public async Task RefusedForm_IsNotRecorded()
    {
        var company = await app.CompanyAsync();
        var browser = await app.SignedInAsync(company, CompanyRole.Owner);
        var address = $"/en/companies/{company.Slug}/settings";

        var refused = await browser.SubmitAsync(await browser.GetStringAsync(address), "QuietDays", ("QuietDays", "1"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Empty(await RecordsAsync(company.Id));
    }

    // Many at once: each takes the next number, and each follows the hash of the one before.
    [Fact]
    public async Task RecordsAppendedAtOnce_MakeOneUnbrokenChain()
    {
        var company = await app.CompanyAsync();
        var log = app.Services.GetRequiredService<AuditLog>();

        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => log.AppendAsync(AuditEvent.OfCommand("Test", company.Id, $"{i}"))));

        var (previous, records) = (Array.Empty<byte>(), await RecordsAsync(company.Id));
        Assert.Equal(Enumerable.Range(1, 20).Select(n => (long)n), records.Select(r => r.Number));
        foreach (var record in records)
        {
            Assert.Equal(record.HashAfter(previous), record.Hash);
            previous = record.Hash;
        }
    }

    private Task<List<AuditRecord>> RecordsAsync(Guid companyId) => app.InScopeAsync(services =>
        services.GetRequiredService<AppDbContext>().AuditRecords.AsNoTracking()
            .Where(r => r.CompanyId == companyId).OrderBy(r => r.Number).ToListAsync());
}
