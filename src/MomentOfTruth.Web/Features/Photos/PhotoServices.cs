namespace MomentOfTruth.Web.Features.Photos;

/// <summary>Photos of moments.</summary>
public static class PhotoServices
{
    public static IServiceCollection AddPhotos(this IServiceCollection services) => services
        .AddSingleton<PhotoMaker>()
        .AddSingleton<UnsentTotal>()
        .AddScoped<UnsentRoom>()
        .AddScoped<PhotoWriter>()
        .AddScoped<PhotoQuery>()
        .AddScoped<PhotoIntake>();
}
