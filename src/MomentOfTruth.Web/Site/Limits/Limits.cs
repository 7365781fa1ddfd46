using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Web.Data;

namespace MomentOfTruth.Web.Site;

/// <summary>
/// Limits how often one address, and all addresses together, may do what can be abused. Only posts count, receipt codes that open
/// nothing, and searches while one types.
/// </summary>
public static class Limits
{
    /// <summary>Policies for <see cref="EnableRateLimitingAttribute"/>.</summary>
    public const string
        Log = "log", Form = "form", Changes = "changes",
        Answers = "answers", Reports = "reports", Mails = "mails", Suggestions = "suggestions";

    /// <summary>The longest request body of most pages, in bytes: ten of the longest texts in Korean fit in.</summary>
    public const int BodyBytes = 512 * 1024;

    // A character of a text is nine bytes in a form at most: three of UTF-8, each as "%EA". An emoji is two characters and twelve bytes.
    private const int BytesOfCharacter = 9, BytesOfNamesInMoment = 2560;

    private const int CharactersOfMoment = Moment.MaxStory + Naming.MaxName + (Photo.MaxOfMoment * Photo.MaxAltText);

    /// <summary>
    /// The longest journey that can be typed, however it is encoded: as many moments as there may be and the one that was removed last, all
    /// with the longest texts in Korean. Some 6.5 megabytes.
    /// </summary>
    public const int JourneyFormBytes =
        ((Journey.MaxMoments + 1) * ((CharactersOfMoment * BytesOfCharacter) + BytesOfNamesInMoment)) + (64 * 1024);

    /// <summary>The longest body of a form that takes photos: five of an ordinary telephone's beside what is typed.</summary>
    public const int PhotoFormBytes = 60 * 1024 * 1024;

    /// <summary>A journey of 100 moments with five photos each has some 1,800 fields.</summary>
    public const int FormFields = 4096;

    public static IServiceCollection AddLimits(this IServiceCollection services)
    {
        services.AddOptions<LimitOptions>().BindConfiguration(LimitOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.Configure<Microsoft.AspNetCore.Http.Features.FormOptions>(form => form.ValueCountLimit = FormFields);

        // A list longer than the framework's default limit would be a server error; the form itself says how many moments are too many.
        services.Configure<Microsoft.AspNetCore.Mvc.MvcOptions>(mvc => mvc.MaxModelBindingCollectionSize = FormFields);
        services.AddSingleton<HourlyQuotas>().AddSingleton<BytesAtOnce>();
        return services.AddRateLimiter(limiter =>
        {
            limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            limiter.AddPolicy(Log, JourneyWindows);
            limiter.AddPolicy(Form, http => Window(http, options => options.FormPostsPerTenMinutes, TimeSpan.FromMinutes(10)));
            limiter.AddPolicy(Changes, http => Window(http, options => options.ChangesPerTenMinutes, TimeSpan.FromMinutes(10)));
            limiter.AddPolicy(Answers, http => Window(http, options => options.AnswersPerHour, TimeSpan.FromHours(1)));
            limiter.AddPolicy(Reports, http => Window(http, options => options.ReportsPerHour, TimeSpan.FromHours(1)));
            limiter.AddPolicy(Mails, http => Window(http, options => options.MailsPerHour, TimeSpan.FromHours(1)));
            limiter.AddPolicy(
                Suggestions, http => FixedWindow(http, options => options.SuggestionsPerTenMinutes, TimeSpan.FromMinutes(10)));
            limiter.OnRejected = (rejected, _) =>
            {
                if (rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var wait))
                {
                    RetryAfter(rejected.HttpContext.Response, wait);
                }

                return ValueTask.CompletedTask;
            };
        });
    }

    // Journeys count by the address that sends them, and by the company of the address, if it has one.
    private static RateLimitPartition<(string Address, string Company)> JourneyWindows(HttpContext http)
    {
        if (!HttpMethods.IsPost(http.Request.Method))
        {
            return RateLimitPartition.GetNoLimiter(("", ""));
        }

        var quotas = http.RequestServices.GetRequiredService<HourlyQuotas>();
        return RateLimitPartition.Get(
            (Address: Address(http), Company: (http.GetRouteValue("company") as string)?.ToLowerInvariant() ?? ""),
            key => new ChainedLimiter(quotas.Journeys, key.Address, quotas.CompanyJourneys, key.Company));
    }

    private static RateLimitPartition<string> Window(HttpContext http, Func<LimitOptions, int> permits, TimeSpan window) =>
        HttpMethods.IsPost(http.Request.Method) ? FixedWindow(http, permits, window) : RateLimitPartition.GetNoLimiter("");

    private static RateLimitPartition<string> FixedWindow(HttpContext http, Func<LimitOptions, int> permits, TimeSpan window)
    {
        var options = http.RequestServices.GetRequiredService<IOptions<LimitOptions>>().Value;
        return RateLimitPartition.GetFixedWindowLimiter(
            Address(http), _ => new FixedWindowRateLimiterOptions { PermitLimit = permits(options), Window = window });
    }

    /// <summary>Sets the header that says how long to wait.</summary>
    public static void RetryAfter(HttpResponse response, TimeSpan wait) =>
        response.Headers.RetryAfter = Math.Max(1, Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);

    /// <summary>The key under which limits count the sender of a request.</summary>
    public static string Address(HttpContext http) => KeyOf(http.Connection.RemoteIpAddress ?? IPAddress.None);

    /// <summary>A household has one IPv4 address, or an IPv6 network of 64 bits: all addresses in it count as one.</summary>
    public static string KeyOf(IPAddress address)
    {
        address = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return address.AddressFamily == AddressFamily.InterNetworkV6
            ? Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8))
            : address.ToString();
    }
}
