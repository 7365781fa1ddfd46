using MomentOfTruth.Domain.Companies;

namespace MomentOfTruth.Web.Site;

/// <summary>
/// A page has one address. Whoever types it in capitals, or with Korean syllables in pieces as some systems do, is led to it.
/// </summary>
public static class OneAddress
{
    // Signs behind a link in a sentence, which no name of a company in an address ends with.
    private const string EndsOfSentences = ".,;:!?)]}>\"'”’»";

    // A permanent redirect is kept for good by browsers that are told nothing else; the rules of names may change.
    private const string Kept = "private, max-age=3600";

    private static readonly string[] BeforeACompany = ["log", "companies", "published", "embed"];

    public static IApplicationBuilder UseOneAddress(this IApplicationBuilder app) => app.Use((http, next) =>
    {
        if ((HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method))
            && Of(http.Request.Path.Value) is { } address)
        {
            http.Response.Headers.CacheControl = Kept;
            http.Response.Redirect(new PathString(address).ToUriComponent() + http.Request.QueryString.ToUriComponent(), permanent: true);
            return Task.CompletedTask;
        }

        return next(http);
    });

    // The language, and the company's name behind one of these. Null for an address that is the one already.
    private static string? Of(string? path)
    {
        var segments = path?.Split('/') ?? [];
        if (segments is not ["", var culture, ..]
            || SiteCulture.All.FirstOrDefault(c => c.Equals(culture, StringComparison.OrdinalIgnoreCase)) is not { } known)
        {
            return null;
        }

        segments[1] = known;
        for (var i = 2; i < Math.Min(4, segments.Length); i++)
        {
            segments[i] = BeforeACompany.FirstOrDefault(word => word.Equals(segments[i], StringComparison.OrdinalIgnoreCase)) ?? segments[i];
        }

        var company = segments switch
        {
            [_, _, "log" or "companies" or "published", _, ..] => 3,
            [_, _, "embed", "log", _, ..] => 4,
            _ => -1,
        };
        if (company > 0 && Slug(segments[company]) is { } slug)
        {
            segments[company] = slug;
        }

        var address = string.Join('/', segments);
        return address == path ? null : address;
    }

    // A file of the company has an ending. What has no letters of a name in it is no company.
    private static string? Slug(string typed)
    {
        var isFile = typed.EndsWith(".csv", StringComparison.Ordinal) || typed.EndsWith(".json", StringComparison.Ordinal);
        var (name, ending) = isFile
            ? (typed[..typed.LastIndexOf('.')], typed[typed.LastIndexOf('.')..])
            : (typed.TrimEnd([.. EndsOfSentences]), "");
        return Naming.SlugOf(name) is { Length: > 0 } slug && Naming.KeyOf(name) == slug ? slug + ending : null;
    }
}
