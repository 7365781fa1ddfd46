using System.Net;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Web.Tests.Mail;

namespace MomentOfTruth.Web.Tests.Accounts;

public sealed class NewEmailTests(MailFixture app) : IClassFixture<MailFixture>
{
    [Theory]
    [InlineData("en", "Use this address")]
    [InlineData("ko", "이 주소로 바꾸기")]
    public async Task NewAddress_CountsOnceItsLinkWasUsed_AndTheOldOneIsTold(string culture, string button)
    {
        var person = await app.PersonAsync(await app.CompanyAsync(), CompanyRole.Manager);
        var (here, there, email) = (await app.SignedInAsync(person), await app.SignedInAsync(person), MailFixture.NewAddress());

        await here.PostFormAsync($"/{culture}/account/email", new() { ["Email"] = email });

        var link = (await app.Sink.NextAsync(email)).Link("token=");
        Assert.Contains(button, await (await here.GetAsync(link)).TextAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await app.SignInAsync(email, TestData.Password)).StatusCode);
        var confirmed = await here.PostFormAsync(link, []);
        Assert.Equal($"/{culture}/account?done=email", confirmed.Headers.Location?.OriginalString);
        Assert.Equal((true, false), (await here.IsSignedInAsync(), await there.IsSignedInAsync()));
        Assert.Equal(HttpStatusCode.Redirect, (await app.SignInAsync(email, TestData.Password)).StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await app.SignInAsync(person.Email!, TestData.Password)).StatusCode);
        Assert.DoesNotContain(email, (await app.Sink.NextAsync(person.Email!)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AddressOfAnother_GetsTheSameAnswer_AndOnlyItsMailboxLearnsIt()
    {
        var company = await app.CompanyAsync();
        var other = await app.PersonAsync(company, CompanyRole.Viewer);
        var browser = await app.SignedInAsync(company, CompanyRole.Viewer);

        var answer = await browser.PostFormAsync("/en/account/email", new() { ["Email"] = other.Email!.ToUpperInvariant() });

        Assert.Equal("/en/account/email?sent=mail", answer.Headers.Location?.OriginalString);
        var mail = await app.Sink.NextAsync(other.Email!.ToUpperInvariant());
        Assert.DoesNotContain("token=", mail.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Link_OfAnAddressThatWasTakenMeanwhile_OrAfterANewPassword_IsGone()
    {
        var company = await app.CompanyAsync();
        var (one, two, email) = (await app.SignedInAsync(company, CompanyRole.Viewer), await app.SignedInAsync(company, CompanyRole.Viewer), MailFixture.NewAddress());
        await one.PostFormAsync("/en/account/email", new() { ["Email"] = email });
        var ofOne = (await app.Sink.NextAsync(email)).Link("token=");
        await two.PostFormAsync("/en/account/email", new() { ["Email"] = email });
        var ofTwo = (await app.Sink.NextAsync(email)).Link("token=");

        Assert.Equal(HttpStatusCode.Redirect, (await two.PostFormAsync(ofTwo, [])).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await one.GetAsync(ofOne)).StatusCode);

        var other = MailFixture.NewAddress();
        await one.PostFormAsync("/en/account/email", new() { ["Email"] = other });
        var stale = (await app.Sink.NextAsync(other)).Link("token=");
        await one.PostFormAsync("/en/account", new() { ["Input.Current"] = TestData.Password, ["Input.Password"] = TestData.Password + " too" });
        Assert.Equal(HttpStatusCode.BadRequest, (await one.GetAsync(stale)).StatusCode);
    }

    [Fact]
    public async Task OwnAddress_IsRefusedBesideTheField()
    {
        var person = await app.PersonAsync(await app.CompanyAsync(), CompanyRole.Viewer);
        var refused = await (await app.SignedInAsync(person)).PostFormAsync("/en/account/email", new() { ["Email"] = person.Email! });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Contains("your address already", await refused.TextAsync(), StringComparison.Ordinal);
    }
}
