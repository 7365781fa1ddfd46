using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;

namespace MomentOfTruth.Web.Site;

/// <summary>Addresses of pages, in the language of the page that links to them.</summary>
public static class Routes
{
    /// <summary><c>To("log", slug)</c> is <c>/en/log/…</c>; every segment is escaped.</summary>
    public static string To(params ReadOnlySpan<string> segments)
    {
        var path = new StringBuilder("/").Append(CultureInfo.CurrentUICulture.Name);
        foreach (var segment in segments)
        {
            path.Append('/').Append(Uri.EscapeDataString(segment));
        }

        return path.ToString();
    }

    /// <summary>The path with these query values; those that are null are left out.</summary>
    public static string With(this string path, params ReadOnlySpan<(string Name, string? Value)> values)
    {
        foreach (var (name, value) in values)
        {
            path = value is null ? path : QueryHelpers.AddQueryString(path, name, value);
        }

        return path;
    }

    /// <summary>The address of this very page in another language, with its query.</summary>
    public static string InLanguage(this HttpRequest request, string culture)
    {
        var path = request.Path.Value ?? "/";
        var rest = path.Split('/', 3, StringSplitOptions.RemoveEmptyEntries) is [var first, ..] && SiteCulture.All.Contains(first)
            ? path[(first.Length + 1)..]
            : "/";
        return new PathString($"/{culture}{rest}").ToUriComponent() + request.QueryString.ToUriComponent();
    }
}
