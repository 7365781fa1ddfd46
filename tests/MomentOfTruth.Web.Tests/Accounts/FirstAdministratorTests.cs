using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MomentOfTruth.Web.Data;

namespace MomentOfTruth.Web.Tests.Accounts;

/// <summary>An administrator whom the settings name, on a store that has none.</summary>
public sealed class FirstAdministratorTests(FirstAdministratorTests.Named app) : IClassFixture<FirstAdministratorTests.Named>
{
    private const string Email = "first@example.test";

    [Fact]
    public async Task Setting_MakesALinkAtEachStart_UntilOneIsUsed()
    {
        _ = app.Services;
        Assert.True(await app.InScopeAsync(s => s.GetRequiredService<AppDbContext>().Users.AnyAsync(
            u => u.Email == Email && u.IsAdministrator && u.PasswordHash == null)));

        var (second, third) = (await PrepareAsync(), await PrepareAsync());

        Assert.NotEqual(second!.Link, third!.Link);
        var link = $"/en/forgot-password/new?token={Uri.EscapeDataString(third.Link!)}";
        Assert.Equal(HttpStatusCode.Redirect, (await app.Browser().ChooseAsync(link, TestData.Password)).StatusCode);
        Assert.Null(await PrepareAsync());
        Assert.Equal(
            HttpStatusCode.BadRequest, (await app.Browser().GetAsync($"/en/forgot-password/new?token={Uri.EscapeDataString(second.Link!)}")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await (await SignedInAsync()).GetAsync("/en/admin/publications")).StatusCode);
    }

    private async Task<HttpClient> SignedInAsync()
    {
        var browser = app.Browser();
        await browser.PostFormAsync("/en/sign-in", new() { ["Input.Email"] = Email, ["Input.Password"] = TestData.Password });
        return browser;
    }

    private Task<FirstSignIn?> PrepareAsync() => app.InScopeAsync(services => FirstAdministrator.PrepareAsync(services, default));

    public sealed class Named : AppFixture
    {
        protected override IEnumerable<(string Key, string Value)> Settings => [("Admin:Email", Email)];
    }
}
