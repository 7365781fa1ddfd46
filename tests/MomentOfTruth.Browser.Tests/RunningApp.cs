using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using MomentOfTruth.Web.Tests.Accounts;
using MomentOfTruth.Web.Tests.Mail;

namespace MomentOfTruth.Browser.Tests;

/// <summary>The app behind a real port, where a browser can find it, with a mail server.</summary>
public sealed class RunningApp : MailFixture
{
    // Known before the start: passkeys belong to the address of the settings, and to names alone, not to 127.0.0.1.
    private readonly int _port = FreePort();

    public RunningApp() => UseKestrel(_port);

    /// <summary>The identity provider that the app trusts.</summary>
    public TestProvider Provider { get; } = new();

    // Files as they were compressed when the app was built; otherwise they are made anew for each request, and larger.
    protected override IEnumerable<(string Key, string Value)> Settings =>
    [
        .. base.Settings, .. Provider.Settings, ("ReloadStaticAssetsAtRuntime", "false"), ("Site:BaseAddress", $"http://localhost:{_port}"),
        ("Push:IsOn", "true"),
    ];

    public Uri Address => new($"http://localhost:{_port}");

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        Provider.Dispose();
    }

    internal static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.ConfigureTestServices(services => services.AddSingleton<IStartupFilter, CookieBlocker>());
    }
}

/// <summary>Stands between the app and a browser that blocks cookies: such a browser keeps none and sends none.</summary>
public sealed class CookieBlocker : IStartupFilter
{
    public const string Header = "Test-Blocks-Cookies";

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use((http, then) =>
        {
            if (http.Request.Headers.ContainsKey(Header))
            {
                http.Request.Headers.Remove("Cookie");
                http.Response.OnStarting(() =>
                {
                    http.Response.Headers.Remove("Set-Cookie");
                    return Task.CompletedTask;
                });
            }

            return then(http);
        });
        next(app);
    };
}
