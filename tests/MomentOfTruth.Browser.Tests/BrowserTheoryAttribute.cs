namespace MomentOfTruth.Browser.Tests;

/// <summary>A theory that needs a browser, and is skipped where there is none.</summary>
public sealed class BrowserTheoryAttribute : TheoryAttribute
{
    public BrowserTheoryAttribute() => Skip = Chromium.Missing;
}
