namespace MomentOfTruth.Web.Http;

/// <summary>Follows an encoded form byte by byte and tells whether what it says is still UTF-8, the percent-encoded bytes included.</summary>
internal sealed class FormBytes
{
    private const byte FirstContinuation = 0x80, LastContinuation = 0xBF;

    // How much of "%C3" came last, and its first digit.
    private int _encoded, _high;

    // How many bytes the letter still needs, and between which the next one is.
    private int _missing;
    private byte _least = FirstContinuation, _most = LastContinuation;

    /// <summary>Whether the form may end here.</summary>
    public bool IsWhole => _missing == 0;

    /// <summary>False for a byte with which it cannot be UTF-8 any more.</summary>
    public bool Accepts(byte letter)
    {
        var digit = char.IsAsciiHexDigit((char)letter) ? Convert.ToInt32(((char)letter).ToString(), 16) : -1;
        switch (_encoded)
        {
            case 1 when digit >= 0:
                (_encoded, _high) = (2, digit);
                return true;
            case 2 when digit >= 0:
                _encoded = 0;
                return Follows((byte)((_high << 4) + digit));
            case > 0 when _missing > 0:
                // A percent sign that stands for itself, in the middle of a letter.
                return false;
            default:
                _encoded = letter == '%' ? 1 : 0;
                return _encoded == 1 || Follows(letter);
        }
    }

    // The table of well-formed UTF-8 byte sequences: The Unicode Standard, table 3-7.
    private bool Follows(byte next)
    {
        if (_missing > 0)
        {
            var isExpected = next >= _least && next <= _most;
            (_missing, _least, _most) = (_missing - 1, FirstContinuation, LastContinuation);
            return isExpected;
        }

        (_missing, _least, _most) = next switch
        {
            < 0x80 => (0, FirstContinuation, LastContinuation),
            >= 0xC2 and <= 0xDF => (1, FirstContinuation, LastContinuation),
            0xE0 => (2, (byte)0xA0, LastContinuation),
            0xED => (2, FirstContinuation, (byte)0x9F),
            >= 0xE1 and <= 0xEF => (2, FirstContinuation, LastContinuation),
            0xF0 => (3, (byte)0x90, LastContinuation),
            >= 0xF1 and <= 0xF3 => (3, FirstContinuation, LastContinuation),
            0xF4 => (3, FirstContinuation, (byte)0x8F),
            _ => (-1, FirstContinuation, LastContinuation),
        };
        return _missing >= 0;
    }
}
