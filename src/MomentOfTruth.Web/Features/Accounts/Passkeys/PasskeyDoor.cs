using Microsoft.AspNetCore.Identity;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Site;

namespace MomentOfTruth.Web.Features.Accounts;

/// <summary>
/// Asks browsers for passkeys and looks at what they answer, by the framework's own means. Every passkey stands for a person and not only
/// for a device: one that the device gave away without finger, face or PIN is refused.
/// </summary>
public sealed partial class PasskeyDoor(SignInManager<User> signIn, UserManager<User> users, ILogger<PasskeyDoor> log)
{
    private const int MaxAnswer = 32 * 1024;

    /// <summary>What the browser needs to ask for a passkey: of that account, or of whoever is there.</summary>
    public Task<string> AskAsync(User? user) => signIn.MakePasskeyRequestOptionsAsync(user);

    /// <summary>What the browser needs to make a passkey for the account.</summary>
    public async Task<string> AskForNewAsync(User user) => await signIn.MakePasskeyCreationOptionsAsync(new PasskeyUserEntity
    {
        Id = await users.GetUserIdAsync(user),
        Name = user.Email!,
        DisplayName = user.Email!,
    });

    /// <summary>Whose passkey the browser has shown. Returns null if it shows none that was asked for here.</summary>
    public async Task<User?> OwnerAsync(string? credential)
    {
        if (string.IsNullOrEmpty(credential) || credential.Length > MaxAnswer)
        {
            return null;
        }

        var shown = await TryAsync(() => signIn.PerformPasskeyAssertionAsync(credential));
        if (shown is not { Succeeded: true })
        {
            Log.Refused(log, shown?.Failure?.Message ?? "was not asked for");
            return null;
        }

        // Counts how often it was used, so that a copy is noticed.
        return (await users.AddOrUpdatePasskeyAsync(shown.User, shown.Passkey)).Succeeded ? shown.User : null;
    }

    /// <summary>Adds the passkey that the browser has made. Returns false if it made none that was asked for here.</summary>
    public async Task<bool> AddAsync(User user, string? credential, string name)
    {
        if (string.IsNullOrEmpty(credential) || credential.Length > MaxAnswer)
        {
            return false;
        }

        var made = await TryAsync(() => signIn.PerformPasskeyAttestationAsync(credential));
        if (made is not { Succeeded: true } || made.UserEntity.Id != await users.GetUserIdAsync(user))
        {
            Log.Refused(log, made?.Failure?.Message ?? "was not asked for");
            return false;
        }

        made.Passkey.Name = name;
        return (await users.AddOrUpdatePasskeyAsync(user, made.Passkey)).Succeeded;
    }

    // The framework throws if the browser has not asked before, or too long ago.
    private static async Task<TResult?> TryAsync<TResult>(Func<Task<TResult>> work) where TResult : class
    {
        try
        {
            return await work();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 302, Level = LogLevel.Information, Message = "A passkey was refused: {Reason}")]
        public static partial void Refused(ILogger logger, string reason);
    }
}

/// <summary>How passkeys of this site are made and asked for.</summary>
internal static class PasskeySettings
{
    public static IServiceCollection AddPasskeys(this IServiceCollection services)
    {
        services.AddOptions<IdentityPasskeyOptions>().Configure<SiteAddress>((passkeys, site) =>
        {
            // Null leaves it to the host of the request, as on trial.
            passkeys.ServerDomain = site.Configured?.Host;
            passkeys.UserVerificationRequirement = "required";
            passkeys.ResidentKeyRequirement = "required";
            passkeys.ValidateOrigin = origin => ValueTask.FromResult(
                !origin.CrossOrigin
                && Uri.TryCreate(origin.Origin, UriKind.Absolute, out var shown)
                && Uri.TryCreate(site.Here(origin.HttpContext.Request), UriKind.Absolute, out var here)
                && shown.GetLeftPart(UriPartial.Authority) == here.GetLeftPart(UriPartial.Authority));
        });
        return services.AddScoped<PasskeyDoor>();
    }
}
