using System.Net.Sockets;
using Microsoft.Extensions.Options;
using MomentOfTruth.Web.Commands;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Demo;
using MomentOfTruth.Web.Features.Mail;
using MomentOfTruth.Web.Site;

namespace MomentOfTruth.Web;

/// <summary>Serves. The store is opened first and, in Development, filled with the demo.</summary>
public static class Server
{
    public static async Task RunAsync(WebApplication app)
    {
        // What is wrong with the settings is said before anything is changed because of them.
        app.Services.GetRequiredService<IStartupValidator>().Validate();
        app.RequireAddress();
        await app.InScopeAsync(services => services.GetRequiredService<Store>().ServeAsync(CancellationToken.None));
        if (await app.InScopeAsync(services => FirstAdministrator.PrepareAsync(services, CancellationToken.None)) is { } first)
        {
            app.Lifetime.ApplicationStarted.Register(() => Print(first.Lines(app.Services.GetRequiredService<SiteAddress>())));
        }

        if (app.Environment.IsDevelopment())
        {
            await app.InScopeAsync(async services =>
            {
                var demo = await services.GetRequiredService<DemoData>().LoadAsync(CancellationToken.None);
                app.Lifetime.ApplicationStarted.Register(() => Greet(app, demo));
            });
        }

        await ListenAsync(app);
        await app.WaitForShutdownAsync();
    }

    private static async Task ListenAsync(WebApplication app)
    {
        try
        {
            await app.StartAsync();
        }
        catch (Exception failure) when (failure is IOException or FormatException or SocketException or UnauthorizedAccessException)
        {
            throw new InvalidOperationException($"ASPNETCORE_URLS, where to listen: {failure.Message}", failure);
        }
    }

    private static void Greet(WebApplication app, DemoLoaded demo)
    {
        Print(
        [
            "", "MomentOfTruth is at", .. app.Urls.Select(url => $"  {url}"),
            "", "Demo sign-ins", .. demo.SignInLines(),
            .. app.Services.GetService<FolderMailer>() is { } mails ? ["", $"Mails are written to {mails.Folder}"] : Array.Empty<string>(),
            "",
        ]);
    }

    private static void Print(IEnumerable<string> lines) => Terminal.Out.WriteLine(string.Join(Environment.NewLine, lines));
}
