namespace MomentOfTruth.Browser.Tests;

/// <summary>A test that needs a browser, and is skipped where there is none.</summary>
public sealed class BrowserFactAttribute : FactAttribute
{
    public BrowserFactAttribute() => Skip = Chromium.Missing;
}
