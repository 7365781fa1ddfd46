using Microsoft.EntityFrameworkCore;

namespace MomentOfTruth.Web.Data;

/// <summary>The store on PostgreSQL.</summary>
public sealed class PostgreSqlAppDbContext(DbContextOptions<PostgreSqlAppDbContext> options) : AppDbContext(options);
