using MomentOfTruth.Web.Tests;

namespace MomentOfTruth.Browser.Tests;

/// <summary>The app behind a real port, where a browser can find it.</summary>
public sealed class RunningApp : AppFixture
{
    public RunningApp() => UseKestrel(0);

    public Uri Address => ClientOptions.BaseAddress;
}
