using System.CommandLine;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Features.Accounts;
using MomentOfTruth.Web.Site;

namespace MomentOfTruth.Web.Commands;

/// <summary><c>user</c>: what the administrators' page of people does, for operators who have no administrator or no mail.</summary>
public static class UserCommand
{
    public static Command Create(WebApplication app) => new("user", "The people who have an account.")
    {
        List(app),
        One(
            app, "disable", "User.Disable", "Ends every session of a person, who cannot sign in any more and gets no mail.",
            (services, person, cancellationToken) => services.GetRequiredService<PeopleWriter>().DisableAsync(person, cancellationToken),
            "{0} is disabled.", "{0} was disabled already."),
        One(
            app, "enable", "User.Enable", "Lets a disabled person sign in again.",
            (services, person, cancellationToken) => services.GetRequiredService<PeopleWriter>().EnableAsync(person, cancellationToken),
            "{0} may sign in.", "{0} was not disabled."),
        Reset(app),
    };

    /// <summary>A command that changes the account of one address.</summary>
    /// <param name="action">The name of the act in the audit log.</param>
    /// <param name="done">What to print; <c>{0}</c> is the address.</param>
    /// <param name="asItWas">The same if nothing was to do.</param>
    internal static Command One(
        WebApplication app, string name, string action, string description,
        Func<IServiceProvider, Guid, CancellationToken, Task<PersonChange>> change, string done, string asItWas)
    {
        var email = Email();
        var command = new Command(name, description) { email };
        command.SetAction((parse, cancellationToken) => app.OnStoreAsync(
            async services =>
            {
                var address = parse.GetRequiredValue(email).Trim();
                var person = await services.GetRequiredService<PeopleQuery>().FindAsync(address, cancellationToken);
                var result = person is { } known ? await change(services, known, cancellationToken) : PersonChange.Unknown;
                if (Refusal(result, address) is { } refusal)
                {
                    return await CommandExit.FailAsync(refusal);
                }

                if (result is PersonChange.Done)
                {
                    await RecordAsync(services, action, address);
                }

                await Terminal.Out.WriteLineAsync(
                    string.Format(CultureInfo.InvariantCulture, result is PersonChange.Done ? done : asItWas, address));
                return CommandExit.Done;
            },
            cancellationToken));
        return command;
    }

    /// <summary>Tells the audit log what was done to whom.</summary>
    internal static Task RecordAsync(IServiceProvider services, string action, string address) =>
        services.GetRequiredService<AuditLog>().AppendAsync(AuditEvent.OfCommand(action, subject: address));

    internal static Option<string> Email() => new("--email") { Description = "The address of the account.", Required = true };

    /// <summary>Why nothing was changed; null if it was, or need not be.</summary>
    internal static string? Refusal(PersonChange change, string address) => change switch
    {
        PersonChange.Unknown => $"{address} has no account.",
        PersonChange.LastAdministrator => $"{address} is the only administrator: make another one first.",
        _ => null,
    };

    private static Command List(WebApplication app)
    {
        var search = new Option<string?>("--search") { Description = "A part of the address." };
        var command = new Command("list", "Prints who has an account: the address, what the person is, and whether disabled.") { search };
        command.SetAction((parse, cancellationToken) => app.OnStoreAsync(
            services => PrintAsync(
                services.GetRequiredService<PeopleQuery>().Of(PeopleKind.All, parse.GetValue(search)), cancellationToken),
            cancellationToken));
        return command;
    }

    /// <summary>Prints people, a line each, as they are read.</summary>
    internal static async Task<int> PrintAsync(IQueryable<PersonRow> people, CancellationToken cancellationToken)
    {
        await foreach (var person in people.AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            string[] words =
            [
                person.Email,
                person.IsAdministrator ? "administrator" : person.Companies > 0 ? "member" : "customer",
                string.Create(CultureInfo.InvariantCulture, $"companies {person.Companies}"),
                person.DisabledAtUtc is { } since ? string.Create(CultureInfo.InvariantCulture, $"disabled since {since:yyyy-MM-dd}") : "",
            ];
            await Terminal.Out.WriteLineAsync(string.Join('\t', words).TrimEnd());
        }

        return CommandExit.Done;
    }

    private static Command Reset(WebApplication app)
    {
        var email = Email();
        var command = new Command(
            "reset",
            "Takes away the password and the second factor of a person, ends every session, and prints a link to choose a new password.")
        {
            email,
        };
        command.SetAction((parse, cancellationToken) => app.OnStoreAsync(
            async services =>
            {
                var (address, print) = (parse.GetRequiredValue(email).Trim(), PasswordLink.Printer(services));
                if (await services.GetRequiredService<PeopleQuery>().FindAsync(address, cancellationToken) is not { } person)
                {
                    return await CommandExit.FailAsync(Refusal(PersonChange.Unknown, address)!);
                }

                if (await services.GetRequiredService<PeopleWriter>().ResetAsync(person, cancellationToken) is not { } link)
                {
                    return await CommandExit.FailAsync($"{address} is disabled: enable the account first.");
                }

                await RecordAsync(services, "User.Reset", address);
                return await print(address, link);
            },
            cancellationToken));
        return command;
    }
}

/// <summary>Prints a link with which somebody chooses a password, good once, for operators who hand it on themselves.</summary>
internal static class PasswordLink
{
    /// <exception cref="InvalidOperationException">
    /// No address of the site is set. Thrown before anything is changed, as the link that is made then would be lost.
    /// </exception>
    public static Func<string, string, Task<int>> Printer(IServiceProvider services)
    {
        var site = services.GetRequiredService<SiteAddress>();
        site.Of("/");
        return async (email, link) =>
        {
            foreach (var line in Lines(site, email, link))
            {
                await Terminal.Out.WriteLineAsync(line);
            }

            return CommandExit.Done;
        };
    }

    /// <summary>The lines to print.</summary>
    public static IEnumerable<string> Lines(SiteAddress site, string email, string link) =>
    [
        string.Create(
            CultureInfo.InvariantCulture,
            $"{email} chooses a password at this address, once, within {MailedLinks.Lifetime.TotalMinutes:0} minutes:"),

        // The language of a console is not one of the site's.
        site.Of(Routes.NewPassword.InLanguage(SiteCulture.English).With(("token", link))),
    ];
}
