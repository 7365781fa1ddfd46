using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Options;

namespace MomentOfTruth.Web.Site;

/// <summary>
/// Reads antiforgery tokens of forms that came without the cookie that belongs to them: a token that this installation has made tells whom
/// its form was shown to. The framework tells only whether token and cookie match; the place of what is read here in a token has a test.
/// </summary>
public sealed class FormTokens(IAntiforgery antiforgery, IDataProtectionProvider protection, IOptions<AntiforgeryOptions> options)
{
    private const string Purpose = "Microsoft.AspNetCore.Antiforgery.AntiforgeryToken.v1";

    // A version, 16 random bytes, whether it is a cookie's, and whether 32 bytes follow that stand for a signed-in person.
    private const int CookieAt = 17, SignedInAt = 18, PersonAt = 19, PersonBytes = 32;

    private readonly IDataProtector _protector = protection.CreateProtector(Purpose);

    /// <summary>Returns null if the form has no token, or one that was not made here.</summary>
    public ShownForm? Of(IFormCollection form) => Read(form[options.Value.FormFieldName]);

    /// <summary>What stands for the signed-in person in tokens; null for a visitor who is not signed in.</summary>
    public byte[]? PersonOf(HttpContext http) => Read(antiforgery.GetTokens(http).RequestToken)?.Person;

    private ShownForm? Read(string? token)
    {
        if (string.IsNullOrEmpty(token) || !Base64Url.IsValid(token))
        {
            return null;
        }

        try
        {
            var read = _protector.Unprotect(Base64Url.DecodeFromChars(token));
            var isForm = read.Length > SignedInAt && read[CookieAt] == 0;
            var hasPerson = isForm && read[SignedInAt] != 0 && read.Length >= PersonAt + PersonBytes;
            return isForm ? new ShownForm(hasPerson ? read[PersonAt..(PersonAt + PersonBytes)] : null) : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}

/// <summary>A form of ours that was shown to somebody.</summary>
/// <param name="Person">Stands for the person who was signed in; null for a visitor who was not.</param>
public sealed record ShownForm(byte[]? Person);

/// <summary>Reads forms that were posted and are not to be trusted yet.</summary>
public static class PostedForm
{
    /// <summary>Returns null if no form was sent, or one that cannot be read.</summary>
    public static async Task<IFormCollection?> TryReadFormAsync(this HttpRequest request)
    {
        try
        {
            return request.HasFormContentType ? await request.ReadFormAsync(request.HttpContext.RequestAborted) : null;
        }
        catch (Exception unreadable) when (unreadable is IOException or InvalidDataException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>Whether it holds a password, which is kept nowhere and written into no page.</summary>
    public static bool HoldsPassword(this IFormCollection form) =>
        form.Keys.Any(name => name.Contains("Password", StringComparison.OrdinalIgnoreCase));
}
