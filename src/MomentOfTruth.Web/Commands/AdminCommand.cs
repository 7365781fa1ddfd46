using System.CommandLine;
using System.Text;
using Microsoft.AspNetCore.Identity;
using MomentOfTruth.Web.Data;

namespace MomentOfTruth.Web.Commands;

/// <summary>
/// <c>admin create</c>: creates the administrator, or makes one of an existing account. The password comes from standard input, never
/// from the command line, where others could read it.
/// </summary>
public static class AdminCommand
{
    public static Command Create(WebApplication app)
    {
        var email = new Option<string>("--email") { Description = "The address to sign in with.", Required = true };
        var create = new Command(
            "create", "Creates the administrator, or makes one of a person who is there already; the password comes from standard input.")
        {
            email,
        };
        create.SetAction((parse, cancellationToken) => app.OnStoreAsync(
            services => CreateAsync(services.GetRequiredService<UserManager<User>>(), parse.GetRequiredValue(email).Trim()),
            cancellationToken));
        return new Command("admin", "Administrators of the installation.") { create };
    }

    private static async Task<int> CreateAsync(UserManager<User> users, string email)
    {
        if (await users.FindByEmailAsync(email) is { } known)
        {
            known.IsAdministrator = true;
            return await ReportAsync(await users.UpdateAsync(known), $"{email} is an administrator; the password stays as it is.");
        }

        if (!System.Net.Mail.MailAddress.TryCreate(email, out var address) || address.Address != email)
        {
            return await CommandExit.FailAsync("This is no e-mail address.");
        }

        if (await ReadPasswordAsync() is not { Length: > 0 } password)
        {
            return await CommandExit.FailAsync("No password was given.");
        }

        var user = new User { Id = Guid.CreateVersion7(), UserName = email, Email = email, EmailConfirmed = true, IsAdministrator = true };
        return await ReportAsync(await users.CreateAsync(user, password), $"{email} is the administrator.");
    }

    private static async Task<int> ReportAsync(IdentityResult result, string done)
    {
        if (result.Succeeded)
        {
            await Console.Out.WriteLineAsync(done);
            return CommandExit.Done;
        }

        foreach (var error in result.Errors)
        {
            await Console.Error.WriteLineAsync(error.Description);
        }

        return CommandExit.Failed;
    }

    private static async Task<string?> ReadPasswordAsync()
    {
        if (Console.IsInputRedirected)
        {
            return await Console.In.ReadLineAsync();
        }

        await Console.Error.WriteAsync("Password (at least 15 characters, not shown): ");
        var password = ReadHidden();
        await Console.Error.WriteLineAsync();
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
