namespace MomentOfTruth.Web.Demo;

/// <summary>The demo.</summary>
public static class DemoServices
{
    public static IServiceCollection AddDemo(this IServiceCollection services) => services.AddScoped<DemoData>().AddScoped<DemoPeople>().AddScoped<DemoPublications>().AddScoped<LoadData>();
}
