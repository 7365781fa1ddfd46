namespace MomentOfTruth.Web.Features.Intake;

/// <summary>Logging journeys.</summary>
public static class IntakeServices
{
    public static IServiceCollection AddIntake(this IServiceCollection services) => services
        .AddScoped<JourneyWriter>()
        .AddScoped<MomentWriter>()
        .AddScoped<MomentEntries>()
        .AddScoped<CompanyPickerQuery>()
        .AddScoped<DraftStore>()
        .AddScoped<MomentCheck>()
        .AddSingleton<FormToken>()
        .AddSingleton<IssuedReceipt>()
        .AddHostedService<DraftSweeper>();
}
