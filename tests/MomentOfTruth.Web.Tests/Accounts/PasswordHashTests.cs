using System.Text;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using MomentOfTruth.Web.Features.Accounts;

namespace MomentOfTruth.Web.Tests.Accounts;

public sealed class PasswordHashTests
{
    [Theory]
    [InlineData("비가 오는 날의 수채화처럼")]
    [InlineData("café au lait, s’il vous plaît")]
    public void Password_TypedInPartsOrWhole_IsTheSame(string password)
    {
        var hasher = new NormalizingHasher(Options.Create(new PasswordHasherOptions { IterationCount = 1000 }));
        var (whole, parts) = (password.Normalize(NormalizationForm.FormC), password.Normalize(NormalizationForm.FormD));

        Assert.NotEqual(whole, parts);
        Assert.Equal(PasswordVerificationResult.Success, hasher.VerifyHashedPassword(new(), hasher.HashPassword(new(), parts), whole));
        Assert.Equal(PasswordVerificationResult.Success, hasher.VerifyHashedPassword(new(), hasher.HashPassword(new(), whole), parts));
        Assert.Equal(PasswordVerificationResult.Failed, hasher.VerifyHashedPassword(new(), hasher.HashPassword(new(), whole), parts + "!"));
    }

    [Fact]
    public void WeakerHash_IsToBeRenewed()
    {
        var (weak, strong) = (Of(1000), Of(2000));
        var hash = weak.HashPassword(new(), "seven herons");
        Assert.Equal(PasswordVerificationResult.SuccessRehashNeeded, strong.VerifyHashedPassword(new(), hash, "seven herons"));

        static NormalizingHasher Of(int iterations) => new(Options.Create(new PasswordHasherOptions { IterationCount = iterations }));
    }

    [Fact]
    public void Hash_TakesAtLeast220000Iterations()
    {
        using var services = new ServiceCollection().AddAccounts().BuildServiceProvider();

        var hasher = services.GetRequiredService<IOptions<PasswordHasherOptions>>().Value;

        Assert.InRange(hasher.IterationCount, 220_000, int.MaxValue);
        Assert.Equal(PasswordHasherCompatibilityMode.IdentityV3, hasher.CompatibilityMode);
    }
}
