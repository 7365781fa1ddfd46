using System.Security.Cryptography;
using System.Text;

namespace MomentOfTruth.Domain.Journeys;

/// <summary>
/// The secret that a customer keeps to come back to a journey: 135 random bits in 27 symbols and a check symbol (Luhn mod N), written in
/// seven groups of four. No I, L, O or U, so that it survives being read aloud or copied by hand. Only its hash is stored.
/// </summary>
public sealed class ReceiptCode
{
    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private const int Symbols = 28, GroupLength = 4;

    private readonly string _symbols;

    private ReceiptCode(string symbols) => _symbols = symbols;

    public static ReceiptCode New()
    {
        var random = RandomNumberGenerator.GetString(Alphabet, Symbols - 1);
        return new ReceiptCode(random + CheckSymbol(random));
    }

    /// <summary>
    /// Reads a code as people write it: any case, any spaces or dashes, O for 0, I or L for 1. Returns null if it is not a valid code.
    /// </summary>
    public static ReceiptCode? TryParse(string? text)
    {
        // Refused unread: a text longer than a code with two separators after every symbol, and one that cannot be normalised.
        if (text is null || text.Length > Symbols * 3 || text.Any(letter => char.IsSurrogate(letter) || letter == '\uFFFE'))
        {
            return null;
        }

        var symbols = new StringBuilder(Symbols);
        foreach (var letter in text.Normalize(NormalizationForm.FormKC).ToUpperInvariant())
        {
            if (char.IsWhiteSpace(letter) || char.GetUnicodeCategory(letter) == System.Globalization.UnicodeCategory.DashPunctuation)
            {
                continue;
            }

            symbols.Append(letter switch { 'O' => '0', 'I' or 'L' => '1', _ => letter });
        }

        var read = symbols.ToString();
        var valid = read.Length == Symbols && read.All(Alphabet.Contains) && CheckSymbol(read[..^1]) == read[^1];
        return valid ? new ReceiptCode(read) : null;
    }

    /// <summary>SHA-256 of the symbols. The code has enough entropy to need no salt and no slow hash.</summary>
    public byte[] Hash() => SHA256.HashData(Encoding.ASCII.GetBytes(_symbols));

    public override string ToString() => string.Join('-', _symbols.Chunk(GroupLength).Select(group => new string(group)));

    // Luhn mod N (ISO/IEC 7812-1, annex B, for an alphabet of N = 32): finds every single wrong symbol and most swaps of neighbours.
    private static char CheckSymbol(string symbols)
    {
        var (sum, factor) = (0, 2);
        foreach (var symbol in symbols.Reverse())
        {
            var addend = factor * Alphabet.IndexOf(symbol, StringComparison.Ordinal);
            sum += (addend / Alphabet.Length) + (addend % Alphabet.Length);
            factor = 3 - factor;
        }

        return Alphabet[(Alphabet.Length - (sum % Alphabet.Length)) % Alphabet.Length];
    }
}
