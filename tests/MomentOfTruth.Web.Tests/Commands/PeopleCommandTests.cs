using System.Net;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Web.Tests.Accounts;

namespace MomentOfTruth.Web.Tests;

/// <summary>Commands about people, run beside a server on the same store.</summary>
[Trait("Engine", "Any")]
public sealed class PeopleCommandTests(AppFixture app) : IClassFixture<AppFixture>
{
    private const string Chosen = "another horse, other batteries";

    [Fact]
    public async Task DisableAndEnable_AreFeltByTheServer()
    {
        var person = await app.PersonAsync(await app.CompanyAsync(), CompanyRole.Manager);
        var browser = await app.SignedInAsync(person);

        Assert.Equal((0, $"{person.Email} is disabled."), await RunAsync("user", "disable", "--email", person.Email!));
        Assert.False(await browser.IsSignedInAsync());
        Assert.Equal((0, $"{person.Email} was disabled already."), await RunAsync("user", "disable", "--email", person.Email!));
        Assert.Matches(
            $"^{person.Email}\tmember\tcompanies 1\tdisabled since [0-9-]{{10}}$", (await RunAsync("user", "list", "--search", person.Email![..20])).Told);
        Assert.Equal((0, $"{person.Email} may sign in."), await RunAsync("user", "enable", "--email", person.Email!));
        Assert.True(await (await app.SignedInAsync(person)).IsSignedInAsync());
    }

    [Fact]
    public async Task Reset_PrintsALinkThatIsGoodOnce()
    {
        var person = await app.PersonAsync(await app.CompanyAsync(), CompanyRole.Manager);
        var browser = await app.SignedInAsync(person);

        var (exit, told) = await StartAsync("", "user", "reset", "--email", person.Email!);

        Assert.Equal((0, false), (exit, await browser.IsSignedInAsync()));
        await ChooseByAsync(told, person.Email!);
    }

    [Fact]
    public async Task Administrator_IsMade_ByPassword_OrByLink_Listed_AndTakenAway()
    {
        var (first, second) = ($"{Guid.NewGuid():N}@example.test", $"{Guid.NewGuid():N}@example.test");

        Assert.Equal((0, $"{first} is the administrator."), await StartAsync(Chosen + "\n", "admin", "create", "--email", first));
        var (linked, link) = await RunAsync("admin", "create", "--email", second);
        var (again, newer) = await RunAsync("admin", "create", "--email", second, "--link");
        Assert.Equal((0, 0), (linked, again));

        Assert.Equal(HttpStatusCode.Redirect, (await app.SignInAsync(first, Chosen)).StatusCode);
        Assert.NotEqual(link, newer);
        await ChooseByAsync(newer, second);
        var list = (await RunAsync("admin", "list")).Told;
        Assert.All([first, second], email => Assert.Contains($"{email}\tadministrator", list, StringComparison.Ordinal));
        Assert.Equal((0, $"{first} is no administrator any more."), await RunAsync("admin", "remove", "--email", first));
        Assert.DoesNotContain(first, (await RunAsync("admin", "list")).Told, StringComparison.Ordinal);
        Assert.Equal((0, $"{first} is an administrator; the password stays as it is."), await RunAsync("admin", "create", "--email", first));
    }

    [Theory]
    [InlineData("has no account", "user", "disable", "--email", "nobody@example.test")]
    [InlineData("has no account", "user", "enable", "--email", "nobody@example.test")]
    [InlineData("has no account", "user", "reset", "--email", "nobody@example.test")]
    [InlineData("has no account", "admin", "remove", "--email", "nobody@example.test")]
    [InlineData("is no e-mail address", "admin", "create", "--email", "nobody", "--link")]
    [InlineData("--email", "user", "disable")]
    public async Task WhatCannotBeDone_IsOneLine_AndExit1(string named, params string[] words)
    {
        var (exit, output, error) = await Executable.RunAsync(Settings, words);

        Assert.Equal(1, exit);
        Assert.Contains(named, error.Trim().Split('\n')[0], StringComparison.Ordinal);
        Assert.True(words.Length < 4 || (output.Length == 0 && error.Trim().Split('\n').Length == 1), output + error);
    }

    // A link that leads nowhere must not cost anybody the password.
    [Fact]
    public async Task Reset_WithoutTheSitesAddress_ChangesNothing()
    {
        var person = await app.PersonAsync(await app.CompanyAsync(), CompanyRole.Manager);

        var (exit, _, error) = await Executable.RunAsync(Executable.On(app.Database), "user", "reset", "--email", person.Email!);

        Assert.Equal((1, "Site:BaseAddress is not set."), (exit, error.Trim()));
        Assert.True(await (await app.SignedInAsync(person)).IsSignedInAsync());
    }

    [Fact]
    public async Task TheOnlyAdministrator_StaysOne()
    {
        await using var store = new TestDatabase();
        await store.CreateAsync();
        (string, string)[] settings = [.. Executable.On(store), ("Site__BaseAddress", "https://mot.example")];
        await Executable.RunWithInputAsync(settings, Chosen, "admin", "create", "--email", "first@example.test");

        foreach (var words in new[] { new[] { "admin", "remove" }, ["user", "disable"] })
        {
            var (exit, _, error) = await Executable.RunAsync(settings, [.. words, "--email", "first@example.test"]);
            Assert.Equal((1, "first@example.test is the only administrator: make another one first."), (exit, error.Trim()));
        }
    }

    private async Task ChooseByAsync(string told, string email)
    {
        var link = told.Split('\n')[^1].Trim();
        Assert.StartsWith("https://mot.example/en/forgot-password/new?token=", link, StringComparison.Ordinal);
        Assert.Contains(email, told.Split('\n')[0], StringComparison.Ordinal);
        var path = new Uri(link).PathAndQuery;
        Assert.Equal(HttpStatusCode.Redirect, (await app.Browser().ChooseAsync(path, Chosen)).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await app.Browser().GetAsync(path)).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await app.SignInAsync(email, Chosen)).StatusCode);
    }

    private IEnumerable<(string, string)> Settings => [.. Executable.On(app.Database), ("Site__BaseAddress", "https://mot.example")];

    private async Task<(int Exit, string Told)> RunAsync(params string[] words) =>
        Silent(await Executable.RunAsync(Settings, words));

    private async Task<(int Exit, string Told)> StartAsync(string input, params string[] words) =>
        Silent(await Executable.StartAsync(Settings, input, words));

    private static (int Exit, string Told) Silent((int Exit, string Output, string Error) ended)
    {
        var (exit, output, error) = ended;
        Assert.True(error.Length == 0, error);
        return (exit, output.Trim());
    }
}
