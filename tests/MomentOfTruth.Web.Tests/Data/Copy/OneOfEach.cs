using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using MomentOfTruth.Web.Data;

namespace MomentOfTruth.Web.Tests.Data.Copy;

/// <summary>Puts a row into every table that has none, with a value in each column, so that no table is left out by chance.</summary>
internal static class OneOfEach
{
    public static async Task AddAsync(AppDbContext db)
    {
        for (var added = true; added;)
        {
            added = false;
            foreach (var entity in db.Model.GetEntityTypes().Where(e => !e.IsOwned()))
            {
                if (!CopyTarget.SetOf(db, entity).Any() && RowOf(db, entity) is { } row)
                {
                    added = true;
                    db.ChangeTracker.Clear();
                    db.Add(row);
                    await db.SaveChangesAsync();
                }
            }
        }

        db.ChangeTracker.Clear();
        Assert.All(db.Model.GetEntityTypes().Where(e => !e.IsOwned()), entity => Assert.NotEmpty(CopyTarget.SetOf(db, entity)));
    }

    // Null while what it points at is missing.
    private static object? RowOf(AppDbContext db, IEntityType entity)
    {
        var row = RuntimeHelpers.GetUninitializedObject(entity.ClrType);
        var values = new Dictionary<IProperty, object>();
        foreach (var pointer in entity.GetForeignKeys().Where(key => key.IsRequired))
        {
            var at = CopyTarget.SetOf(db, pointer.PrincipalEntityType).FirstOrDefault(other => Pairs(pointer).All(pair =>
                !values.TryGetValue(pair.Mine, out var known) || known.Equals(pair.Theirs.GetGetter().GetClrValue(other))));
            if (at is null)
            {
                return null;
            }

            foreach (var (mine, theirs) in Pairs(pointer))
            {
                values[mine] = theirs.GetGetter().GetClrValue(at)!;
            }
        }

        if (row is IdentityUserPasskey<Guid> passkey)
        {
            passkey.Data = new IdentityPasskeyData { PublicKey = [1, 0xFE], Name = "열쇠", CreatedAt = DateTimeOffset.UnixEpoch, SignCount = 3, Transports = ["usb", "nfc"], AttestationObject = [3], ClientDataJson = [4] };
        }

        var entry = db.Entry(row);
        foreach (var property in entity.GetProperties().Where(p => !p.IsForeignKey() || values.ContainsKey(p)))
        {
            entry.Property(property.Name).CurrentValue = values.GetValueOrDefault(property) ?? Fitting(property);
        }

        entry.State = EntityState.Detached;
        return row;
    }

    private static IEnumerable<(IProperty Mine, IProperty Theirs)> Pairs(IForeignKey pointer) =>
        pointer.Properties.Zip(pointer.PrincipalKey.Properties);

    private static object Fitting(IProperty property) =>
        Value(Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType) is var value
        && value is string text && property.GetMaxLength() is { } most && most < text.Length ? text[..most] : value;

    private static object Value(Type type) => type switch
    {
        _ when type == typeof(string) => "it's 한국어 \"😀\"\n",
        _ when type == typeof(byte[]) => new byte[] { 0, 255, 7 },
        _ when type == typeof(Guid) => Guid.CreateVersion7(),
        _ when type == typeof(bool) => true,
        _ when type == typeof(int) => 7,
        _ when type == typeof(long) => 8L,
        _ when type == typeof(short) => (short)1,
        _ when type == typeof(double) => 0.1,
        _ when type == typeof(DateTime) => DateTime.UtcNow,
        _ when type == typeof(DateTimeOffset) => DateTimeOffset.UtcNow,
        _ when type == typeof(DateOnly) => new DateOnly(2026, 2, 3),
        _ when type == typeof(TimeOnly) => new TimeOnly(23, 59, 58),
        _ when type.IsEnum => Enum.GetValues(type).GetValue(0)!,
        _ => Activator.CreateInstance(type)!,
    };
}
