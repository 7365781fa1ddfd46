using System.Data.Common;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using MomentOfTruth.Domain.Search;

namespace MomentOfTruth.Web.Data;

/// <summary>
/// A column of a table that is copied from SQLite to PostgreSQL: reads its value on either side as the same type of .NET, and compares.
/// </summary>
/// <param name="Name">The column's name, which is the same on both sides.</param>
/// <param name="Type">Its type on PostgreSQL, without a length.</param>
/// <param name="Json">Of a document: how it is written on PostgreSQL, since the engines write bytes in it differently.</param>
/// <param name="Derived">Of a column that SQLite does not have: its value from the others of the row.</param>
internal sealed record CopiedColumn(string Name, string Type, Func<string, string>? Json, Func<IReadOnlyList<object?>, object>? Derived)
{
    /// <summary>The same in both, as the order of both needs it: by bytes, and not by a language.</summary>
    public string Order => IsText ? $"\"{Name}\" COLLATE \"C\"" : $"\"{Name}\"";

    private bool IsText => Type is "text" or "character varying";

    public object? FromSqlite(DbDataReader row, int place) => row.IsDBNull(place) ? null : Type switch
    {
        "uuid" => new Guid(row.GetFieldValue<byte[]>(place), bigEndian: true),
        "boolean" => row.GetInt64(place) != 0,
        "smallint" => (short)row.GetInt64(place),
        "integer" => (int)row.GetInt64(place),
        "bigint" => row.GetInt64(place),
        "double precision" => row.GetDouble(place),
        "text" or "character varying" => row.GetString(place),
        "bytea" => row.GetFieldValue<byte[]>(place),
        "date" => DateOnly.Parse(row.GetString(place), CultureInfo.InvariantCulture),
        "time without time zone" => Cut(TimeOnly.Parse(row.GetString(place), CultureInfo.InvariantCulture)),
        "timestamp with time zone" => Cut(DateTime.Parse(
            row.GetString(place), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal)),
        "jsonb" => Json!(row.GetString(place)),
        _ => throw new NotSupportedException($"Nobody has decided how a column of the type {Type} is copied."),
    };

    public object? FromPostgreSql(DbDataReader row, int place) => row.IsDBNull(place) ? null : Type switch
    {
        "date" => row.GetFieldValue<DateOnly>(place),
        "time without time zone" => row.GetFieldValue<TimeOnly>(place),
        _ => row.GetValue(place),
    };

    public bool Same(object? one, object? other) => (one, other) switch
    {
        (byte[] a, byte[] b) => a.AsSpan().SequenceEqual(b),
        (string a, string b) when Json is not null => JsonNode.DeepEquals(JsonNode.Parse(a), JsonNode.Parse(b)),
        _ => Equals(one, other),
    };

    /// <summary>Compares two keys in the order in which both engines sort them.</summary>
    public static int Compare(object one, object other) => (one, other) switch
    {
        (byte[] a, byte[] b) => a.AsSpan().SequenceCompareTo(b),
        (string a, string b) => Encoding.UTF8.GetBytes(a).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(b)),
        _ => Comparer<object>.Default.Compare(one, other),
    };

    /// <summary>The columns of a table on PostgreSQL.</summary>
    /// <param name="entity">The table's entity, as PostgreSQL has it.</param>
    /// <param name="source">The same, as SQLite has it.</param>
    public static IReadOnlyList<CopiedColumn> Of(IEntityType entity, IEntityType source)
    {
        var (columns, there) = (TableOf(entity).Columns, TableOf(source));
        return [.. columns.Select(column => new CopiedColumn(
            column.Name,
            column.StoreType.Split('(')[0],
            column.StoreType == "jsonb" ? DocumentOf(entity, source, column.Name) : null,
            there.FindColumn(column.Name) is null ? Terms(entity, [.. columns.Select(c => c.Name)], column.Name) : null))];
    }

    public static ITable TableOf(IEntityType entity) => (ITable)entity.GetTableMappings().First().Table;

    // What is not in SQLite's table is in its full-text index alone.
    private static Func<IReadOnlyList<object?>, object> Terms(IEntityType entity, List<string> columns, string name)
    {
        if (entity.ClrType != typeof(SearchEntry) || name != nameof(SearchEntry.Terms))
        {
            throw new NotSupportedException($"Nobody has decided what {entity.ClrType.Name}.{name} is copied from.");
        }

        var (company, text) = (columns.IndexOf(nameof(SearchEntry.CompanyId)), columns.IndexOf(nameof(SearchEntry.Text)));
        return row => SearchableText.Folded((Guid)row[company]!, (string)row[text]!).Terms();
    }

    private static Func<string, string> DocumentOf(IEntityType entity, IEntityType source, string column)
    {
        var (to, from) = (PropertiesOf(entity), PropertiesOf(source));
        return document =>
        {
            using var read = JsonDocument.Parse(document);
            var written = new JsonObject();
            foreach (var field in read.RootElement.EnumerateObject())
            {
                written[field.Name] = field.Value.ValueKind == JsonValueKind.Null
                    ? null
                    : JsonNode.Parse(to[field.Name].ToJsonString(from[field.Name].FromJsonString(field.Value.GetRawText())));
            }

            return written.ToJsonString();
        };

        Dictionary<string, Microsoft.EntityFrameworkCore.Storage.Json.JsonValueReaderWriter> PropertiesOf(IEntityType owner) =>
            owner.GetNavigations().Select(navigation => navigation.TargetEntityType)
                .Single(owned => owned.GetContainerColumnName() == column)
                .GetProperties().Where(property => property.GetJsonPropertyName() is not null)
                .ToDictionary(property => property.GetJsonPropertyName()!, property => property.GetJsonValueReaderWriter()
                    ?? property.GetTypeMapping().JsonValueReaderWriter!);
    }

    // PostgreSQL keeps microseconds.
    private static DateTime Cut(DateTime instant) =>
        instant == DateTime.MaxValue ? instant : instant.AddTicks(-(instant.Ticks % TimeSpan.TicksPerMicrosecond));

    private static TimeOnly Cut(TimeOnly time) => new(time.Ticks - (time.Ticks % TimeSpan.TicksPerMicrosecond));
}
