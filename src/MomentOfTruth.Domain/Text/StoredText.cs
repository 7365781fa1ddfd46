namespace MomentOfTruth.Domain.Text;

/// <summary>The rules for every stored text: trimmed, not blank, not too long, and without NUL, which PostgreSQL cannot store.</summary>
public static class StoredText
{
    /// <summary>
    /// Returns the trimmed text, or null for a blank one. Throws if it is longer than <paramref name="maxLength"/> or holds NUL.
    /// </summary>
    public static string? Optional(string? text, int maxLength)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        var trimmed = text.Trim();
        ArgumentOutOfRangeException.ThrowIfGreaterThan(trimmed.Length, maxLength, nameof(text));
        return trimmed.Contains('\0', StringComparison.Ordinal)
            ? throw new ArgumentException("A text cannot hold NUL.", nameof(text))
            : trimmed;
    }

    /// <summary>As <see cref="Required"/>, of a name: one line, without what nobody sees in it.</summary>
    public static string RequiredName(string? name, int maxLength) => Required(name is null ? null : PlainText.MendedName(name), maxLength);

    /// <summary>As <see cref="Optional"/>, likewise.</summary>
    public static string? OptionalName(string? name, int maxLength) =>
        Optional(name is null ? null : PlainText.MendedName(name), maxLength);

    /// <summary>As <see cref="Optional"/>, but throws for a blank text.</summary>
    public static string Required(string? text, int maxLength) =>
        Optional(text, maxLength) ?? throw new ArgumentException("A text is required.", nameof(text));
}
