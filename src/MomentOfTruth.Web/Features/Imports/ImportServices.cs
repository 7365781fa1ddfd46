namespace MomentOfTruth.Web.Features.Imports;

/// <summary>Bringing journeys in from files.</summary>
public static class ImportServices
{
    public static IServiceCollection AddImports(this IServiceCollection services) => services.AddTransient<CsvImport>();
}
