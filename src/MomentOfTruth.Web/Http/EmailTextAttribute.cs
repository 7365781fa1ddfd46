using System.ComponentModel.DataAnnotations;
using System.Net.Mail;

namespace MomentOfTruth.Web.Http;

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
        ArgumentNullException.ThrowIfNull(text);
        text = text.Trim();
        return text.Length <= maxLength
            && !text.Any(letter => char.IsControl(letter) || char.IsWhiteSpace(letter) || letter is '"' or '<' or '>' or ',' or ';' or '\\')
            && PlainTextAttribute.Refusal(text, maxLength) is null
            && MailAddress.TryCreate(text, out var address) && address.Address == text
            && address.Host.Contains('.', StringComparison.Ordinal);
    }

    protected override ValidationResult? IsValid(object? value, ValidationContext validationContext)
    {
        ArgumentNullException.ThrowIfNull(validationContext);
        if (value is not string text || string.IsNullOrWhiteSpace(text) || IsAddress(text, MaxLength))
        {
            return ValidationResult.Success;
        }

        var words = validationContext.GetRequiredService<Microsoft.Extensions.Localization.IStringLocalizer<Resources.SharedText>>();
        return new ValidationResult(words[Message], validationContext.MemberName is { } member ? [member] : null);
    }
}
