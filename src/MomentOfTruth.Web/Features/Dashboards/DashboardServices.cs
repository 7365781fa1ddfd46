namespace MomentOfTruth.Web.Features.Dashboards;

/// <summary>The company's numbers.</summary>
public static class DashboardServices
{
    public static IServiceCollection AddDashboards(this IServiceCollection services) => services
        .AddSingleton<LedgerCache>()
        .AddScoped<LedgerReader>()
        .AddScoped<MeasuresQuery>()
        .AddScoped<HeatMapQuery>()
        .AddScoped<DashboardQuery>()
        .AddScoped<OverviewPictures>()
        .AddScoped<ChartReader>()
        .AddScoped<TouchpointQuery>()
        .AddScoped<SaidQuery>()
        .AddScoped<MarkerForm>()
        .AddScoped<MarkerWriter>();
}
