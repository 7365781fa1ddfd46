using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Web.Data;

namespace MomentOfTruth.Web.Demo;

/// <summary>The demo's members. Their password is well known in Development only; elsewhere it is random and printed once.</summary>
public sealed class DemoPeople(AppDbContext db, UserManager<User> users, IHostEnvironment environment)
{
    private const string DevelopmentPassword = "paper-lantern-tidal-oboe", Letters = "abcdefghjkmnpqrstuvwxyz23456789";
    private const int RandomLength = 20;

    private readonly string _password =
        environment.IsDevelopment() ? DevelopmentPassword : RandomNumberGenerator.GetString(Letters, RandomLength);

    internal async Task<IReadOnlyList<DemoSignIn>> AddAsync(Guid onbitMobile, Guid soraAir, CancellationToken cancellationToken)
    {
        var members = new List<DemoSignIn>
        {
            await AddAsync(
                "owner@demo.example", "owner of Onbit Mobile and Sora Air", CompanyRole.Owner, [onbitMobile, soraAir], cancellationToken),
            await AddAsync(
                "manager@demo.example", "manager of Onbit Mobile and Sora Air", CompanyRole.Manager, [onbitMobile, soraAir],
                cancellationToken),
            await AddAsync("viewer@demo.example", "viewer of Onbit Mobile", CompanyRole.Viewer, [onbitMobile], cancellationToken),
        };

        // Elsewhere the operator names the administrator.
        if (environment.IsDevelopment())
        {
            members.Add(await AddAsync(
                "admin@demo.example", "administrator: decides what is published", CompanyRole.Viewer, [], cancellationToken, isAdministrator: true));
        }

        return members;
    }

    internal Task<DemoSignIn> AddManagerAsync(IReadOnlyList<Guid> companies, CancellationToken cancellationToken) =>
        AddAsync("manager@demo.example", "manager of the companies for load", CompanyRole.Manager, companies, cancellationToken);

    private async Task<DemoSignIn> AddAsync(
        string email, string may, CompanyRole role, IReadOnlyList<Guid> companies, CancellationToken cancellationToken, bool isAdministrator = false)
    {
        var user = await users.FindByEmailAsync(email);
        var givenNow = user is null;
        if (user is null)
        {
            user = new User { Id = Guid.CreateVersion7(), UserName = email, Email = email, EmailConfirmed = true, IsAdministrator = isAdministrator };
            var created = await users.CreateAsync(user, _password);
            if (!created.Succeeded)
            {
                throw new InvalidOperationException(string.Join(' ', created.Errors.Select(error => error.Description)));
            }
        }

        var known = await db.Memberships.Where(m => m.UserId == user.Id).Select(m => m.CompanyId).ToListAsync(cancellationToken);
        db.AddRange(companies.Except(known).Select(company => new Membership(company, user.Id, role)));
        await db.SaveChangesAsync(cancellationToken);
        var holds = givenNow || (environment.IsDevelopment() && await users.CheckPasswordAsync(user, _password));
        return new DemoSignIn(email, may, holds ? _password : null);
    }
}
