using System.ComponentModel.DataAnnotations;

namespace MomentOfTruth.Web.Http;

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
        ArgumentNullException.ThrowIfNull(validationContext);
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
        var text = context.GetRequiredService<Microsoft.Extensions.Localization.IStringLocalizer<Resources.SharedText>>();
        return new ValidationResult(text[key, arguments], context.MemberName is { } member ? [member] : null);
    }
}
