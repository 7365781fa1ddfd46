using Microsoft.EntityFrameworkCore;

namespace MomentOfTruth.Web.Data;

/// <summary>The store on PostgreSQL.</summary>
public sealed class PostgreSqlAppDbContext(DbContextOptions<PostgreSqlAppDbContext> options) : AppDbContext(options)
{
    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.Entity<SearchEntry>().HasIndex(e => e.Terms).HasMethod("gin");
    }
}
