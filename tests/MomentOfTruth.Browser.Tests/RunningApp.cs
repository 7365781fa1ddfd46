using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using MomentOfTruth.Web.Tests.Mail;

namespace MomentOfTruth.Browser.Tests;

/// <summary>The app behind a real port, where a browser can find it, with a mail server.</summary>
public sealed class RunningApp : MailFixture
{
    public RunningApp() => UseKestrel(0);

    // Files as they were compressed when the app was built; otherwise they are made anew for each request, and larger.
    protected override IEnumerable<(string Key, string Value)> Settings => base.Settings.Append(("ReloadStaticAssetsAtRuntime", "false"));

    public Uri Address => ClientOptions.BaseAddress;

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
