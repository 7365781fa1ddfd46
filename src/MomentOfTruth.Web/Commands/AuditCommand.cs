using System.CommandLine;
using Microsoft.EntityFrameworkCore;
using MomentOfTruth.Web.Data;

namespace MomentOfTruth.Web.Commands;

/// <summary><c>audit verify</c>: finds what was changed in the audit log behind the product's back.</summary>
public static class AuditCommand
{
    public static Command Create(WebApplication app)
    {
        var verify = new Command("verify", "Verifies the hashes of the audit log; exit code 1 if a record was changed or is missing.");
        verify.SetAction((_, cancellationToken) => app.OnStoreAsync(
            services => VerifyAsync(
                services.GetRequiredService<AuditVerifier>(), services.GetRequiredService<AppDbContext>(), cancellationToken),
            cancellationToken));
        return new Command("audit", "What members and administrators did.") { verify };
    }

    private static async Task<int> VerifyAsync(AuditVerifier verifier, AppDbContext db, CancellationToken cancellationToken)
    {
        var found = new List<VerifiedChain>();
        await foreach (var chain in verifier.VerifyAsync(cancellationToken))
        {
            found.Add(chain);
        }

        var ids = found.Select(c => c.CompanyId).ToList();
        var slugs = await db.Companies.Where(c => ids.Contains(c.Id)).ToDictionaryAsync(c => c.Id, c => c.Slug, cancellationToken);
        foreach (var chain in found)
        {
            var name = chain.CompanyId == AuditLog.Installation
                ? "(installation)"
                : slugs.GetValueOrDefault(chain.CompanyId, chain.CompanyId.ToString());
            await Terminal.Out.WriteLineAsync(chain.BrokenAt is { } number
                ? $"{name}: record {number} was changed or is missing"
                : $"{name}: {chain.Records} records, last hash {Convert.ToHexStringLower(chain.LastHash)}");
        }

        var broken = found.Count(c => c.BrokenAt is not null);
        await Terminal.Out.WriteLineAsync(broken == 0
            ? $"The audit log is whole: {found.Sum(c => c.Records)} records."
            : $"The audit log is broken in {broken} of {found.Count} places.");
        return broken == 0 ? CommandExit.Done : CommandExit.Failed;
    }
}
