using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.WebEncoders;
using MomentOfTruth.Web.Texts;

namespace MomentOfTruth.Web.Site;

/// <summary>Sets up where pages get their texts, validation messages included, and that they write Korean as it is.</summary>
public static class PageText
{
    public static IMvcBuilder AddPageText(this IMvcBuilder pages)
    {
        // Without this every Korean syllable would be written as a numeric reference.
        pages.Services.Configure<WebEncoderOptions>(web => web.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All));
        pages.Services.AddSingleton(HtmlEncoder.Create(UnicodeRanges.All));
        pages.Services.AddOptions<MvcOptions>().Configure<IStringLocalizer<SharedText>>((mvc, text) =>
        {
            mvc.ModelBinderProviders.Insert(0, new MendedTextBinder());

            // No form of ours names its fields as jQuery does, and these throw at names that nobody closed a bracket in.
            mvc.ValueProviderFactories.RemoveType<JQueryFormValueProviderFactory>();
            mvc.ValueProviderFactories.RemoveType<JQueryQueryStringValueProviderFactory>();
            var messages = mvc.ModelBindingMessageProvider;
            messages.SetAttemptedValueIsInvalidAccessor((value, _) => text["Error.NotValid", value]);
            messages.SetNonPropertyAttemptedValueIsInvalidAccessor(value => text["Error.NotValid", value]);
            messages.SetUnknownValueIsInvalidAccessor(_ => text["Error.Required"]);
            messages.SetNonPropertyUnknownValueIsInvalidAccessor(() => text["Error.Required"]);
            messages.SetValueIsInvalidAccessor(value => text["Error.NotValid", value]);
            messages.SetValueMustBeANumberAccessor(_ => text["Error.NotANumber"]);
            messages.SetNonPropertyValueMustBeANumberAccessor(() => text["Error.NotANumber"]);
            messages.SetMissingBindRequiredValueAccessor(_ => text["Error.Required"]);
            messages.SetMissingKeyOrValueAccessor(() => text["Error.Required"]);
            messages.SetMissingRequestBodyRequiredValueAccessor(() => text["Error.Required"]);
            messages.SetValueMustNotBeNullAccessor(_ => text["Error.Required"]);
            mvc.Filters.Add<StoreFailureFilter>();
            mvc.Filters.Add<AntiforgeryFilter>();
        });
        pages.Services.AddSingleton<FormTokens>().AddScoped<KeptForms>();
        pages.AddRazorPagesOptions(options => options.Conventions.ConfigureFilter(new IgnoreAntiforgeryTokenAttribute()));
        return pages.AddDataAnnotationsLocalization(options =>
            options.DataAnnotationLocalizerProvider = (_, factory) => factory.Create(typeof(SharedText)));
    }
}

/// <summary>
/// Texts that speak of people who read: <c>Key</c>, and <c>Key.Unclaimed</c> for a company that nobody looks after here, of which the
/// product never says that somebody reads.
/// </summary>
public static class ByClaim
{
    public static LocalizedString Of(this IStringLocalizer text, bool isClaimed, string key, params object[] arguments) =>
        text[isClaimed ? key : key + ".Unclaimed", arguments];
}

/// <summary>Texts that depend on a number: <c>Key.One</c> and <c>Key.Other</c>.</summary>
public static class Plural
{
    public static string Count(this IStringLocalizer text, string key, long n) =>
        n == 1 ? text[$"{key}.One"] : text[$"{key}.Other", n.ToString("N0", CultureInfo.CurrentCulture)];
}
