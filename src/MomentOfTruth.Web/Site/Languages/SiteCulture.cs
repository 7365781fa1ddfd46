using System.Globalization;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Localization;
using Microsoft.Extensions.Localization;

namespace MomentOfTruth.Web.Site;

/// <summary>The languages of the interface. The address holds the language, so that a link opens in the language it was read in.</summary>
public static class SiteCulture
{
    public const string English = "en", Korean = "ko", CookieName = "language";

    public static readonly IReadOnlyList<string> All = [English, Korean];

    public static bool IsKorean => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == Korean;

    /// <summary>The language of the page.</summary>
    public static string Current => IsKorean ? Korean : English;

    public static string Other => IsKorean ? English : Korean;

    /// <summary>The name in the language of the page; the English one where there is no Korean one.</summary>
    public static string NameOf(string name, string? koreanName) => IsKorean && koreanName is not null ? koreanName : name;

    public static IServiceCollection AddSiteCulture(this IServiceCollection services) => services
        .AddLocalization()
        .AddSingleton<ResourceManagerStringLocalizerFactory>()
        .AddSingleton<IStringLocalizerFactory, IsolatingTextFactory>()
        .Configure<RequestLocalizationOptions>(options =>
        {
            options.SetDefaultCulture(English).AddSupportedCultures([.. All]).AddSupportedUICultures([.. All]);
            options.RequestCultureProviders =
            [
                new CustomRequestCultureProvider(http => Task.FromResult(FromAddress(http))),
                new CookieRequestCultureProvider { CookieName = CookieName },
                new AcceptLanguageHeaderRequestCultureProvider(),
            ];
        });

    // An error page is shown under a path of its own; its language is that of the requested path.
    private static ProviderCultureResult? FromAddress(HttpContext http)
    {
        var path = http.Features.Get<IExceptionHandlerPathFeature>()?.Path
            ?? http.Features.Get<IStatusCodeReExecuteFeature>()?.OriginalPath
            ?? http.Request.Path.Value;
        var first = path?.Split('/', 3, StringSplitOptions.RemoveEmptyEntries).FirstOrDefault();
        return first is not null && All.Contains(first) ? new ProviderCultureResult(first) : null;
    }
}
