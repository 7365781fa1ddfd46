using System.Buffers.Text;
using Microsoft.Extensions.Options;

namespace MomentOfTruth.Web.Features.Cases;

/// <summary>
/// The settings of notifications in browsers. Without keys the installation makes its own once; nodes that share a store share them.
/// </summary>
public sealed class PushOptions
{
    public const string Section = "Push";

    /// <summary>Whether customers may have their browser tell them of replies.</summary>
    public bool IsOn { get; set; } = true;

    /// <summary>A point of P-256, base64url.</summary>
    public string? PublicKey { get; set; }

    public string? PrivateKey { get; set; }

    /// <summary>Whom a push service may write to: a mailto or https address. The site's own without it.</summary>
    public string? Subject { get; set; }

    /// <summary>Origins of further push services, such as <c>https://push.example.com</c>.</summary>
    public IReadOnlyList<string> Services { get; set; } = [];
}

/// <summary>Refuses to start with keys that no push service would take. Messages name the setting and never show its value.</summary>
public sealed class PushOptionsCheck : IValidateOptions<PushOptions>
{
    public ValidateOptionsResult Validate(string? name, PushOptions options)
    {
        var wrong = Wrong(options).ToList();
        return wrong.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);
    }

    private static IEnumerable<string> Wrong(PushOptions options)
    {
        if (options.PublicKey is null != options.PrivateKey is null)
        {
            yield return "Push:PublicKey and Push:PrivateKey are set together or not at all.";
        }

        if (options.PublicKey is { } publicKey && !PushKey.IsPoint(publicKey))
        {
            yield return "Push:PublicKey must be a point of P-256 in base64url.";
        }

        if (options.PrivateKey is { } privateKey && PushKey.BytesOf(privateKey) is not { Length: PushKey.PrivateBytes })
        {
            yield return "Push:PrivateKey must be 32 bytes in base64url.";
        }

        if (options.Subject is { } subject
            && !(Uri.TryCreate(subject, UriKind.Absolute, out var address) && address.Scheme is "mailto" or "https"))
        {
            yield return "Push:Subject must be an address like mailto:somebody@example.com or https://feedback.example.com.";
        }

        foreach (var (i, service) in options.Services.Index())
        {
            if (!Uri.TryCreate(service, UriKind.Absolute, out var origin) || origin.Scheme is not ("http" or "https")
                || origin.PathAndQuery != "/")
            {
                yield return $"Push:Services:{i} must be an address like https://push.example.com, without a path.";
            }
        }
    }
}

/// <summary>A key pair by which push services know a sender (VAPID), in base64url.</summary>
public sealed record PushKey(string PublicKey, string PrivateKey)
{
    public const int PrivateBytes = 32;

    private const int PointBytes = 65, Uncompressed = 4;

    /// <summary>Whether the text is a point of the curve, in the one form that browsers give and take.</summary>
    public static bool IsPoint(string text)
    {
        if (BytesOf(text) is not { Length: PointBytes } bytes || bytes[0] != Uncompressed)
        {
            return false;
        }

        try
        {
            using var point = System.Security.Cryptography.ECDiffieHellman.Create(new System.Security.Cryptography.ECParameters
            {
                Curve = System.Security.Cryptography.ECCurve.NamedCurves.nistP256,
                Q = new() { X = bytes[1..33], Y = bytes[33..] },
            });
            return true;
        }
        catch (System.Security.Cryptography.CryptographicException)
        {
            return false;
        }
    }

    /// <summary>Returns null if the text is no base64url.</summary>
    public static byte[]? BytesOf(string text)
    {
        try
        {
            return Base64Url.DecodeFromChars(text);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    public static PushKey New()
    {
        using var pair = System.Security.Cryptography.ECDsa.Create(System.Security.Cryptography.ECCurve.NamedCurves.nistP256);
        var key = pair.ExportParameters(includePrivateParameters: true);
        return new PushKey(
            Base64Url.EncodeToString([Uncompressed, .. key.Q.X!, .. key.Q.Y!]), Base64Url.EncodeToString(key.D!));
    }
}
