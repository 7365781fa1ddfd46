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
        await app.InScopeAsync(services => services.GetRequiredService<Store>().OpenAsync(CancellationToken.None));
        app.WarnOfMissingAddress();
        if (app.Environment.IsDevelopment())
        {
            await app.InScopeAsync(async services =>
            {
                var demo = await services.GetRequiredService<DemoData>().LoadAsync(CancellationToken.None);
                app.Lifetime.ApplicationStarted.Register(() => Greet(app, demo));
            });
        }

        await app.RunAsync();
    }

    private static void Greet(WebApplication app, DemoLoaded demo)
    {
        string[] lines =
        [
            "", "MomentOfTruth is at", .. app.Urls.Select(url => $"  {url}"),
            "", "Demo sign-ins", .. demo.SignInLines(),
            .. app.Services.GetService<FolderMailer>() is { } mails ? ["", $"Mails are written to {mails.Folder}"] : Array.Empty<string>(),
            "",
        ];
        Console.Out.WriteLine(string.Join(Environment.NewLine, lines));
    }
}
