using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Features.Accounts;

namespace MomentOfTruth.Web.Tests.Accounts;

/// <summary>There is always somebody left who administers.</summary>
public sealed class LastAdministratorTests(AppFixture app) : IClassFixture<AppFixture>
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task TheLast_IsNeitherDisabledNorDemoted(bool hasDisabledOne)
    {
        var (last, other) = await TwoAloneAsync();
        Assert.Equal(
            PersonChange.Done,
            await ChangeAsync((people, id) => hasDisabledOne ? people.DisableAsync(id, default) : people.TakeAdministratorAsync(id, default), other.Id));

        Assert.Equal(PersonChange.LastAdministrator, await ChangeAsync((people, id) => people.DisableAsync(id, default), last.Id));
        Assert.Equal(PersonChange.LastAdministrator, await ChangeAsync((people, id) => people.TakeAdministratorAsync(id, default), last.Id));

        Assert.Equal(1, await AdministratorsAsync());
        Assert.True(await (await app.SignedInAsync(last)).GetAsync("/en/account") is { IsSuccessStatusCode: true });
    }

    // Each takes the other's right away at the same moment: one of them keeps his.
    [Fact]
    public async Task TwoWhoTakeEachOthersRight_LeaveOne()
    {
        for (var round = 0; round < 10; round++)
        {
            var (one, two) = await TwoAloneAsync();
            using var together = new Barrier(2);
            var results = await Task.WhenAll(
                new[] { (Id: one.Id, Disables: true), (Id: two.Id, Disables: round % 2 == 0) }.Select(take => Task.Run(() =>
                {
                    together.SignalAndWait();
                    return ChangeAsync(
                        (people, id) => take.Disables ? people.DisableAsync(id, default) : people.TakeAdministratorAsync(id, default), take.Id);
                })));

            Assert.Equal([PersonChange.Done, PersonChange.LastAdministrator], results.Order());
            Assert.Equal(1, await AdministratorsAsync());
        }
    }

    private async Task<(User One, User Two)> TwoAloneAsync()
    {
        var company = await app.CompanyAsync();
        await app.InScopeAsync(s => s.GetRequiredService<AppDbContext>().Users.ExecuteUpdateAsync(set => set.SetProperty(u => u.IsAdministrator, false)));
        return (await app.PersonAsync(company, CompanyRole.Viewer, isAdministrator: true), await app.PersonAsync(company, null, isAdministrator: true));
    }

    private Task<int> AdministratorsAsync() => app.InScopeAsync(
        s => s.GetRequiredService<AppDbContext>().Users.CountAsync(u => u.IsAdministrator && u.DisabledAtUtc == null));

    private Task<PersonChange> ChangeAsync(Func<PeopleWriter, Guid, Task<PersonChange>> change, Guid person) =>
        app.InScopeAsync(services => change(services.GetRequiredService<PeopleWriter>(), person));
}
