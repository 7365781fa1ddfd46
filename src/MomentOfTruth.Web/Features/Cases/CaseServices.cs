namespace MomentOfTruth.Web.Features.Cases;

/// <summary>The companies' work on single journeys.</summary>
public static class CaseServices
{
    public static IServiceCollection AddCases(this IServiceCollection services, IConfiguration configuration) => services
        .AddScoped<CaseWriter>()
        .AddScoped<CaseQuery>()
        .AddScoped<AnswersQuery>()
        .AddScoped<AnswerWords>()
        .AddScoped<UsualAnswerQuery>()
        .AddSingleton<UsualAnswerCache>()
        .AddCaseMails()
        .AddPush(configuration);
}
