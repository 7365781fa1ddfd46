using MomentOfTruth.Web.Data;

namespace MomentOfTruth.Web.Tests.Data.Copy;

/// <summary>A test that copies from SQLite to the server of MOT_TEST_POSTGRES; skipped where there is none.</summary>
public sealed class CopyFactAttribute : FactAttribute
{
    public CopyFactAttribute() => Skip =
        CopyTarget.Server is not { Length: > 0 } ? "MOT_TEST_POSTGRES names no PostgreSQL server."
        : TestDatabase.Provider != DatabaseProvider.Sqlite ? "The store to copy is on SQLite."
        : null;
}
