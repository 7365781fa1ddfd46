using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Net.Mail;
using Microsoft.Extensions.Localization;
using MomentOfTruth.Web.Texts;

namespace MomentOfTruth.Web.Site;

/// <summary>
/// A text that people typed: at most so many characters, and none that cannot be stored or seen. The messages are keys of the shared texts.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class PlainTextAttribute(int maxLength) : ValidationAttribute
{
    public int MaxLength { get; } = maxLength;

    /// <summary>Why a text may not be stored; null for a good one or none.</summary>
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
    /// What is kept of a text, and counted: trimmed, and with line breaks of one character, as browsers count them, though they send two.
    /// Everything else comes back as it was typed, also the separators U+2028 and U+2029. Null for a blank one.
    /// </summary>
    public static string? Stored(string? text) =>
        string.IsNullOrWhiteSpace(text) ? null : text.Trim().Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');

    protected override ValidationResult? IsValid(object? value, ValidationContext validationContext)
    {
        return Refusal(value as string, MaxLength) is { } refusal ? Fail(validationContext, refusal.Key, refusal.MaxLength) : ValidationResult.Success;
    }

    // Control characters, and what is not Unicode at all: halves of a surrogate pair and the two code points that are no characters.
    private static bool HasUnstorable(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogatePair(text, i))
            {
                i++;
            }
            else if (char.IsSurrogate(text[i]) || text[i] is '\uFFFE' or '\uFFFF' || (char.IsControl(text[i]) && text[i] is not ('\r' or '\n' or '\t')))
            {
                return true;
            }
        }

        return false;
    }

    private static ValidationResult Fail(ValidationContext context, string key, params object[] arguments)
    {
        var text = context.GetRequiredService<Microsoft.Extensions.Localization.IStringLocalizer<Texts.SharedText>>();
        return new ValidationResult(text[key, arguments], context.MemberName is { } member ? [member] : null);
    }
}

/// <summary>One e-mail address as a person types it, and nothing else: no name beside it, no second one.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class EmailTextAttribute(int maxLength) : ValidationAttribute
{
    public int MaxLength { get; } = maxLength;

    /// <summary>The key of what is said to anything else.</summary>
    public string Message { get; init; } = "Error.Email";

    /// <summary>Whether mail could be sent there. Nothing typed is no address and no mistake.</summary>
    public static bool IsAddress(string text, int maxLength)
    {
        text = text.Trim();
        return text.Length <= maxLength
            && !text.Any(letter => char.IsControl(letter) || char.IsWhiteSpace(letter) || letter is '"' or '<' or '>' or ',' or ';' or '\\')
            && PlainTextAttribute.Refusal(text, maxLength) is null
            && MailAddress.TryCreate(text, out var address) && address.Address == text
            && address.Host.Contains('.', StringComparison.Ordinal);
    }

    protected override ValidationResult? IsValid(object? value, ValidationContext validationContext)
    {
        if (value is not string text || string.IsNullOrWhiteSpace(text) || IsAddress(text, MaxLength))
        {
            return ValidationResult.Success;
        }

        var words = validationContext.GetRequiredService<Microsoft.Extensions.Localization.IStringLocalizer<Texts.SharedText>>();
        return new ValidationResult(words[Message], validationContext.MemberName is { } member ? [member] : null);
    }
}

/// <summary>A text that must be given. Spaces and invisible signs alone are none.</summary>
public static class RequiredText
{
    /// <summary>Whether anything can be seen of it.</summary>
    public static bool IsGiven(string? text) =>
        text is not null && text.Any(letter => !char.IsWhiteSpace(letter) && char.GetUnicodeCategory(letter) is not UnicodeCategory.Format);

    /// <summary>Why it is refused, in the language of the page; null for a good one.</summary>
    /// <param name="text">As it was typed.</param>
    /// <param name="maxLength">How long it may be.</param>
    /// <param name="missing">The words for one that was not given.</param>
    /// <param name="shared">The words for all else.</param>
    public static string? Refusal(string? text, int maxLength, string missing, IStringLocalizer<SharedText> shared) =>
        IsGiven(text) ? PlainTextAttribute.Refusal(text, maxLength)?.Words(shared) : missing;
}

/// <summary>Why a text may not be stored.</summary>
/// <param name="Key">Of the shared message.</param>
/// <param name="MaxLength">Its argument: how long such a text may be.</param>
public sealed record TextRefusal(string Key, int MaxLength)
{
    /// <summary>In the language of the page.</summary>
    public string Words(IStringLocalizer<SharedText> shared)
    {
        return shared[Key, MaxLength].Value;
    }
}
