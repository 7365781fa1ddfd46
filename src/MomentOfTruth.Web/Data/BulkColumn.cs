using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace MomentOfTruth.Web.Data;

/// <summary>A column and how to take its value from an entity, as the model says: a column that is added to the model is written here too.</summary>
internal sealed record BulkColumn(string Name, string Type, Func<object, object?> ValueOf)
{
    public static IReadOnlyList<BulkColumn> Of(IEntityType entity)
    {
        ArgumentNullException.ThrowIfNull(entity);
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
