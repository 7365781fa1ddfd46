using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Features.Accounts;
using MomentOfTruth.Web.Tests.Mail;

namespace MomentOfTruth.Web.Tests.Accounts;

/// <summary>What a disabled person can do: nothing that anybody else could not.</summary>
public sealed class DisabledAccountTests(MailFixture app) : IClassFixture<MailFixture>
{
    [Fact]
    public async Task Disabled_SessionsEndAtTheNextRequest_OnEveryNode_AndEnablingLetsInAgain()
    {
        await using var second = new OtherNode(app);
        var person = await app.PersonAsync(await app.CompanyAsync(), CompanyRole.Manager);
        var (here, there) = (await app.SignedInAsync(person), await second.SignedInAsync(person));
        Assert.Equal((true, true), (await here.IsSignedInAsync(), await there.IsSignedInAsync()));

        Assert.Equal(PersonChange.Done, await ChangeAsync((people, id) => people.DisableAsync(id, default), person.Id));

        Assert.Equal((false, false), (await here.IsSignedInAsync(), await there.IsSignedInAsync()));
        Assert.Equal(PersonChange.AsItWas, await ChangeAsync((people, id) => people.DisableAsync(id, default), person.Id));
        Assert.Equal(PersonChange.Done, await ChangeAsync((people, id) => people.EnableAsync(id, default), person.Id));
        Assert.False(await here.IsSignedInAsync());
        Assert.True(await (await app.SignedInAsync(person)).IsSignedInAsync());
    }

    // A row that another node has written at the moment of the sign-in.
    [Fact]
    public async Task Disabled_SessionThatIsStillThere_OpensNothing()
    {
        var person = await app.PersonAsync(await app.CompanyAsync(), CompanyRole.Manager);
        var browser = await app.SignedInAsync(person);

        await app.InScopeAsync(services => services.GetRequiredService<AppDbContext>().Users.Where(u => u.Id == person.Id)
            .ExecuteUpdateAsync(set => set.SetProperty(u => u.DisabledAtUtc, DateTime.UtcNow)));

        Assert.False(await browser.IsSignedInAsync());
    }

    [Fact]
    public async Task Disabled_IsToldWhatAWrongPasswordIsTold()
    {
        var person = await app.PersonAsync(await app.CompanyAsync(), CompanyRole.Manager);
        var wrong = await app.SignInAsync(person.Email!, "not the password at all");
        var unknown = await app.SignInAsync(MailFixture.NewAddress(), TestData.Password);
        await ChangeAsync((people, id) => people.DisableAsync(id, default), person.Id);

        var disabled = await app.SignInAsync(person.Email!, TestData.Password);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, disabled.StatusCode);
        var told = Shown(disabled);
        Assert.Equal((await Shown(wrong), await Shown(unknown)), (await told, await told));

        async Task<string> Shown(HttpResponseMessage answer) => Html.Parse(await answer.TextAsync()).One("[role=alert] ul").Words();
    }

    [Fact]
    public async Task Disabled_LinksOfBefore_AreWorthless_AndNoMailComes()
    {
        var person = await app.PersonAsync(await app.CompanyAsync(), null);
        await app.Browser().AskForMailAsync("/en/forgot-password", person.Email!);
        var link = (await app.Sink.NextAsync(person.Email!)).Link("token=");
        Assert.Equal(HttpStatusCode.OK, (await app.Browser().GetAsync(link)).StatusCode);

        await ChangeAsync((people, id) => people.DisableAsync(id, default), person.Id);

        Assert.Equal(HttpStatusCode.BadRequest, (await app.Browser().GetAsync(link)).StatusCode);
        await app.Browser().AskForMailAsync("/en/forgot-password", person.Email!.ToUpperInvariant());
        await app.Browser().AskForMailAsync("/en/sign-up", person.Email!);

        // Mails go out one after another: once the next person's is there, none is left for this one.
        var next = await app.PersonAsync(await app.CompanyAsync(), null);
        await app.Browser().AskForMailAsync("/en/forgot-password", next.Email!);
        await app.Sink.NextAsync(next.Email!);
        Assert.Equal((0, 0), (app.Sink.Unread(person.Email!), app.Sink.Unread(person.Email!.ToUpperInvariant())));
        Assert.False(await app.InScopeAsync(s => s.GetRequiredService<AppDbContext>().Outbox.AnyAsync(m => m.GivenUpAtUtc != null)));
    }

    [Fact]
    public async Task Reset_EndsSessions_AndTheOldPassword_AndItsLinkIsGoodOnce()
    {
        var person = await app.PersonAsync(await app.CompanyAsync(), CompanyRole.Viewer);
        var browser = await app.SignedInAsync(person);

        var token = await app.InScopeAsync(s => s.GetRequiredService<PeopleWriter>().ResetAsync(person.Id, default));

        Assert.False(await browser.IsSignedInAsync());
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await app.SignInAsync(person.Email!, TestData.Password)).StatusCode);
        var link = $"/en/forgot-password/new?token={Uri.EscapeDataString(token!)}";
        Assert.Equal(HttpStatusCode.Redirect, (await app.Browser().ChooseAsync(link, "another horse, other batteries")).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await app.Browser().GetAsync(link)).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await app.SignInAsync(person.Email!, "another horse, other batteries")).StatusCode);
    }

    private Task<PersonChange> ChangeAsync(Func<PeopleWriter, Guid, Task<PersonChange>> change, Guid person) =>
        app.InScopeAsync(services => change(services.GetRequiredService<PeopleWriter>(), person));

    /// <summary>Another process that serves from the same store.</summary>
    private sealed class OtherNode(AppFixture first) : AppFixture
    {
        protected override IEnumerable<(string Key, string Value)> Settings =>
            [("Database:ConnectionString", first.Database.ConnectionString)];
    }
}
