namespace MomentOfTruth.Web.Data;

/// <summary>The engines the product runs on.</summary>
public enum DatabaseProvider
{
    Sqlite,
    PostgreSql,
}
