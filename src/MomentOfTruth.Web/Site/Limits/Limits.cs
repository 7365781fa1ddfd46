using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;

namespace MomentOfTruth.Web.Site;

/// <summary>
/// How often one address, and how often all together, may do what can be abused. Reading is not limited; only what is posted counts, and what says so itself
/// (<see cref="CountsReadingAttribute"/>).
/// </summary>
public static class Limits
{
    /// <summary>Policies for <see cref="EnableRateLimitingAttribute"/>.</summary>
    public const string Log = "log", Form = "form", Codes = "codes", Changes = "changes", SignIn = "sign-in", Answers = "answers", Reports = "reports", Mails = "mails";

    /// <summary>The longest request body, in bytes: a journey of 100 moments with the longest stories in Korean fits.</summary>
    public const int BodyBytes = 12 * 1024 * 1024;

    /// <summary>The longest body of a form that takes photos: five of the largest beside what is typed.</summary>
    public const int PhotoFormBytes = BodyBytes + (5 * 10 * 1024 * 1024);

    /// <summary>A journey of 100 moments with five photos each has some 1,800 fields.</summary>
    public const int FormFields = 4096;

    public static IServiceCollection AddLimits(this IServiceCollection services)
    {
        services.AddOptions<LimitOptions>().BindConfiguration(LimitOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.Configure<Microsoft.AspNetCore.Http.Features.FormOptions>(form => form.ValueCountLimit = FormFields);

        // A longer list than the framework's usual limit would be a server error; how many moments are too many, the form says itself.
        services.Configure<Microsoft.AspNetCore.Mvc.MvcOptions>(mvc => mvc.MaxModelBindingCollectionSize = FormFields);
        services.AddSingleton<HourlyQuotas>();
        return services.AddRateLimiter(limiter =>
        {
            limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            limiter.AddPolicy(Log, JourneyWindow);
            limiter.AddPolicy(Form, http => Window(http, options => options.FormPostsPerTenMinutes, TimeSpan.FromMinutes(10)));
            limiter.AddPolicy(Changes, http => Window(http, options => options.ChangesPerTenMinutes, TimeSpan.FromMinutes(10)));
            limiter.AddPolicy(Codes, http => Window(http, options => options.CodesPerTenMinutes, TimeSpan.FromMinutes(10)));
            limiter.AddPolicy(Answers, http => Window(http, options => options.AnswersPerHour, TimeSpan.FromHours(1)));
            limiter.AddPolicy(SignIn, http => Window(http, options => options.SignInsPerTenMinutes, TimeSpan.FromMinutes(10)));
            limiter.AddPolicy(Reports, http => Window(http, options => options.ReportsPerHour, TimeSpan.FromHours(1)));
            limiter.AddPolicy(Mails, http => Window(http, options => options.MailsPerHour, TimeSpan.FromHours(1)));
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

    // By address, and by company where one is addressed.
    private static RateLimitPartition<(string Address, string Company)> JourneyWindow(HttpContext http)
    {
        if (!HttpMethods.IsPost(http.Request.Method))
        {
            return RateLimitPartition.GetNoLimiter(("", ""));
        }

        var quotas = http.RequestServices.GetRequiredService<HourlyQuotas>();
        return RateLimitPartition.Get(
            (Address: Address(http), Company: (http.GetRouteValue("company") as string)?.ToLowerInvariant() ?? ""),
            key => new InTurn(quotas.Journeys, key.Address, quotas.CompanyJourneys, key.Company));
    }

    private static RateLimitPartition<string> Window(HttpContext http, Func<LimitOptions, int> permits, TimeSpan window) =>
        HttpMethods.IsPost(http.Request.Method) || http.GetEndpoint()?.Metadata.GetMetadata<CountsReadingAttribute>() is not null
            ? RateLimitPartition.GetFixedWindowLimiter(Address(http), _ => new FixedWindowRateLimiterOptions
            {
                PermitLimit = permits(http.RequestServices.GetRequiredService<IOptions<LimitOptions>>().Value),
                Window = window,
            })
            : RateLimitPartition.GetNoLimiter("");

    /// <summary>Says in the answer how long to wait.</summary>
    public static void RetryAfter(HttpResponse response, TimeSpan wait)
    {
        response.Headers.RetryAfter = Math.Max(1, Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>Whom a limit counts: a household has one IPv4 address or one IPv6 network of 64 bits.</summary>
    public static string Address(HttpContext http)
    {
        var address = http.Connection.RemoteIpAddress ?? IPAddress.None;
        address = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return address.AddressFamily == AddressFamily.InterNetworkV6
            ? Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8))
            : address.ToString();
    }
}

/// <summary>How often one address, and how often all together, may do what can be abused.</summary>
public sealed class LimitOptions
{
    public const string Section = "Limits";

    [Range(1, int.MaxValue)]
    public int JourneysPerHour { get; set; } = 30;

    /// <summary>Of one company, from all addresses together.</summary>
    [Range(1, int.MaxValue)]
    public int CompanyJourneysPerHour { get; set; } = 1000;

    /// <summary>Of the log form's posts, autosaving included: a whole train may share one address.</summary>
    [Range(1, int.MaxValue)]
    public int FormPostsPerTenMinutes { get; set; } = 3000;

    /// <summary>Of changes to journeys that were sent, photos that are added to them included.</summary>
    [Range(1, int.MaxValue)]
    public int ChangesPerTenMinutes { get; set; } = 1000;

    /// <summary>New ones: one that is there is saved as often as <see cref="FormPostsPerTenMinutes"/> lets it.</summary>
    [Range(1, int.MaxValue)]
    public int DraftsPerHour { get; set; } = 300;

    /// <summary>Whoever sends a form sooner after it was first drawn is asked once more.</summary>
    [Range(0, 60)]
    public int SecondsToFillIn { get; set; } = 3;

    [Range(1, int.MaxValue)]
    public int AnswersPerHour { get; set; } = 30;

    [Range(1, int.MaxValue)]
    public int CodesPerTenMinutes { get; set; } = 20;

    [Range(1, int.MaxValue)]
    public int SignInsPerTenMinutes { get; set; } = 20;

    /// <summary>The largest journey brings five hundred.</summary>
    [Range(1, int.MaxValue)]
    public int PhotosPerHour { get; set; } = 600;

    [Range(1, int.MaxValue)]
    public int ReportsPerHour { get; set; } = 10;

    /// <summary>Of mails about accounts, whoever they go to.</summary>
    [Range(1, int.MaxValue)]
    public int MailsPerHour { get; set; } = 20;

    /// <summary>Of mails of one kind to one mailbox, whoever asks for them.</summary>
    [Range(1, int.MaxValue)]
    public int MailsToOneAddressPerHour { get; set; } = 3;
}

/// <summary>
/// Asks two quotas one after the other. What the first refuses costs the second nothing: so one address that sends too much does not use
/// up what all senders share.
/// </summary>
internal sealed class InTurn(HourlyQuota first, string firstKey, HourlyQuota second, string secondKey) : RateLimiter
{
    // It holds no state of its own and may be forgotten at once.
    public override TimeSpan? IdleDuration => TimeSpan.MaxValue;

    public override RateLimiterStatistics? GetStatistics() => null;

    protected override RateLimitLease AttemptAcquireCore(int permitCount)
    {
        var lease = first.Windows.AttemptAcquire(firstKey, permitCount);
        return lease.IsAcquired ? second.Windows.AttemptAcquire(secondKey, permitCount) : lease;
    }

    // Asked only after a refusal, to wait for a permit; nobody waits here. The first is not asked again where it was the second that refused.
    protected override ValueTask<RateLimitLease> AcquireAsyncCore(int permitCount, CancellationToken cancellationToken) => ValueTask.FromResult(
        first.Windows.GetStatistics(firstKey)?.CurrentAvailablePermits < permitCount
            ? first.Windows.AttemptAcquire(firstKey, permitCount)
            : second.Windows.AttemptAcquire(secondKey, permitCount));
}

/// <summary>Says that even reading this address counts against its limit: where the address itself is a guess at a secret.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class CountsReadingAttribute : Attribute;
