using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Domain.Scoring;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Features.Companies;
using MomentOfTruth.Web.Features.Intake;

namespace MomentOfTruth.Web.Tests;

/// <summary>Puts companies, people and journeys into a fixture's store, through the product's own writers.</summary>
public static class TestData
{
    public const string Password = "seven herons under a lantern";

    public static readonly DateOnly Day = new(2026, 3, 10);

    /// <summary>A company of a name that no other test has.</summary>
    public static Task<Company> CompanyAsync(this AppFixture app, string name = "Acme") => app.InScopeAsync(services =>
        services.GetRequiredService<CompanyRegister>().FindOrAddAsync($"{name} {Guid.NewGuid():N}", default));

    /// <summary>A person who is a member with that role; null for a stranger.</summary>
    public static Task<User> PersonAsync(this AppFixture app, Company company, CompanyRole? role, bool isAdministrator = false) => app.InScopeAsync(async services =>
    {
        var email = $"{Guid.NewGuid():N}@example.test";
        var user = new User { UserName = email, Email = email, EmailConfirmed = true, IsAdministrator = isAdministrator };
        var created = await services.GetRequiredService<UserManager<User>>().CreateAsync(user, Password);
        Assert.True(created.Succeeded, string.Join(", ", created.Errors.Select(e => e.Description)));
        if (role is { } member)
        {
            var db = services.GetRequiredService<AppDbContext>();
            db.Memberships.Add(new Membership(company.Id, user.Id, member));
            await db.SaveChangesAsync();
        }

        return user;
    });

    /// <summary>A browser in which that person is signed in.</summary>
    public static async Task<HttpClient> SignedInAsync(this AppFixture app, User person)
    {
        var browser = app.Browser();
        var answer = await browser.PostFormAsync("/en/sign-in", new() { ["Input.Email"] = person.Email!, ["Input.Password"] = Password });
        Assert.Equal(System.Net.HttpStatusCode.Redirect, answer.StatusCode);
        return browser;
    }

    public static async Task<HttpClient> SignedInAsync(this AppFixture app, Company company, CompanyRole role) =>
        await app.SignedInAsync(await app.PersonAsync(company, role));

    public static NamedMoment Said(string touchpoint, string score, DateOnly? on = null, string? story = null) =>
        new(touchpoint, Channel.Store, Score.TryParse(score, out var read) ? read : throw new ArgumentException(score), on ?? Day, null, story);

    /// <summary>The key of one of the company's journeys.</summary>
    public static JourneyKey Key(this Company company, Guid journey) => new(company.Id, journey);

    /// <summary>An open journey, and the code that opens it.</summary>
    public static async Task<(Guid Id, ReceiptCode Code)> JourneyAsync(this AppFixture app, Company company, params NamedMoment[] moments)
    {
        var code = ReceiptCode.New();
        var id = await app.InScopeAsync(services =>
            services.GetRequiredService<JourneyWriter>().LogAsync(company.Id, new JourneyEntry(moments), code, null, default));
        return (id!.Value.JourneyId, code);
    }

    /// <summary>A finished journey.</summary>
    public static async Task<Guid> FinishedAsync(
        this AppFixture app, Company company, Outcome outcome, string? competitor, params NamedMoment[] moments)
    {
        var (id, _) = await app.JourneyAsync(company, moments);
        var change = await app.ChangeAsync(id, (log, version) =>
            log.FinishAsync(company.Key(id), version, outcome, moments.Max(m => m.OccurredOn), competitor, default));
        Assert.Equal(JourneyChange.Done, change);
        return id;
    }

    /// <summary>Changes a journey as it stands now.</summary>
    public static Task<JourneyChange> ChangeAsync(
        this AppFixture app, Guid journey, Func<JourneyWriter, int, Task<JourneyChange>> change) =>
        app.InScopeAsync(async services =>
        {
            var version = services.GetRequiredService<AppDbContext>().Journeys.Where(j => j.Id == journey).Select(j => j.Version).Single();
            return await change(services.GetRequiredService<JourneyWriter>(), version);
        });
}
