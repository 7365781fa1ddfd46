using MomentOfTruth.Web.Features.Accounts;

namespace MomentOfTruth.Web.Tests.Accounts;

public sealed class ProviderOptionsTests
{
    [Theory]
    [InlineData(null, null, null, null)]
    [InlineData("https://login.example.com", "id", "secret", null)]
    [InlineData("http://localhost:8080/realms/x", "id", "secret", null)]
    [InlineData("http://login.example.com", "id", "secret", "Authority must be an address")]
    [InlineData("login.example.com", "id", "secret", "Authority must be an address")]
    [InlineData("https://login.example.com", null, "secret", "ClientId is not set")]
    [InlineData("https://login.example.com", "id", null, "ClientSecret is not set")]
    [InlineData(null, "id", "secret", "Authority must be the address")]
    public void Settings_AreLookedAtAtStart(string? authority, string? id, string? secret, string? refusal)
    {
        var result = new ProviderOptionsCheck().Validate(null, new() { Authority = authority, ClientId = id, ClientSecret = secret });
        Assert.Equal(refusal is null, !result.Failed);
        Assert.Contains(refusal ?? "", result.FailureMessage ?? "", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("groups", "cx", "acme", "Viewer", true)]
    [InlineData("groups", "cx", "acme", "owner", true)]
    [InlineData("groups", "cx", "acme", "3", false)]
    [InlineData("groups", "cx", "acme", "Administrator", false)]
    [InlineData("groups", "", "acme", "Viewer", false)]
    [InlineData("groups", "cx", null, "Viewer", false)]
    public void Role_NeedsAllOfItsParts(string? claim, string? value, string? company, string? role, bool isGood)
    {
        var options = new ProviderOptions
        {
            Authority = "https://login.example.com",
            ClientId = "id",
            ClientSecret = "secret",
            Roles = new Dictionary<string, ProviderRole> { ["0"] = new() { Claim = claim, Value = value, Company = company, Role = role } },
        };
        var result = new ProviderOptionsCheck().Validate(null, options);
        Assert.Equal(isGood, !result.Failed);
        Assert.Equal(!isGood, result.FailureMessage?.StartsWith("SignIn:Oidc:Roles:0", StringComparison.Ordinal) == true);
    }
}
