using System.Collections.Concurrent;
using Serilog;
using Serilog.Configuration;
using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting.Compact;

namespace MomentOfTruth.Web.Tests;

/// <summary>Named in the settings of a test's app, it keeps what is logged, as the JSON that an operator gets.</summary>
public sealed class CapturedLog : ILogEventSink
{
    private const string Test = "Test";

    private static readonly ConcurrentDictionary<string, ConcurrentQueue<string>> Logs = [];

    /// <summary>What the app of this test has logged.</summary>
    public static ConcurrentQueue<string> Lines(string test) => Logs.GetOrAdd(test, _ => []);

    /// <summary>The settings of an app whose log from this level on is kept under the name of the test.</summary>
    public static IEnumerable<(string Key, string Value)> Settings(string test, string level) =>
    [
        ("Serilog:MinimumLevel:Default", level),
        ("Serilog:Properties:" + Test, test),
        ("Serilog:Using:0", typeof(CapturedLog).Assembly.GetName().Name!),
        ("Serilog:WriteTo:0", nameof(CapturedLogConfiguration.CapturedLog)),
    ];

    public void Emit(LogEvent logEvent)
    {
        using var line = new StringWriter();
        new CompactJsonFormatter().Format(logEvent, line);
        Lines((string)((ScalarValue)logEvent.Properties[Test]).Value!).Enqueue(line.ToString());
    }
}

public static class CapturedLogConfiguration
{
    public static LoggerConfiguration CapturedLog(this LoggerSinkConfiguration writeTo) => writeTo.Sink(new CapturedLog());
}
