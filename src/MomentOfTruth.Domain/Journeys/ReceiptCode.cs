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
    private const string AddressPart = "/R/";
    private const char LabelEnd = ':';
    private const int GroupLength = 4, LongestText = 400;

    /// <summary>Every code has so many symbols.</summary>
    public const int Symbols = 28;

    private readonly string _symbols;

    private ReceiptCode(string symbols) => _symbols = symbols;

    public static ReceiptCode New()
    {
        var random = RandomNumberGenerator.GetString(Alphabet, Symbols - 1);
        return new ReceiptCode(random + CheckSymbol(random));
    }

    /// <summary>
    /// Reads a code as people write, copy and speak it: any case, whatever stands between its symbols and around it (spaces, dashes, unseen
    /// characters, quotation marks, a full stop), with the label before it or within the whole address, O for 0, I or L for 1. Returns null
    /// if there is no valid code.
    /// </summary>
    public static ReceiptCode? TryParse(string? text)
    {
        if (Read(text) is not { } symbols)
        {
            return null;
        }

        // A label may stand before the code. It has no digit.
        var label = IsAddress(text!) ? "" : symbols[..Math.Max(symbols.Length - Symbols, 0)];
        var read = label.Any(char.IsAsciiDigit) ? "" : Unmistaken(symbols[label.Length..]);
        var valid = read.Length == Symbols && read.All(Alphabet.Contains) && CheckSymbol(read[..^1]) == read[^1];
        return valid ? new ReceiptCode(read) : null;
    }

    /// <summary>
    /// How many symbols somebody typed who left some out or has some too many, so that the message can say so. Null for a text that has
    /// as many as a code, and for one that is no code for another reason.
    /// </summary>
    public static int? WrongLengthOf(string? text)
    {
        var code = text is null || IsAddress(text) ? text : text[(text.LastIndexOf(LabelEnd) + 1)..];
        var read = Read(code) is { } symbols ? Unmistaken(symbols) : "";
        return read.Length is 0 or Symbols || !read.All(Alphabet.Contains) ? null : read.Length;
    }

    // The letters and digits, in capitals; null if nothing can be read.
    private static string? Read(string? text)
    {
        // Refused unread: more than a code with its label or its address can be, and what cannot be normalised.
        if (text is null || text.Length > LongestText || text.Any(letter => char.IsSurrogate(letter) || letter == '\uFFFE'))
        {
            return null;
        }

        var upper = text.Normalize(NormalizationForm.FormKC).ToUpperInvariant();
        var address = upper.LastIndexOf(AddressPart, StringComparison.Ordinal);
        var symbols = new StringBuilder(Symbols);
        foreach (var letter in address < 0 ? upper : upper[(address + AddressPart.Length)..])
        {
            if (address >= 0 && letter is '/' or '?' or '#')
            {
                break;
            }

            if (char.IsAsciiLetterOrDigit(letter))
            {
                symbols.Append(letter);
            }
        }

        return symbols.ToString();
    }

    private static bool IsAddress(string text) => text.Contains(AddressPart, StringComparison.OrdinalIgnoreCase);

    private static string Unmistaken(string symbols) => symbols.Replace('O', '0').Replace('I', '1').Replace('L', '1');

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
