using Microsoft.EntityFrameworkCore;
using MomentOfTruth.Web.Data;

namespace MomentOfTruth.Web.Tests.Data;

public sealed class MigrationTests
{
    [Fact]
    public void Sqlite_ModelAndMigrations_Agree()
    {
        using var db = new SqliteDesignTime().CreateDbContext([]);
        Assert.False(db.Database.HasPendingModelChanges());
    }

    [Fact]
    public void PostgreSql_ModelAndMigrations_Agree()
    {
        using var db = new PostgreSqlDesignTime().CreateDbContext([]);
        Assert.False(db.Database.HasPendingModelChanges());
    }
}
