namespace MomentOfTruth.Web.Features.Cases;

/// <summary>The companies' work on single journeys.</summary>
public static class CaseServices
{
    public static IServiceCollection AddCases(this IServiceCollection services) => services
        .AddScoped<CaseWriter>()
        .AddScoped<CaseQuery>()
        .AddCaseMails();
}
