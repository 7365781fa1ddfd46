namespace MomentOfTruth.Web.Features.Exports;

/// <summary>Taking journeys and moments along as files.</summary>
public static class ExportServices
{
    public static IServiceCollection AddExports(this IServiceCollection services) => services
        .AddScoped<ExportWriter>()
        .AddScoped<ExportCountsQuery>();
}
