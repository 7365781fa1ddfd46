using System.CommandLine;
using System.Globalization;
using Microsoft.Extensions.Options;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Features.Companies;
using MomentOfTruth.Web.Site;

namespace MomentOfTruth.Web.Commands;

/// <summary>
/// <c>member add</c>, <c>member list</c> and <c>member remove</c>: an operator lets people into a company, with or without mail.
/// </summary>
public static class MemberCommand
{
    public static Command Create(WebApplication app) => new("member", "Members of a company.") { Add(app), List(app), Remove(app) };

    private static Command Add(WebApplication app)
    {
        var (company, email) = (CompanyOption(), EmailOption());
        var role = new Option<string>("--role") { Description = "viewer, manager or owner.", Required = true };
        role.AcceptOnlyFromAmong([.. Enum.GetNames<CompanyRole>().Select(name => name.ToLowerInvariant())]);
        var command = new Command(
            "add", "Invites a person and prints a link, which works once and for 7 days; a member gets the role at once.")
        {
            company,
            email,
            role,
        };
        command.SetAction((parse, cancellationToken) => OnCompanyAsync(
            app, parse.GetRequiredValue(company),
            (services, found) => AddAsync(
                services, found, parse.GetRequiredValue(email).Trim(), Roles.Of(parse.GetRequiredValue(role))!.Value, cancellationToken),
            cancellationToken));
        return command;
    }

    private static async Task<int> AddAsync(
        IServiceProvider services, Company company, string email, CompanyRole role, CancellationToken cancellationToken)
    {
        if (!EmailTextAttribute.IsAddress(email, Invitation.MaxEmail))
        {
            return await CommandExit.FailAsync("This is no e-mail address.");
        }

        if (services.GetRequiredService<IOptions<SiteOptions>>().Value.BaseAddress is not { } site)
        {
            return await CommandExit.FailAsync(
                "Site:BaseAddress is not set. The link leads there: set it to the address at which people find this site.");
        }

        var code = role.ToString().ToLowerInvariant();
        if (await services.GetRequiredService<MemberQuery>().FindAsync(company.Id, email, cancellationToken) is { } member)
        {
            return await ChangeAsync(
                services, company, member, role, $"{member.Email} is a member of {company.Slug}: {code}", cancellationToken);
        }

        var answer = await services.GetRequiredService<InvitationWriter>().InviteAsync(
            company.Id, email, role, by: null, LinkSending.ByHand, cancellationToken);
        if (answer.Key is not { } key)
        {
            return await CommandExit.FailAsync(answer.Refusal == InvitationRefusal.TooMany
                ? $"{Invitation.MostOpen} invitations of {company.Slug} are open. Withdraw some on its page of members."
                : $"{email} has become a member of {company.Slug} just now.");
        }

        await services.GetRequiredService<AuditLog>().AppendAsync(
            AuditEvent.OfCommand("Member.Add", company.Id, answer.Email, code));
        await Terminal.Out.WriteLineAsync(
            site.TrimEnd('/') + Routes.Invitation.InLanguage(SiteCulture.English).With(("token", key)));
        return CommandExit.Done;
    }

    private static Command List(WebApplication app)
    {
        var company = CompanyOption();
        var command = new Command("list", "Lists the members and the open invitations.") { company };
        command.SetAction((parse, cancellationToken) => OnCompanyAsync(
            app, parse.GetRequiredValue(company),
            async (services, found) =>
            {
                var query = services.GetRequiredService<MemberQuery>();
                var members = await query.ListAsync(found.Id, search: null, cancellationToken);
                foreach (var member in members.Take(MemberQuery.Size))
                {
                    await Terminal.Out.WriteLineAsync($"{member.Email}\t{member.Role.ToString().ToLowerInvariant()}");
                }

                if (members.Count > MemberQuery.Size)
                {
                    await Terminal.Error.WriteLineAsync($"Only the first {MemberQuery.Size} members are listed.");
                }

                foreach (var invitation in await query.InvitationsAsync(found.Id, cancellationToken))
                {
                    var until = invitation.ExpiresAtUtc.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture);
                    await Terminal.Out.WriteLineAsync(
                        $"{invitation.Email}\t{invitation.Role.ToString().ToLowerInvariant()}\tinvited, until {until}");
                }

                return CommandExit.Done;
            },
            cancellationToken));
        return command;
    }

    private static Command Remove(WebApplication app)
    {
        var (company, email) = (CompanyOption(), EmailOption());
        var command = new Command("remove", "Takes a person out of the company; the last owner stays.") { company, email };
        command.SetAction((parse, cancellationToken) => OnCompanyAsync(
            app, parse.GetRequiredValue(company),
            async (services, found) =>
            {
                var asked = parse.GetRequiredValue(email).Trim();
                return await services.GetRequiredService<MemberQuery>().FindAsync(found.Id, asked, cancellationToken) is { } member
                    ? await ChangeAsync(
                        services, found, member, role: null, $"{member.Email} is no longer a member of {found.Slug}.", cancellationToken)
                    : await CommandExit.FailAsync($"{asked} is no member of {found.Slug}.");
            },
            cancellationToken));
        return command;
    }

    private static async Task<int> ChangeAsync(
        IServiceProvider services, Company company, MemberRow member, CompanyRole? role, string done, CancellationToken cancellationToken)
    {
        switch (await services.GetRequiredService<MemberWriter>().ChangeAsync(company.Id, member.UserId, role, cancellationToken))
        {
            case MemberChange.LastOwner:
                return await CommandExit.FailAsync(
                    $"{member.Email} is the last owner of {company.Slug}. Make somebody else an owner first.");
            case MemberChange.NotThere:
                return await CommandExit.FailAsync($"{member.Email} is no member of {company.Slug}.");
            default:
                var change = $"{member.Role} → {role?.ToString() ?? "none"}".ToLowerInvariant();
                await services.GetRequiredService<AuditLog>().AppendAsync(
                    AuditEvent.OfCommand(role is null ? "Member.Remove" : "Member.Add", company.Id, member.Email, change));
                await Terminal.Out.WriteLineAsync(done);
                return CommandExit.Done;
        }
    }

    private static Task<int> OnCompanyAsync(
        WebApplication app, string slug, Func<IServiceProvider, Company, Task<int>> work, CancellationToken cancellationToken) =>
        app.OnStoreAsync(
            async services => await services.GetRequiredService<CompanyRegister>().FindAsync(slug, cancellationToken) is { } company
                ? await work(services, company)
                : await CommandExit.FailAsync($"There is no company {slug}. \"company list\" names them."),
            cancellationToken);

    private static Option<string> CompanyOption() =>
        new("--company") { Description = "Address name of the company, as \"company list\" prints it.", Required = true };

    private static Option<string> EmailOption() => new("--email") { Description = "The person's address.", Required = true };
}
