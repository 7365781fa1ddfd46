using MomentOfTruth.Web.Tests;

namespace MomentOfTruth.Browser.Tests;

/// <summary>The app behind a real port, where a browser can find it.</summary>
public sealed class RunningApp : AppFixture
{
    public RunningApp() => UseKestrel(0);

    // Files as they were compressed when the app was built; otherwise they are made anew for each request, and larger.
    protected override IEnumerable<(string Key, string Value)> Settings => [("ReloadStaticAssetsAtRuntime", "false")];

    public Uri Address => ClientOptions.BaseAddress;
}
