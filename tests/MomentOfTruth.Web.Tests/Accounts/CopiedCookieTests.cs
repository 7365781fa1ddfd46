using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Tests.Mail;
using MomentOfTruth.Web.Tests.Reliability;

namespace MomentOfTruth.Web.Tests.Accounts;

/// <summary>
/// A copy of somebody's cookie, used on a second node of the same installation: whatever ends the session on the first ends the copy on the
/// second at its next request.
/// </summary>
public sealed class CopiedCookieTests(MailFixture app) : IClassFixture<MailFixture>
{
    public static TheoryData<string> Endings => ["sign-out", "everywhere", "reset", "password", "one", "others", "deleted"];

    [Theory]
    [MemberData(nameof(Endings))]
    public async Task Copy_IsWorthlessOnBothNodes_OnceTheSessionHasEnded(string ending)
    {
        using var second = new SecondNode(app.Database.ConnectionString);
        var person = await app.PersonAsync(await app.CompanyAsync(), CompanyRole.Viewer);
        var (browser, cookie) = await SignInAsync(person.Email!);
        var other = await app.SignedInAsync(person);
        Assert.Equal((true, true), (await IsInAsync(app, cookie), await IsInAsync(second, cookie)));

        await EndAsync(ending, person, browser, other);

        Assert.Equal((false, false), (await IsInAsync(app, cookie), await IsInAsync(second, cookie)));
    }

    [Fact]
    public async Task Copy_OfSomebodyWhoLostHisRole_OpensNothingOfTheCompany()
    {
        using var second = new SecondNode(app.Database.ConnectionString);
        var company = await app.CompanyAsync();
        var person = await app.PersonAsync(company, CompanyRole.Owner);
        var (_, cookie) = await SignInAsync(person.Email!);
        var settings = $"/en/companies/{company.Slug}/settings";
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(second, cookie, settings));

        await ChangeAsync(set => set.Where(m => m.UserId == person.Id).ExecuteUpdateAsync(s => s.SetProperty(m => m.Role, CompanyRole.Viewer)));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(second, cookie, settings));

        await ChangeAsync(set => set.Where(m => m.UserId == person.Id).ExecuteDeleteAsync());
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(second, cookie, $"/en/companies/{company.Slug}"));
    }

    private async Task EndAsync(string ending, User person, HttpClient browser, HttpClient other)
    {
        switch (ending)
        {
            case "sign-out":
                await browser.PostFormAsync("/en/sign-out", []);
                break;
            case "everywhere":
                await other.PostFormAsync("/en/sign-out?handler=Everywhere", []);
                break;
            case "reset":
                await app.Browser().AskForMailAsync("/en/forgot-password", person.Email!);
                await app.Browser().ChooseAsync((await app.Sink.NextAsync(person.Email!)).Link("token="), "another horse, other batteries");
                break;
            case "password":
                await other.PostFormAsync(
                    "/en/account", new() { ["Input.Current"] = TestData.Password, ["Input.Password"] = "another horse, other batteries" });
                break;
            case "one":
                await other.SubmitAsync(await other.GetStringAsync("/en/account/sessions"), "session");
                break;
            case "others":
                await other.PostFormAsync("/en/account/sessions?handler=Others", []);
                break;
            default:
                await other.PostFormAsync("/en/account/delete", new() { ["Input.Password"] = TestData.Password });
                break;
        }
    }

    private async Task<(HttpClient Browser, string Cookie)> SignInAsync(string email)
    {
        var browser = app.Browser();
        var answer = await browser.PostFormAsync("/en/sign-in", new() { ["Input.Email"] = email, ["Input.Password"] = TestData.Password });
        return (browser, answer.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith("session=", StringComparison.Ordinal)).Split(';')[0]);
    }

    private Task<int> ChangeAsync(Func<DbSet<Membership>, Task<int>> change) =>
        app.InScopeAsync(services => change(services.GetRequiredService<AppDbContext>().Memberships));

    private static async Task<bool> IsInAsync(AppFixture node, string cookie) =>
        await StatusAsync(node, cookie, "/en/account") switch
        {
            HttpStatusCode.OK => true,
            HttpStatusCode.Redirect => false,
            var other => throw new InvalidOperationException(other.ToString()),
        };

    private static async Task<HttpStatusCode> StatusAsync(AppFixture node, string cookie, string address)
    {
        var thief = node.Browser();
        thief.DefaultRequestHeaders.Add("Cookie", cookie);
        return (await thief.GetAsync(address)).StatusCode;
    }
}
