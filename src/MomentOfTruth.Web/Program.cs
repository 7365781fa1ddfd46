using MomentOfTruth.Web.Commands;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Demo;
using MomentOfTruth.Web.Features.Accounts;
using MomentOfTruth.Web.Features.Admin;
using MomentOfTruth.Web.Features.Audit;
using MomentOfTruth.Web.Features.Cases;
using MomentOfTruth.Web.Features.Companies;
using MomentOfTruth.Web.Features.Dashboards;
using MomentOfTruth.Web.Features.Exports;
using MomentOfTruth.Web.Features.Home;
using MomentOfTruth.Web.Features.Imports;
using MomentOfTruth.Web.Features.Intake;
using MomentOfTruth.Web.Features.Journeys;
using MomentOfTruth.Web.Features.Mail;
using MomentOfTruth.Web.Features.MyJourneys;
using MomentOfTruth.Web.Features.Photos;
using MomentOfTruth.Web.Features.Publications;
using MomentOfTruth.Web.Site;

namespace MomentOfTruth.Web;

/// <summary>The executable: without a command it serves.</summary>
public sealed class Program
{
    public static Task<int> Main(string[] args) => RunAsync(args, environment: null, settings: []);

    /// <summary>
    /// Does what the process does, with settings beyond its own, and returns its exit code: what is printed goes to the terminal, and this
    /// process goes on.
    /// </summary>
    public static Task<int> RunAsync(
        string[] args, string environment, IEnumerable<KeyValuePair<string, string?>> settings, Terminal terminal)
    {
        terminal.Use();
        return RunAsync(args, environment, settings);
    }

    private static async Task<int> RunAsync(string[] args, string? environment, IEnumerable<KeyValuePair<string, string?>> settings)
    {
        try
        {
            var isCommand = CommandLine.AreMeantBy(args);
            await using var app = Build(args, environment, settings);
            if (isCommand)
            {
                // A command answers no requests: it starts without the pages.
                return await CommandLine.RunAsync(app, args);
            }

            app.UseNamedProxies();
            app.UseHostCookies();
            app.UseSecurityHeaders();
            app.UseRequestLog();
            app.UsePageCompression();
            app.UseErrorPages();
            app.UseNulRefusal();
            app.UseOneAddress();
            app.UseMergedCompanies();
            app.UseRouting();
            app.UseBodyLimit();
            app.UseRequestLocalization();
            app.UseRateLimiter();
            app.UseAuthentication();
            app.UseAuthorization();
            app.UseAuditLog();
            app.UseReplicaReads();
            app.UseFormReading();
            app.UseKeptForms();

            app.MapStaticAssets().AllowAnonymous();
            app.MapHealth();
            app.MapMetrics();
            app.MapStart();
            app.MapReceipts();
            app.MapExports();
            app.MapPhotos();
            app.MapPictures();
            app.MapDraftPhotos();
            app.MapMyJourneyPhotos();
            app.MapFixFirst();
            app.MapDashboards();
            app.MapCharts();
            app.MapAudit();
            app.MapRazorPages().WithStaticAssets();
            // An unknown address would otherwise lead to the sign-in page, since the fallback policy asks for a signed-in person.
            app.MapFallback("{*path}", () => Results.NotFound()).AllowAnonymous();

            return await CommandLine.RunAsync(app, args);
        }
        catch (Exception failure) when (failure is not HostAbortedException && StartFailure.LineOf(failure) is { } line)
        {
            return await CommandExit.FailAsync(line);
        }
    }

    /// <summary>The app with all its services, which answers nothing yet.</summary>
    internal static WebApplication Build(string[] args, string? environment, IEnumerable<KeyValuePair<string, string?>> settings)
    {
        var isCommand = CommandLine.AreMeantBy(args);
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            // The words of a command are not settings.
            Args = isCommand ? [] : args,
            ApplicationName = typeof(Program).Assembly.GetName().Name,
            ContentRootPath = AppContext.BaseDirectory,
            EnvironmentName = environment,
        });
        builder.Configuration.AddInMemoryCollection(settings);

        builder.AddRequestLog(isCommand ? Terminal.Error : null);
        // Finds a service that cannot be made, or that outlives one of its own, at start and not at the first request that needs it.
        builder.Host.UseDefaultServiceProvider(services => (services.ValidateOnBuild, services.ValidateScopes) = (true, true));
        builder.WebHost.UseStaticWebAssets();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = Limits.BodyBytes;
        });

        builder.Services
            .AddSingleton(TimeProvider.System)
            .AddData(builder.Configuration)
            .AddSite()
            .AddSiteCulture()
            .AddLimits()
            .AddFileHeaders()
            .AddHealth()
            .AddTelemetry(builder.Configuration)
            .AddPageCompression()
            .AddForwardedHeaders()
            .AddMail(builder.Configuration, builder.Environment)
            .AddAccounts()
            .AddProviderSignIn(builder.Configuration)
            .AddCompanies()
            .AddPhotos()
            .AddCases(builder.Configuration)
            .AddPublications()
            .AddJourneys()
            .AddIntake()
            .AddMyJourneys()
            .AddExports()
            .AddImports()
            .AddDashboards()
            .AddAudit()
            .AddAdmin()
            .AddDemo();
        builder.Services.AddPages().AddPageText();
        return builder.Build();
    }
}
