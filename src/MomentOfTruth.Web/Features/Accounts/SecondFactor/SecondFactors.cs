using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Site;
using OtpNet;

namespace MomentOfTruth.Web.Features.Accounts;

/// <summary>
/// Authenticator apps and recovery codes. The framework would store the app's key and the recovery codes as they are, and take a code as
/// often as it comes within its minutes: here the key is encrypted, recovery codes are stored as hashes, and each code is good once.
/// </summary>
public sealed class SecondFactors(AppDbContext db, IDataProtectionProvider protection, TimeProvider clock)
{
    public const int RecoveryCodeCount = 10;

    private const int KeyBytes = 20, RecoveryBytes = 10, GroupLength = 4, Digits = 6;

    // Telephones' clocks are wrong by seconds, not by minutes: one step of 30 seconds before and after.
    private static readonly VerificationWindow Window = new(previous: 1, future: 1);

    private readonly IDataProtector _protector = protection.CreateProtector("authenticator");

    /// <summary>
    /// A key for an app that is about to be set up, as the form holds it: nothing is stored before a code of it was confirmed.
    /// </summary>
    public string NewSealedKey() => _protector.Protect(Base32Encoding.ToString(RandomNumberGenerator.GetBytes(KeyBytes)));

    /// <summary>The key in the letters that people type into the app; null if it was not made here.</summary>
    public string? KeyOf(string? sealedKey) => _protector.TryUnprotect(sealedKey);

    /// <summary>What the QR code tells the app.</summary>
    public static string AddressOf(string key, string email) =>
        $"otpauth://totp/{Uri.EscapeDataString("MomentOfTruth:" + email)}"
            + $"?secret={key}&issuer=MomentOfTruth&algorithm=SHA1&digits=6&period=30";

    /// <summary>Whether the account asks for a code after the password.</summary>
    public Task<bool> IsOnAsync(Guid accountId, CancellationToken cancellationToken) =>
        db.Authenticators.AnyAsync(a => a.UserId == accountId, cancellationToken);

    /// <summary>How many recovery codes are left.</summary>
    public Task<int> LeftAsync(Guid accountId, CancellationToken cancellationToken) =>
        db.RecoveryCodes.CountAsync(c => c.UserId == accountId, cancellationToken);

    /// <summary>
    /// Sets up the app once it has shown a right code. Returns its recovery codes, which nobody can read again; null for a wrong code.
    /// </summary>
    public async Task<IReadOnlyList<string>?> TurnOnAsync(
        Guid accountId, string sealedKey, string code, CancellationToken cancellationToken)
    {
        if (KeyOf(sealedKey) is not { } key || StepOf(key, code) is not { } step)
        {
            return null;
        }

        return await db.WriteAsync<IReadOnlyList<string>>(
            async transaction =>
            {
                await db.Authenticators.Where(a => a.UserId == accountId).ExecuteDeleteAsync(cancellationToken);
                db.Add(new Authenticator { UserId = accountId, Key = _protector.Protect(key), LastStep = step });
                var codes = await ReplaceAsync(accountId, cancellationToken);
                await transaction.CommitAsync(cancellationToken);
                return codes;
            },
            cancellationToken);
    }

    /// <summary>Makes new recovery codes; the old ones are good no more.</summary>
    public Task<IReadOnlyList<string>> RenewAsync(Guid accountId, CancellationToken cancellationToken) => db.WriteAsync(
        async transaction =>
        {
            var codes = await ReplaceAsync(accountId, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            return codes;
        },
        cancellationToken);

    /// <summary>Lets the password alone open the account again.</summary>
    public Task TurnOffAsync(Guid accountId, CancellationToken cancellationToken) => db.WriteAsync(
        async transaction =>
        {
            await db.Authenticators.Where(a => a.UserId == accountId).ExecuteDeleteAsync(cancellationToken);
            await db.RecoveryCodes.Where(c => c.UserId == accountId).ExecuteDeleteAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            return true;
        },
        cancellationToken);

    /// <summary>Uses up a code of the app or a recovery code. Returns false for one that is wrong, or was used.</summary>
    public async Task<bool> UseAsync(Guid accountId, string code, CancellationToken cancellationToken)
    {
        var plain = Plain(code);
        if (plain.Length != Digits || !plain.All(char.IsAsciiDigit))
        {
            var hash = HashOf(accountId, plain);
            return await db.RecoveryCodes.Where(c => c.UserId == accountId && c.Hash == hash).ExecuteDeleteAsync(cancellationToken) == 1;
        }

        var stored = await db.Authenticators.Where(a => a.UserId == accountId).Select(a => a.Key).SingleOrDefaultAsync(cancellationToken);

        // Of two that come with the same code at once, one finds the step taken.
        return KeyOf(stored) is { } key && StepOf(key, plain) is { } step
            && await db.Authenticators.Where(a => a.UserId == accountId && a.LastStep < step)
                .ExecuteUpdateAsync(set => set.SetProperty(a => a.LastStep, step), cancellationToken) == 1;
    }

    private async Task<IReadOnlyList<string>> ReplaceAsync(Guid accountId, CancellationToken cancellationToken)
    {
        await db.RecoveryCodes.Where(c => c.UserId == accountId).ExecuteDeleteAsync(cancellationToken);
        List<string> codes = [.. Enumerable.Range(0, RecoveryCodeCount).Select(_ => NewRecoveryCode())];
        db.AddRange(codes.Select(code => new RecoveryCode { UserId = accountId, Hash = HashOf(accountId, Plain(code)) }));
        await db.SaveChangesAsync(cancellationToken);
        return codes;
    }

    private long? StepOf(string key, string code) =>
        new Totp(Base32Encoding.ToBytes(key)).VerifyTotp(clock.UtcNow(), Plain(code), out var step, Window) ? step : null;

    // 80 random bits: nobody guesses one, so that a fast hash hides them as well as a slow one. The letters are those of the app's key,
    // without 0 and 1.
    private static string NewRecoveryCode() => string.Join(
        '-',
        Base32Encoding.ToString(RandomNumberGenerator.GetBytes(RecoveryBytes)).ToLowerInvariant()
            .Chunk(GroupLength).Select(g => new string(g)));

    private static byte[] HashOf(Guid accountId, string plain) => SecretKey.HashOf($"{accountId} {plain}");

    // As people type them: with spaces, dashes and capitals, and the full-width digits of Korean keyboards.
    private static string Plain(string code) => string.Concat(
        code.Normalize(System.Text.NormalizationForm.FormKC).Where(char.IsLetterOrDigit)).ToUpperInvariant();
}
