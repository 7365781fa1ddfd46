using System.CommandLine;
using System.Text;
using Microsoft.AspNetCore.Identity;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Features.Accounts;

namespace MomentOfTruth.Web.Commands;

/// <summary>
/// <c>admin</c>: the administrators of the installation. A password comes from standard input, never from the command line, where others
/// could read it; without one a link is printed at which the person chooses it.
/// </summary>
public static class AdminCommand
{
    private const string Made = "Admin.Create";

    public static Command Create(WebApplication app) => new("admin", "Administrators of the installation.")
    {
        New(app),
        List(app),
        UserCommand.One(
            app, "remove", "Admin.Remove", "Takes the right away; the account stays.",
            (services, person, cancellationToken) =>
                services.GetRequiredService<PeopleWriter>().TakeAdministratorAsync(person, cancellationToken),
            "{0} is no administrator any more.", "{0} was no administrator."),
    };

    private static Command New(WebApplication app)
    {
        var email = new Option<string>("--email") { Description = "The address to sign in with.", Required = true };
        var link = new Option<bool>("--link") { Description = "Prints a link at which the person chooses the password." };
        var create = new Command(
            "create",
            "Creates an administrator, or makes one of a person who is there already. The password comes from standard input; "
            + "without one, a link is printed at which the person chooses it.")
        {
            email,
            link,
        };
        create.SetAction((parse, cancellationToken) => app.OnStoreAsync(
            services => CreateAsync(services, parse.GetRequiredValue(email).Trim(), parse.GetValue(link), cancellationToken),
            cancellationToken));
        return create;
    }

    private static Command List(WebApplication app)
    {
        var list = new Command("list", "Prints the administrators.");
        list.SetAction((_, cancellationToken) => app.OnStoreAsync(
            services => UserCommand.PrintAsync(
                services.GetRequiredService<PeopleQuery>().Of(PeopleKind.Administrators, search: null), cancellationToken),
            cancellationToken));
        return list;
    }

    private static async Task<int> CreateAsync(
        IServiceProvider services, string email, bool wantsLink, CancellationToken cancellationToken)
    {
        var (users, people) = (services.GetRequiredService<UserManager<User>>(), services.GetRequiredService<PeopleWriter>());
        if (await users.FindByEmailAsync(email) is { } known)
        {
            return await PromoteAsync(services, known, cancellationToken);
        }

        if (!IsAddress(email))
        {
            return await CommandExit.FailAsync($"{email} is no e-mail address.");
        }

        if (!wantsLink && await ReadPasswordAsync() is { Length: > 0 } password)
        {
            var user = new User
            {
                Id = Guid.CreateVersion7(),
                UserName = email,
                Email = email,
                EmailConfirmed = true,
                IsAdministrator = true,
            };
            var created = await users.CreateAsync(user, password);
            if (!created.Succeeded)
            {
                return await CommandExit.FailAsync(string.Join(' ', created.Errors.Select(error => error.Description)));
            }

            await UserCommand.RecordAsync(services, Made, email);
            await Terminal.Out.WriteLineAsync($"{email} is the administrator.");
            return CommandExit.Done;
        }

        var print = PasswordLink.Printer(services);
        if (await people.InviteAdministratorAsync(email, cancellationToken) is not var (_, link))
        {
            return await CommandExit.FailAsync($"{email} has just got an account: try again.");
        }

        await UserCommand.RecordAsync(services, Made, email);
        return await print(email, link);
    }

    // An account without a password waits for the person to choose one: the link may have expired.
    private static async Task<int> PromoteAsync(IServiceProvider services, User known, CancellationToken cancellationToken)
    {
        if (known.DisabledAtUtc is not null)
        {
            return await CommandExit.FailAsync($"{known.Email} is disabled: enable the account first.");
        }

        var (people, print) = (
            services.GetRequiredService<PeopleWriter>(), known.PasswordHash is null ? PasswordLink.Printer(services) : null);
        if (await people.MakeAdministratorAsync(known.Id, cancellationToken) is PersonChange.Done)
        {
            await UserCommand.RecordAsync(services, Made, known.Email!);
        }

        if (print is not null && await people.LinkAsync(known.Id, cancellationToken) is { } link)
        {
            return await print(known.Email!, link);
        }

        await Terminal.Out.WriteLineAsync($"{known.Email} is an administrator; the password stays as it is.");
        return CommandExit.Done;
    }

    /// <summary>Whether it is an e-mail address, and nothing else.</summary>
    internal static bool IsAddress(string email) =>
        System.Net.Mail.MailAddress.TryCreate(email, out var address) && address.Address == email;

    private static async Task<string?> ReadPasswordAsync()
    {
        if (Terminal.IsInputRedirected)
        {
            return await Terminal.In.ReadLineAsync();
        }

        await Terminal.Error.WriteAsync("Password (at least 15 characters, not shown; nothing for a link to choose one): ");
        var password = ReadHidden();
        await Terminal.Error.WriteLineAsync();
        return password;
    }

    private static string ReadHidden()
    {
        var typed = new StringBuilder();
        for (var key = Console.ReadKey(intercept: true); key.Key != ConsoleKey.Enter; key = Console.ReadKey(intercept: true))
        {
            if (key.Key == ConsoleKey.Backspace)
            {
                typed.Length = Math.Max(0, typed.Length - 1);
            }
            else if (!char.IsControl(key.KeyChar))
            {
                typed.Append(key.KeyChar);
            }
        }

        return typed.ToString();
    }
}
