using System.Globalization;
using Microsoft.Extensions.Localization;

namespace MomentOfTruth.Web.Http;

/// <summary>Texts that depend on a number: <c>Key.One</c> and <c>Key.Other</c>.</summary>
public static class Plural
{
    public static string Count(this IStringLocalizer text, string key, long n)
    {
        ArgumentNullException.ThrowIfNull(text);
        return n == 1 ? text[$"{key}.One"] : text[$"{key}.Other", n.ToString("N0", CultureInfo.CurrentCulture)];
    }
}
