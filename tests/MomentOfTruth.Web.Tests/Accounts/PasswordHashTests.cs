using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using MomentOfTruth.Web.Features.Accounts;

namespace MomentOfTruth.Web.Tests.Accounts;

public sealed class PasswordHashTests
{
    [Fact]
    public void Hash_TakesAtLeast220000Iterations()
    {
        using var services = new ServiceCollection().AddAccounts().BuildServiceProvider();

        var hasher = services.GetRequiredService<IOptions<PasswordHasherOptions>>().Value;

        Assert.InRange(hasher.IterationCount, 220_000, int.MaxValue);
        Assert.Equal(PasswordHasherCompatibilityMode.IdentityV3, hasher.CompatibilityMode);
    }
}
