using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using MomentOfTruth.Domain.Companies;

namespace MomentOfTruth.Web.Tests.Accounts;

public sealed class SessionTests(SessionTests.Clocked app) : IClassFixture<SessionTests.Clocked>
{
    [Theory]
    [InlineData("en", "Sign out on this device", "Sign out everywhere", "stay signed in")]
    [InlineData("ko", "이 기기에서 로그아웃", "모든 기기에서 로그아웃", "로그인된 상태로")]
    public async Task SignOut_SaysWhatBothWaysDo(string culture, string here, string everywhere, string others)
    {
        var browser = await app.SignedInAsync(await app.CompanyAsync(), CompanyRole.Viewer);

        var text = Html.Parse(await browser.GetStringAsync($"/{culture}/sign-out")).One("main").Words();

        Assert.All([here, everywhere, others], words => Assert.Contains(words, text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task SignOut_Here_LeavesTheOtherDeviceSignedIn_AndMakesACopyOfItsOwnCookieWorthless()
    {
        var person = await app.PersonAsync(await app.CompanyAsync(), CompanyRole.Viewer);
        var (here, copied) = await SignInAsync(person.Email!);
        var (there, _) = await SignInAsync(person.Email!);
        Assert.True(await WithAsync(copied));

        await here.PostFormAsync("/en/sign-out", []);

        Assert.False(await here.IsSignedInAsync());
        Assert.False(await WithAsync(copied));
        Assert.True(await there.IsSignedInAsync());
    }

    [Fact]
    public async Task SignOut_Everywhere_EndsAll()
    {
        var person = await app.PersonAsync(await app.CompanyAsync(), CompanyRole.Viewer);
        var (here, mine) = await SignInAsync(person.Email!);
        var (there, theirs) = await SignInAsync(person.Email!);

        await here.PostFormAsync("/en/sign-out?handler=Everywhere", []);

        Assert.Equal((false, false), (await here.IsSignedInAsync(), await there.IsSignedInAsync()));
        Assert.Equal((false, false), (await WithAsync(mine), await WithAsync(theirs)));
    }

    // A copy of a cookie that the browser has exchanged for a newer one ends with its session too.
    [Fact]
    public async Task SignOut_Here_EndsWhatTheSessionHadBeforeItWasRenewed()
    {
        var (here, copied) = await SignInAsync((await app.PersonAsync(await app.CompanyAsync(), CompanyRole.Viewer)).Email!);
        app.Clock.Advance(TimeSpan.FromMinutes(40));
        Assert.True(await here.IsSignedInAsync());

        await here.PostFormAsync("/en/sign-out", []);

        Assert.False(await WithAsync(copied));
    }

    [Theory]
    [InlineData(23.75, true)]
    [InlineData(24.25, false)]
    public async Task Session_InUseAllTheTime_EndsAfterADay(double hours, bool isSignedIn)
    {
        var (browser, _) = await SignInAsync((await app.PersonAsync(await app.CompanyAsync(), CompanyRole.Manager)).Email!);
        for (var used = 0.25; used < hours; used += 0.5)
        {
            app.Clock.Advance(TimeSpan.FromHours(0.5));
            await browser.GetAsync("/en/companies");
        }

        Assert.Equal(isSignedIn, await browser.IsSignedInAsync());
    }

    [Fact]
    public async Task Session_Idle_EndsAfterAnHour()
    {
        var (browser, _) = await SignInAsync((await app.PersonAsync(await app.CompanyAsync(), CompanyRole.Manager)).Email!);
        app.Clock.Advance(TimeSpan.FromMinutes(61));
        Assert.False(await browser.IsSignedInAsync());
    }

    [Fact]
    public async Task SigningInAgain_InTheSameBrowser_EndsItsSessionBefore()
    {
        var person = await app.PersonAsync(await app.CompanyAsync(), CompanyRole.Viewer);
        var (browser, copied) = await SignInAsync(person.Email!);
        var token = Forms.TokenOf(await browser.GetStringAsync("/en/account"));

        await browser.PostAsync("/en/sign-in", Forms.Content(
            [new("Input.Email", person.Email!), new("Input.Password", TestData.Password), new("__RequestVerificationToken", token)]));

        Assert.True(await browser.IsSignedInAsync());
        Assert.False(await WithAsync(copied));
    }

    private async Task<(HttpClient Browser, string Cookie)> SignInAsync(string email)
    {
        var browser = app.Browser();
        var answer = await browser.PostFormAsync("/en/sign-in", new() { ["Input.Email"] = email, ["Input.Password"] = TestData.Password });
        return (browser, answer.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith("session=", StringComparison.Ordinal)).Split(';')[0]);
    }

    private async Task<bool> WithAsync(string cookie)
    {
        var thief = app.Browser();
        thief.DefaultRequestHeaders.Add("Cookie", cookie);
        return await thief.IsSignedInAsync();
    }

    public sealed class Clocked : AppFixture
    {
        public MovedClock Clock { get; } = new();

        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.ConfigureTestServices(services => services.Replace(ServiceDescriptor.Singleton<TimeProvider>(Clock)));
        }
    }

    /// <summary>The time, and what was added to it.</summary>
    public sealed class MovedClock : TimeProvider
    {
        private TimeSpan _ahead;

        public void Advance(TimeSpan by) => _ahead += by;

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + _ahead;
    }
}
