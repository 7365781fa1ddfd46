using Microsoft.AspNetCore.Builder;
using MomentOfTruth.Web.Data;

namespace MomentOfTruth.Benchmarks.Load;

/// <summary>The app in this process, on any free port of the loopback interface.</summary>
internal static class MeasuredApp
{
    /// <summary>Builds it; it serves once it is started.</summary>
    public static WebApplication Build(DatabaseProvider provider, string connectionString) => Web.Program.Build([], "Production", [
        new("Database:Provider", provider.ToString()), new("Database:ConnectionString", connectionString),
        new("Site:BaseAddress", "http://localhost"), new("urls", "http://127.0.0.1:0"), new("Serilog:MinimumLevel:Default", "Error")]);
}
