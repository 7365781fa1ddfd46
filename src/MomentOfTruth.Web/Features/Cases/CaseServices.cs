namespace MomentOfTruth.Web.Features.Cases;

/// <summary>What companies make of journeys.</summary>
public static class CaseServices
{
    public static IServiceCollection AddCases(this IServiceCollection services) => services
        .AddScoped<CaseWriter>()
        .AddScoped<CaseQuery>();
}
