namespace MomentOfTruth.Browser.Tests;

/// <summary>All tests share one app and one browser, one after another.</summary>
[CollectionDefinition(Name)]
public sealed class BrowserTests : ICollectionFixture<BrowserFixture>
{
    public const string Name = "Browser";
}
