using System.ComponentModel.DataAnnotations;

namespace MomentOfTruth.Web.Http;

/// <summary>
/// A text that people typed: at most so many characters, and none that cannot be stored or seen. The messages are keys of the shared texts.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class PlainTextAttribute(int maxLength) : ValidationAttribute
{
    public int MaxLength { get; } = maxLength;

    protected override ValidationResult? IsValid(object? value, ValidationContext validationContext)
    {
        ArgumentNullException.ThrowIfNull(validationContext);
        if (value is not string text)
        {
            return ValidationResult.Success;
        }

        if (text.Any(IsUnstorable))
        {
            return Fail(validationContext, "Error.TextUnstorable");
        }

        // Browsers count a line break as one character and send two.
        return text.Trim().ReplaceLineEndings("\n").Length > MaxLength ? Fail(validationContext, "Error.TextTooLong", MaxLength) : ValidationResult.Success;
    }

    private static bool IsUnstorable(char letter) => char.IsControl(letter) && letter is not ('\r' or '\n' or '\t');

    private static ValidationResult Fail(ValidationContext context, string key, params object[] arguments)
    {
        var text = context.GetRequiredService<Microsoft.Extensions.Localization.IStringLocalizer<Resources.SharedText>>();
        return new ValidationResult(text[key, arguments], context.MemberName is { } member ? [member] : null);
    }
}
