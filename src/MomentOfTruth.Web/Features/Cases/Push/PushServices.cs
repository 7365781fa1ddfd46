using Microsoft.Extensions.Options;
using MomentOfTruth.Web.Features.Mail;

namespace MomentOfTruth.Web.Features.Cases;

/// <summary>Notifications in browsers: a customer's browser tells that the company has replied.</summary>
public static class PushServices
{
    /// <summary>The kind of work in the outbox.</summary>
    public const string Reply = "push-reply";

    /// <summary>The name of the client that sends.</summary>
    public const string Client = "push";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public static IServiceCollection AddPush(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<PushOptions>().BindConfiguration(PushOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<PushOptions>, PushOptionsCheck>();
        services.AddScoped<PushKeys>().AddScoped<PushWriter>().AddSingleton<PushHosts>();

        // Whoever has the address of a subscription can reach the browser: it appears in no log, and no answer leads elsewhere.
        services.AddHttpClient(Client, http => (http.Timeout, http.MaxResponseContentBufferSize) = (Patience, 64 * 1024))
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
            .RemoveAllLoggers();
        return configuration.GetValue($"{PushOptions.Section}:{nameof(PushOptions.IsOn)}", true)
            ? services.AddOutboxWork<PushDelivery>(Reply)
            : services;
    }
}

/// <summary>
/// To which hosts this server posts. The address of a subscription comes from a browser, and could name any machine that the server
/// reaches: only those of the browsers' makers are used, and those that the operator names.
/// </summary>
public sealed class PushHosts(IOptions<PushOptions> options)
{
    private static readonly string[] Hosts = ["fcm.googleapis.com", "web.push.apple.com"];

    private static readonly string[] Domains = [".push.services.mozilla.com", ".notify.windows.com", ".push.apple.com"];

    public bool Allows(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.UserInfo.Length == 0
        && (IsKnown(uri) || options.Value.Services.Any(service => new Uri(service) is var named
            && (uri.Scheme, uri.Port, uri.IdnHost) == (named.Scheme, named.Port, named.IdnHost)));

    private static bool IsKnown(Uri uri) =>
        uri.Scheme == Uri.UriSchemeHttps && uri.IsDefaultPort
        && (Hosts.Contains(uri.IdnHost) || Domains.Any(domain => uri.IdnHost.EndsWith(domain, StringComparison.Ordinal)));
}
