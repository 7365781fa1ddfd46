using System.Net;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Web.Data;

namespace MomentOfTruth.Web.Tests.Accounts;

/// <summary>
/// A refused sign-in takes the same work whatever is wrong with it: how long it takes tells neither whether the address is known nor
/// whether its account is closed.
/// </summary>
public sealed class SignInWorkTests(SignInWorkTests.Counted app) : IClassFixture<SignInWorkTests.Counted>
{
    private const string Wrong = "wrong password, really";

    [Fact]
    public async Task SignIn_RefusedForWhateverReason_ComparesOnePassword()
    {
        var company = await app.CompanyAsync();
        var (person, closed) = (await app.PersonAsync(company, CompanyRole.Viewer), await app.PersonAsync(company, CompanyRole.Viewer));
        await app.InScopeAsync(services => CloseAsync(services.GetRequiredService<UserManager<User>>(), closed.Id));

        Assert.Equal(1, await ComparedAsync("nobody@example.test", Wrong));
        Assert.Equal(1, await ComparedAsync("nobody.else@example.test", Wrong));
        Assert.Equal(1, await ComparedAsync(person.Email!, Wrong));
        Assert.Equal(1, await ComparedAsync(closed.Email!, Wrong));
        Assert.Equal(1, await ComparedAsync(closed.Email!, TestData.Password));
    }

    private static async Task<IdentityResult> CloseAsync(UserManager<User> users, Guid id)
    {
        var user = await users.FindByIdAsync(id.ToString());
        return await users.SetLockoutEndDateAsync(user!, DateTimeOffset.UtcNow.AddHours(1));
    }

    private async Task<int> ComparedAsync(string email, string password)
    {
        var before = app.Hasher.Compared;
        var answer = await app.Browser().PostFormAsync("/en/sign-in", new() { ["Input.Email"] = email, ["Input.Password"] = password });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        return app.Hasher.Compared - before;
    }

    public sealed class Counted : AppFixture
    {
        public CountingHasher Hasher { get; } = new();

        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.ConfigureTestServices(services => services.AddSingleton<IPasswordHasher<User>>(Hasher));
        }
    }

    /// <summary>The framework's, counting how often a password is compared.</summary>
    public sealed class CountingHasher : IPasswordHasher<User>
    {
        private readonly PasswordHasher<User> _hasher = new(Options.Create(new PasswordHasherOptions { IterationCount = 1000 }));

        public int Compared { get; private set; }

        public string HashPassword(User user, string password) => _hasher.HashPassword(user, password);

        public PasswordVerificationResult VerifyHashedPassword(User user, string hashedPassword, string providedPassword)
        {
            Compared++;
            return _hasher.VerifyHashedPassword(user, hashedPassword, providedPassword);
        }
    }
}
