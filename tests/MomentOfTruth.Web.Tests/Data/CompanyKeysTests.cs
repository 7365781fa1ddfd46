using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore.Metadata;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Web.Data;

namespace MomentOfTruth.Web.Tests.Data;

/// <summary>Every row of a company has the company first in its keys, so that no row can belong to one company and point at another's.</summary>
public sealed class CompanyKeysTests
{
    private const string CompanyId = nameof(Journey.CompanyId);

    /// <summary>Tables of the installation as a whole. A new table is either here or has a company.</summary>
    private static readonly HashSet<Type> OfTheInstallation =
    [
        typeof(Company), typeof(User), typeof(IdentityUserClaim<Guid>), typeof(IdentityUserLogin<Guid>), typeof(IdentityUserToken<Guid>),
        typeof(DataProtectionKey), typeof(OutboxMail), typeof(MailedLink), typeof(LedgerState), typeof(Lease), typeof(ImportBatch),
        typeof(Session), typeof(ReceiptHolder), typeof(KeptForm), typeof(SignInTries), typeof(Authenticator), typeof(RecoveryCode),
        typeof(IdentityUserPasskey<Guid>), typeof(PushKeyPair),
    ];

    public static TheoryData<DatabaseProvider> Engines => [.. Enum.GetValues<DatabaseProvider>()];

    [Theory]
    [MemberData(nameof(Engines))]
    public void Table_IsOfACompany_OrNamedHere(DatabaseProvider engine)
    {
        var without = TablesOf(engine).Where(table => table.FindProperty(CompanyId) is null).Select(table => table.ClrType);
        Assert.Equal(OfTheInstallation.OrderBy(type => type.Name), without.OrderBy(type => type.Name));
    }

    // A receipt is what leads to the company.
    [Theory]
    [MemberData(nameof(Engines))]
    public void PrimaryKey_BeginsWithTheCompany(DatabaseProvider engine) => Assert.All(
        OfACompany(engine).Where(table => table.ClrType != typeof(Receipt)),
        table => Assert.Equal(CompanyId, table.FindPrimaryKey()!.Properties[0].Name));

    [Theory]
    [MemberData(nameof(Engines))]
    public void ForeignKey_ToARowOfACompany_BeginsWithTheCompanyOnBothSides(DatabaseProvider engine)
    {
        var inside = OfACompany(engine).SelectMany(table => table.GetForeignKeys())
            .Where(key => !OfTheInstallation.Contains(key.PrincipalEntityType.ClrType))
            .ToList();
        Assert.NotEmpty(inside);
        Assert.All(
            inside,
            key => Assert.Equal((CompanyId, CompanyId), (key.Properties[0].Name, key.PrincipalKey.Properties[0].Name)));
    }

    private static IEnumerable<IEntityType> OfACompany(DatabaseProvider engine) =>
        TablesOf(engine).Where(table => table.FindProperty(CompanyId) is not null);

    private static List<IEntityType> TablesOf(DatabaseProvider engine)
    {
        using AppDbContext db = engine == DatabaseProvider.Sqlite
            ? new SqliteDesignTime().CreateDbContext([])
            : new PostgreSqlDesignTime().CreateDbContext([]);
        return [.. db.Model.GetEntityTypes().Where(type => !type.IsOwned())];
    }
}
