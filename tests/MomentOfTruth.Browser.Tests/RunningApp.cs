using MomentOfTruth.Web.Tests.Mail;

namespace MomentOfTruth.Browser.Tests;

/// <summary>The app behind a real port, where a browser can find it, with a mail server.</summary>
public sealed class RunningApp : MailFixture
{
    public RunningApp() => UseKestrel(0);

    // Files as they were compressed when the app was built; otherwise they are made anew for each request, and larger.
    protected override IEnumerable<(string Key, string Value)> Settings => base.Settings.Append(("ReloadStaticAssetsAtRuntime", "false"));

    public Uri Address => ClientOptions.BaseAddress;
}
