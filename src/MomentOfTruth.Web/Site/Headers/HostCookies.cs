using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Http.Features;

namespace MomentOfTruth.Web.Site;

/// <summary>
/// Where a request comes over HTTPS, every cookie of ours is <c>Secure</c> and named with <c>__Host-</c>: browsers take such a cookie only
/// from this very host, so that neither a neighbour on the domain nor somebody on the line can set one of ours. Code names cookies without
/// the prefix. Over plain HTTP, as on trial, they are named plainly: browsers would refuse the prefix.
/// </summary>
public static class HostCookies
{
    private const string Prefix = "__Host-";

    public static IApplicationBuilder UseHostCookies(this IApplicationBuilder app) => app.Use((http, next) =>
    {
        if (http.Request.IsHttps)
        {
            http.Features.Set<IRequestCookiesFeature>(new RequestCookiesFeature(new Received(http.Request.Cookies)));
            http.Features.Set<IResponseCookiesFeature>(new Sent(http.Response.Cookies));
        }

        return next(http);
    });

    // A cookie without the prefix is none of ours.
    private sealed class Received(IRequestCookieCollection all) : IRequestCookieCollection
    {
        private readonly Dictionary<string, string> _ours = all
            .Where(cookie => cookie.Key.StartsWith(Prefix, StringComparison.Ordinal))
            .ToDictionary(cookie => cookie.Key[Prefix.Length..], cookie => cookie.Value, StringComparer.Ordinal);

        public int Count => _ours.Count;

        public ICollection<string> Keys => _ours.Keys;

        public string? this[string key] => _ours.GetValueOrDefault(key);

        public bool ContainsKey(string key) => _ours.ContainsKey(key);

        public bool TryGetValue(string key, [NotNullWhen(true)] out string? value) => _ours.TryGetValue(key, out value);

        public IEnumerator<KeyValuePair<string, string>> GetEnumerator() => _ours.GetEnumerator();

        System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => _ours.GetEnumerator();
    }

    private sealed class Sent(IResponseCookies cookies) : IResponseCookies, IResponseCookiesFeature
    {
        public IResponseCookies Cookies => this;

        public void Append(string key, string value) => Append(key, value, new CookieOptions());

        public void Append(string key, string value, CookieOptions options) => cookies.Append(Prefix + key, value, OfHost(options));

        public void Delete(string key) => Delete(key, new CookieOptions());

        public void Delete(string key, CookieOptions options) => cookies.Delete(Prefix + key, OfHost(options));

        // Browsers refuse the prefix with a domain, another path, or without Secure.
        private static CookieOptions OfHost(CookieOptions options) => new(options) { Secure = true, Path = "/", Domain = null };
    }
}
