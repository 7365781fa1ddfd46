using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.EntityFrameworkCore.Metadata;

namespace MomentOfTruth.Web.Data;

/// <summary>A column and how to take its value from an entity, as the model says: a column that is added to the model is written here too.</summary>
internal sealed record BulkColumn(string Name, string Type, Func<object, object?> ValueOf)
{
    public static IReadOnlyList<BulkColumn> Of(IEntityType entity)
    {
        var table = StoreObjectIdentifier.Create(entity, StoreObjectType.Table)!.Value;
        return [.. entity.GetFlattenedProperties().Select(property => Of(property, table))];
    }

    private static BulkColumn Of(IProperty property, in StoreObjectIdentifier table)
    {
        var (mapping, getter) = (property.GetRelationalTypeMapping(), property.GetGetter());
        return new BulkColumn(
            property.GetColumnName(table)!,
            mapping.StoreTypeNameBase,
            mapping.Converter is { } converter
                ? entity => converter.ConvertToProvider(getter.GetClrValueUsingContainingEntity(entity))
                : getter.GetClrValueUsingContainingEntity);
    }
}

/// <summary>The engines the product runs on.</summary>
public enum DatabaseProvider
{
    Sqlite,
    PostgreSql,
}

/// <summary>Where the store is.</summary>
public sealed class DatabaseOptions
{
    public const string Section = "Database";

    public DatabaseProvider Provider { get; set; }

    [Required]
    public string ConnectionString { get; set; } = "";
}

/// <summary>For <c>dotnet ef</c>, which needs a model and no store.</summary>
public sealed class SqliteDesignTime : IDesignTimeDbContextFactory<SqliteAppDbContext>
{
    public SqliteAppDbContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<SqliteAppDbContext>().UseSqlite("Data Source=:memory:").Options);
}

/// <inheritdoc cref="SqliteDesignTime"/>
public sealed class PostgreSqlDesignTime : IDesignTimeDbContextFactory<PostgreSqlAppDbContext>
{
    public PostgreSqlAppDbContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<PostgreSqlAppDbContext>().UseNpgsql("Host=localhost").Options);
}
