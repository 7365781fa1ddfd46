using System.Globalization;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace MomentOfTruth.Crash.Tests;

/// <summary>
/// How much of the suite runs: a short form with every run of the tests, or all of it, which <c>full.sh</c> asks for
/// (<c>MOT_CRASH=full</c>). A number instead of <c>full</c> tries everything at most so often.
/// </summary>
internal static class Form
{
    private static readonly string? Asked = Environment.GetEnvironmentVariable("MOT_CRASH");

    private static readonly int Most =
        int.TryParse(Asked, NumberStyles.None, CultureInfo.InvariantCulture, out var most) ? most : int.MaxValue;

    /// <summary>Whether tests run that need rights or programs which not every machine has.</summary>
    public static bool HasAll => Asked is { Length: > 0 };

    /// <summary>Whether they run as often as they should.</summary>
    public static bool IsFull => HasAll && Most == int.MaxValue;

    public static int Times(int few, int all) => HasAll ? Math.Min(all, Most) : few;

    /// <summary>Of a test that is in the full form alone.</summary>
    public static int Times(int all) => Times(all, all);
}

/// <summary>A test that needs rights, programs or time which not every machine has: there is none such in the short form.</summary>
/// <param name="need">Skipped, with the reason, where the machine lacks it.</param>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer("MomentOfTruth.Crash.Tests.FullFactDiscoverer", "MomentOfTruth.Crash.Tests")]
public sealed class FullFactAttribute(Need need) : FactAttribute
{
    public override string? Skip => Machine.Lacks(need);
}

/// <summary>Finds those tests in the full form alone.</summary>
public sealed class FullFactDiscoverer(IMessageSink messages) : IXunitTestCaseDiscoverer
{
    private readonly FactDiscoverer _facts = new(messages);

    public IEnumerable<IXunitTestCase> Discover(
        ITestFrameworkDiscoveryOptions discoveryOptions, ITestMethod testMethod, IAttributeInfo factAttribute) =>
        Form.HasAll ? _facts.Discover(discoveryOptions, testMethod, factAttribute) : [];
}
