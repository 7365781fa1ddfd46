using System.Net;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Web.Tests.Mail;

namespace MomentOfTruth.Web.Tests.Companies.Members;

/// <summary>Without mail, in Production, commands alone let a manager in.</summary>
[Trait("Engine", "Any")]
public sealed class MemberCommandTests(AppFixture app) : IClassFixture<AppFixture>
{
    private const string Site = "https://mot.example";

    [Fact]
    public async Task CompanyAddAndMemberAdd_LetAManagerIn()
    {
        var (name, email) = ($"호숫가 {Guid.NewGuid():N}", MailFixture.NewAddress());

        var added = await StartAsync("company", "add", "--name", $"Lakeside {Guid.NewGuid():N}", "--name-ko", name, "--zone", "Asia/Seoul");
        var slug = added.Output.Trim();
        var again = await RunAsync("company", "add", "--name", name);
        var listed = await RunAsync("company", "list");
        var link = await StartAsync("member", "add", "--company", slug, "--email", email, "--role", "manager");

        Assert.Equal((0, ""), (added.Exit, added.Error));
        Assert.Equal((1, $"There is a company of that name already: {slug}"), (again.Exit, again.Error.Trim()));
        Assert.Contains(listed.Output.Split('\n'), line => line.StartsWith(slug + "\t", StringComparison.Ordinal)
            && line.TrimEnd().EndsWith($"\t{name}\tAsia/Seoul\tverified\t0 members", StringComparison.Ordinal));
        Assert.StartsWith($"{Site}/en/invitations/join?token=", link.Output, StringComparison.Ordinal);
        var browser = app.Browser();
        var answer = await browser.PostFormAsync(
            new Uri(link.Output.Trim()).PathAndQuery, new() { ["Input.Password"] = TestData.Password });
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync($"/en/companies/{slug}/export")).StatusCode);
        Assert.Equal((0, $"{email}\tmanager"), await LinesAsync("member", "list", "--company", slug));
    }

    [Fact]
    public async Task MemberRemove_TakesOut_ButNotTheLastOwner()
    {
        var company = await app.CompanyAsync();
        var (owner, viewer) = (await app.PersonAsync(company, CompanyRole.Owner), await app.PersonAsync(company, CompanyRole.Viewer));

        var last = await RunAsync("member", "remove", "--company", company.Slug, "--email", owner.Email!);
        var promoted = await RunAsync("member", "add", "--company", company.Slug, "--email", viewer.Email!, "--role", "owner");
        var removed = await RunAsync("member", "remove", "--company", company.Slug, "--email", owner.Email!.ToUpperInvariant());
        var unknown = await RunAsync("member", "remove", "--company", company.Slug, "--email", "nobody@example.test");
        var nowhere = await RunAsync("member", "list", "--company", "no-such-company");

        Assert.Equal(
            (1, $"{owner.Email} is the last owner of {company.Slug}. Make somebody else an owner first."), (last.Exit, last.Error.Trim()));
        Assert.Equal((0, $"{viewer.Email} is a member of {company.Slug}: owner"), (promoted.Exit, promoted.Output.Trim()));
        Assert.Equal((0, ""), (removed.Exit, removed.Error));
        Assert.Equal((1, 1), (unknown.Exit, nowhere.Exit));
        Assert.Null(await app.RoleAsync(company, owner.Email!));
        Assert.Equal(CompanyRole.Owner, await app.RoleAsync(company, viewer.Email!));
    }

    [Fact]
    public async Task MemberAdd_Again_MakesTheEarlierLinkVoid_AndWithoutASiteItSaysSo()
    {
        var (company, email) = (await app.CompanyAsync(), MailFixture.NewAddress());
        string[] words = ["member", "add", "--company", company.Slug, "--email", email, "--role", "owner"];

        var first = await RunAsync(words);
        var second = await RunAsync(words);
        var nowhere = await Executable.RunAsync(Executable.On(app.Database), words);

        Assert.Equal(HttpStatusCode.BadRequest, (await app.Browser().GetAsync(new Uri(first.Output.Trim()).PathAndQuery)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await app.Browser().GetAsync(new Uri(second.Output.Trim()).PathAndQuery)).StatusCode);
        Assert.Equal(1, nowhere.Exit);
        Assert.StartsWith("Site:BaseAddress is not set.", nowhere.Error, StringComparison.Ordinal);
    }

    private async Task<(int Exit, string Output)> LinesAsync(params string[] words)
    {
        var (exit, output, _) = await RunAsync(words);
        return (exit, output.Trim());
    }

    private Task<(int Exit, string Output, string Error)> RunAsync(params string[] words)
    {
        // The store is brought up to date by the app, as by its first start.
        _ = app.Services;
        return Executable.RunAsync(Settings, words);
    }

    private Task<(int Exit, string Output, string Error)> StartAsync(params string[] words)
    {
        _ = app.Services;
        return Executable.StartAsync(Settings, "", words);
    }

    private IEnumerable<(string, string)> Settings => [.. Executable.On(app.Database), ("Site__BaseAddress", Site)];
}
