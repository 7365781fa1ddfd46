using System.Globalization;
using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Features.Cases;
using MomentOfTruth.Web.Features.Mail;
using MomentOfTruth.Web.Site;

namespace MomentOfTruth.Web.Features.Admin;

/// <summary>
/// Tells how this installation is set up: what each setting is, where it comes from, and what of it is risky. Of a secret it tells only
/// whether it is set.
/// </summary>
public sealed class InstallationReport(
    AppDbContext db, IConfiguration configuration, IHostEnvironment environment, IOptions<SiteOptions> site, IOptions<MailOptions> mail,
    IOptions<PushOptions> push, IOptions<LimitOptions> limits, IOptions<ProxyOptions> proxies, MailState mailState, Replicas replicas)
{
    private const long LowRoom = 1024L * 1024 * 1024;

    /// <summary>The settings in groups. Names of groups and settings are parts of keys of texts.</summary>
    public IReadOnlyList<SettingGroup> Groups()
    {
        var place = db.Place;
        return
        [
            new("Site", [
                Row("Environment", "ASPNETCORE_ENVIRONMENT", environment.EnvironmentName, "environment"),
                Row("BaseAddress", "Site:BaseAddress", site.Value.BaseAddress),
                Row("DefaultZone", "Site:DefaultZone", site.Value.DefaultZone),
                Row("Listens", "ASPNETCORE_URLS", configuration[WebHostDefaults.ServerUrlsKey], WebHostDefaults.ServerUrlsKey),
                Row("Proxies", "Proxies", string.Join(", ", proxies.Value.Networks), "Proxies:0"),
                Row("FirstAdministrator", FirstAdministrator.Setting, configuration[FirstAdministrator.Setting]),
            ]),
            new("Database", [
                Row("Engine", "Database:Provider", place.Engine),
                Row("Where", "Database:ConnectionString", place.Where),
                .. place.HasPassword is { } has
                    ? [Secret("DatabasePassword", "Database:ConnectionString", has)]
                    : Array.Empty<SettingRow>(),
                .. replicas.AreNamed
                    ? [Row("ReplicaSeconds", "Database:ReplicaSeconds", Number((int)replicas.LongestLag.TotalSeconds))]
                    : Array.Empty<SettingRow>(),
            ]),
            new("Mail", [
                Row("MailHost", "Mail:Host", mail.Value.Host),
                .. string.IsNullOrWhiteSpace(mail.Value.Host) ? Array.Empty<SettingRow>() :
                [
                    Row("MailPort", "Mail:Port", Number(mail.Value.Port)),
                    Row("MailSecurity", "Mail:Security", mail.Value.Security.ToString()),
                    Row("MailFrom", "Mail:From", mail.Value.From),
                    Row("MailUser", "Mail:User", mail.Value.User),
                    Secret("MailPassword", "Mail:Password", !string.IsNullOrEmpty(mail.Value.Password)),
                    Row("MailTimeout", "Mail:TimeoutSeconds", Number(mail.Value.TimeoutSeconds)),
                ],
            ]),
            new("Push", [
                Row("PushIsOn", "Push:IsOn", push.Value.IsOn ? "true" : "false"),
                Row("PushPublicKey", "Push:PublicKey", push.Value.PublicKey),
                Secret("PushPrivateKey", "Push:PrivateKey", !string.IsNullOrEmpty(push.Value.PrivateKey)),
                Row("PushSubject", "Push:Subject", push.Value.Subject),
                Row("PushServices", "Push:Services", string.Join(", ", push.Value.Services), "Push:Services:0"),
            ]),
            new("Telemetry", [
                Secret("MetricsToken", "Metrics:Token", !string.IsNullOrEmpty(configuration["Metrics:Token"])),
                Row("Collector", Telemetry.Collector, configuration[Telemetry.Collector]),
            ]),
            new("Limits", [
                .. typeof(LimitOptions).GetProperties().Select(limit => Row(
                    limit.Name, $"{LimitOptions.Section}:{limit.Name}", Number((int)limit.GetValue(limits.Value)!))),
            ]),
        ];
    }

    /// <summary>What an operator should know of the setup, the gravest first. The names are parts of keys of texts.</summary>
    public async Task<IReadOnlyList<string>> RisksAsync(CancellationToken cancellationToken)
    {
        var (place, address) = (db.Place, site.Value.BaseAddress);
        var administrators = await db.Users.CountAsync(u => u.IsAdministrator && u.DisabledAtUtc == null, cancellationToken);
        (string Name, bool IsSo)[] risks =
        [
            ("Development", environment.IsDevelopment()),
            ("NetworkDisk", place.IsOnNetwork),
            ("LittleRoom", place.FreeBytes < LowRoom),
            ("NoAddress", address is null),
            ("NotEncrypted", address is not null && new Uri(address) is { Scheme: "http", IsLoopback: false }),
            ("NoProxy", address?.StartsWith("https://", StringComparison.OrdinalIgnoreCase) == true && proxies.Value.Networks.Count == 0),
            ("NoMail", !mailState.IsOn),
            ("MailNotEncrypted", IsOpenMail(mail.Value)),
            ("OneAdministrator", administrators == 1),
        ];
        return [.. risks.Where(risk => risk.IsSo).Select(risk => risk.Name)];
    }

    private static bool IsOpenMail(MailOptions mail) =>
        !string.IsNullOrWhiteSpace(mail.Host) && mail.Security == MailSecurity.None
        && !(mail.Host == "localhost" || (IPAddress.TryParse(mail.Host, out var address) && IPAddress.IsLoopback(address)));

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private SettingRow Row(string name, string setting, string? value, string? key = null) =>
        new(name, setting, string.IsNullOrWhiteSpace(value) ? null : value, IsSecret: false, SourceOf(key ?? setting));

    private SettingRow Secret(string name, string setting, bool isSet) =>
        new(name, setting, isSet ? "" : null, IsSecret: true, SourceOf(setting));

    // The last provider that knows it wins, as the framework has it.
    private SettingSource SourceOf(string key) =>
        ((IConfigurationRoot)configuration).Providers.Reverse().FirstOrDefault(provider => provider.TryGet(key, out _)) switch
        {
            null => SettingSource.Default,
            Microsoft.Extensions.Configuration.EnvironmentVariables.EnvironmentVariablesConfigurationProvider => SettingSource.Environment,
            Microsoft.Extensions.Configuration.CommandLine.CommandLineConfigurationProvider => SettingSource.Argument,
            FileConfigurationProvider => SettingSource.File,
            _ => SettingSource.Host,
        };
}

/// <summary>Settings that belong together.</summary>
public sealed record SettingGroup(string Name, IReadOnlyList<SettingRow> Rows);

/// <summary>One setting as it holds now.</summary>
/// <param name="Name">A part of the key of its words.</param>
/// <param name="Setting">How the operator names it.</param>
/// <param name="Value">Null if it is not set.</param>
/// <param name="IsSecret">Whether only that is told.</param>
public sealed record SettingRow(string Name, string Setting, string? Value, bool IsSecret, SettingSource Source);

/// <summary>Where a setting comes from. The names are parts of keys of texts.</summary>
public enum SettingSource
{
    Default,
    File,
    Environment,
    Argument,

    /// <summary>Whatever hosts the app has said it.</summary>
    Host,
}
