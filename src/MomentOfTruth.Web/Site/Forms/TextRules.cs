using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Localization;
using MimeKit;
using MomentOfTruth.Domain.Text;
using MomentOfTruth.Web.Texts;

namespace MomentOfTruth.Web.Site;

/// <summary>
/// A text that people typed: not too long, and without characters that cannot be stored or seen. The messages are keys of the shared texts.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class PlainTextAttribute(int maxLength) : ValidationAttribute
{
    public int MaxLength { get; } = maxLength;

    /// <summary>Says why a text may not be stored. Returns null for a good text, and without one.</summary>
    public static TextRefusal? Refusal(string? text, int maxLength)
    {
        if (text is null)
        {
            return null;
        }

        if (HasUnstorable(text))
        {
            return new("Error.TextUnstorable", maxLength);
        }

        return Stored(text)?.Length > maxLength ? new("Error.TextTooLong", maxLength) : null;
    }

    /// <summary>
    /// The text as it is stored and its length counted: trimmed, and each line break as one character, because browsers count one though
    /// they send two; controls that nobody sees are dropped. Everything else stays as it was typed, also the separators U+2028 and U+2029.
    /// Returns null for a text of which nothing is drawn.
    /// </summary>
    public static string? Stored(string? text) => PlainText.IsSeen(text) ? PlainText.Mended(text!).Trim() : null;

    protected override ValidationResult? IsValid(object? value, ValidationContext validationContext)
    {
        if (Refusal(value as string, MaxLength) is not { } refusal)
        {
            return ValidationResult.Success;
        }

        var shared = validationContext.GetRequiredService<IStringLocalizer<SharedText>>();
        return new ValidationResult(refusal.Words(shared), validationContext.MemberName is { } member ? [member] : null);
    }

    // NUL and what stands for it, lone halves of a surrogate pair, and two code points that are no characters. Other controls are mended.
    private static bool HasUnstorable(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogatePair(text, i))
            {
                i++;
            }
            else if (char.IsSurrogate(text[i])
                || text[i] is '\0' or '\u0001' or '\uFFFE' or '\uFFFF')
            {
                return true;
            }
        }

        return false;
    }
}

/// <summary>Exactly one e-mail address as a person types it, without a display name.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class EmailTextAttribute(int maxLength) : ValidationAttribute
{
    public int MaxLength { get; } = maxLength;

    /// <summary>The key of the message for a text that is not an address.</summary>
    public string Message { get; init; } = "Error.Email";

    /// <summary>Whether mail could be sent to it: by the rule of the library that sends it, so that none is refused later.</summary>
    public static bool IsAddress(string text, int maxLength)
    {
        text = text.Trim();
        return text.Length <= maxLength
            && !text.Any(letter => char.IsControl(letter) || char.IsWhiteSpace(letter) || letter is '"' or '<' or '>' or ',' or ';' or '\\')
            && PlainTextAttribute.Refusal(text, maxLength) is null
            && MailboxAddress.TryParse(text, out var address) && address.Address == text
            && address.Domain.Contains('.', StringComparison.Ordinal);
    }

    protected override ValidationResult? IsValid(object? value, ValidationContext validationContext)
    {
        if (value is not string text || string.IsNullOrWhiteSpace(text) || IsAddress(text, MaxLength))
        {
            return ValidationResult.Success;
        }

        var words = validationContext.GetRequiredService<IStringLocalizer<SharedText>>();
        return new ValidationResult(words[Message], validationContext.MemberName is { } member ? [member] : null);
    }
}

/// <summary>A text that must be given. Spaces and invisible characters alone do not count.</summary>
public static class RequiredText
{
    /// <summary>Whether the text has a visible character.</summary>
    public static bool IsGiven(string? text) => PlainText.IsSeen(text);

    /// <summary>Says why the text is refused, in the language of the page. Returns null for a good text.</summary>
    /// <param name="text">The text as it was typed.</param>
    /// <param name="maxLength">How many characters it may have.</param>
    /// <param name="missing">The message if no text was given.</param>
    /// <param name="shared">The texts with all other messages.</param>
    public static string? Refusal(string? text, int maxLength, string missing, IStringLocalizer<SharedText> shared) =>
        IsGiven(text) ? PlainTextAttribute.Refusal(text, maxLength)?.Words(shared) : missing;
}

/// <summary>The reason why a text may not be stored.</summary>
/// <param name="Key">The key of the shared message.</param>
/// <param name="MaxLength">The argument of the message: how long such a text may be.</param>
public sealed record TextRefusal(string Key, int MaxLength)
{
    /// <summary>The message in the language of the page.</summary>
    public string Words(IStringLocalizer<SharedText> shared) => shared[Key, MaxLength].Value;
}
