using System.Data.Common;
using System.Net.Sockets;
using System.Reflection;
using Microsoft.Extensions.Options;

namespace MomentOfTruth.Web.Commands;

/// <summary>Why the executable cannot do what it was started for: a line for the operator, who needs no trace of our code.</summary>
public static class StartFailure
{
    /// <summary>
    /// The line to print if the cause lies outside of the code, such as a setting, a file, a port or the database; null for a mistake of
    /// the code, whose trace is needed, and where another executable hosts the app, as tests do.
    /// </summary>
    public static string? LineOf(Exception failure) => IsHosted ? null : failure switch
    {
        OptionsValidationException settings => "A setting is wrong: " + string.Join("; ", settings.Failures),
        DbException database => "Database:ConnectionString: " + FirstLine(database),
        IOException or SocketException or UnauthorizedAccessException => FirstLine(failure),

        // How the store says that a server which was not reachable may be so soon.
        InvalidOperationException { InnerException: DbException database } => "Database:ConnectionString: " + FirstLine(database),

        // How the framework refuses a setting that it cannot convert, an address or a connection string that it cannot read.
        InvalidOperationException or ArgumentException or FormatException => FirstLine(failure),
        _ => null,
    };

    private static bool IsHosted => Terminal.IsConsole && Assembly.GetEntryAssembly() != typeof(StartFailure).Assembly;

    // Of several servers each has its own reason.
    private static string FirstLine(Exception failure) => failure.InnerException is AggregateException several
        ? string.Join("; ", several.InnerExceptions.Select(FirstLine).Distinct())
        : failure.Message.Split('\n')[0].TrimEnd();
}
