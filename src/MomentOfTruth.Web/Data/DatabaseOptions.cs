using System.ComponentModel.DataAnnotations;

namespace MomentOfTruth.Web.Data;

/// <summary>Where the store is.</summary>
public sealed class DatabaseOptions
{
    public const string Section = "Database";

    public DatabaseProvider Provider { get; set; }

    [Required]
    public string ConnectionString { get; set; } = "";
}
