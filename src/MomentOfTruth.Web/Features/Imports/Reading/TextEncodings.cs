using System.Buffers;
using System.Globalization;
using System.Text;

namespace MomentOfTruth.Web.Features.Imports;

/// <summary>Tells in which encoding a file is: by its mark, or as the one in which all of it is text.</summary>
internal static class TextEncodings
{
    private const int Korean = 949, Western = 1252, BlockBytes = 64 * 1024;

    // Stands for bytes that are no text; it occurs in none.
    private const char NoText = '\uFFFF';

    private static readonly Encoding[] Marked =
    [
        new UTF32Encoding(false, true), new UTF32Encoding(true, true), new UTF8Encoding(true), Encoding.Unicode, Encoding.BigEndianUnicode,
    ];

    static TextEncodings() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <summary>Returns the encoding of that name or number; null if there is none.</summary>
    public static Encoding? Find(string name)
    {
        try
        {
            return name.ToUpperInvariant().Replace("_", "-", StringComparison.Ordinal) switch
            {
                "CP949" or "949" or "UHC" or "MS949" or "EUC-KR" or "EUCKR" => Encoding.GetEncoding(Korean),
                "CP1252" or "1252" or "ANSI" or "LATIN1" or "ISO-8859-1" => Encoding.GetEncoding(Western),
                "UTF8" or "UTF-8" => Encoding.UTF8,
                "UTF16" or "UTF-16" or "UTF16LE" or "UTF-16LE" => Encoding.Unicode,
                "UTF16BE" or "UTF-16BE" => Encoding.BigEndianUnicode,
                _ when int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var page) => Encoding.GetEncoding(page),
                _ => Encoding.GetEncoding(name),
            };
        }
        catch (Exception unknown) when (unknown is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    public static string NameOf(Encoding encoding) => encoding.CodePage switch
    {
        Korean => "CP949",
        Western => "Windows-1252",
        1200 => "UTF-16 LE",
        1201 => "UTF-16 BE",
        _ => encoding.WebName.ToUpperInvariant(),
    };

    /// <summary>Whether the file begins as the archives and containers do in which spreadsheets keep workbooks.</summary>
    public static bool IsWorkbook(FileStream file) =>
        Start(file) is [(byte)'P', (byte)'K', 3 or 5, 4 or 6, ..] or [0xD0, 0xCF, 0x11, 0xE0, ..];

    /// <summary>The number of bytes before the text that only mark the encoding.</summary>
    public static int PreambleOf(FileStream file, Encoding encoding) =>
        Marked.FirstOrDefault(marked => marked.CodePage == encoding.CodePage)?.GetPreamble() is { } mark && Start(file).StartsWith(mark)
            ? mark.Length
            : 0;

    /// <summary>Returns the encoding of the file, or that its text is in none.</summary>
    public static (Encoding? Encoding, string? Problem) Detect(FileStream file)
    {
        var start = Start(file);
        foreach (var encoding in Marked)
        {
            if (start.StartsWith(encoding.GetPreamble()))
            {
                // Where UTF-8 ends is said when it is read: what stands before may be good.
                return encoding is UTF8Encoding ? (Encoding.UTF8, null) : (encoding, ProblemOf(file, encoding));
            }
        }

        var signs = EncodingSigns.Of(file);
        if (signs.Wide is { } wide && ProblemOf(file, wide) is null)
        {
            return (wide, null);
        }

        // A few wrong bytes among many right ones are a broken file, not another encoding.
        if (signs.Wrong == 0 || signs.Letters > signs.Wrong)
        {
            return (Encoding.UTF8, null);
        }

        var (korean, western) = (Encoding.GetEncoding(Korean), Encoding.GetEncoding(Western));
        if (signs.Syllables * 2 > signs.Pairs && ProblemOf(file, korean) is null)
        {
            return (korean, null);
        }

        return signs.NotWestern
            ? (null, $"{LineOf(file, Encoding.UTF8)}: the text is not UTF-8. Say its encoding with --encoding.")
            : (western, null);
    }

    /// <summary>Returns where the file is not text of this encoding; null if all of it is. UTF-8 is checked when it is read.</summary>
    public static string? ProblemOf(FileStream file, Encoding encoding) =>
        encoding is UTF8Encoding || LineOf(file, encoding) is not { } line ? null : $"{line}: the text is not {NameOf(encoding)}.";

    private static string? LineOf(FileStream file, Encoding encoding)
    {
        var marking = new DecoderReplacementFallback(NoText.ToString());
        var decoder = Encoding.GetEncoding(encoding.CodePage, EncoderFallback.ReplacementFallback, marking).GetDecoder();
        file.Position = PreambleOf(file, encoding);
        var (bytes, letters, line) = (new byte[BlockBytes], new char[encoding.GetMaxCharCount(BlockBytes)], 1);
        int read;
        do
        {
            read = file.Read(bytes);
            var text = letters.AsSpan(0, decoder.GetChars(bytes, 0, read, letters, 0, flush: read == 0));
            var wrong = text.IndexOf(NoText);
            line += (wrong < 0 ? text : text[..wrong]).Count('\n');
            if (wrong >= 0)
            {
                return string.Create(CultureInfo.InvariantCulture, $"line {line}");
            }
        }
        while (read > 0);
        return null;
    }

    private static ReadOnlySpan<byte> Start(FileStream file)
    {
        var start = new byte[8];
        file.Position = 0;
        return start.AsSpan(0, file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false));
    }

    /// <summary>What the bytes of a file without a mark tell of its encoding.</summary>
    private sealed class EncodingSigns
    {
        private readonly long[] _nuls = new long[2];
        private long _bytes;
        private byte _lead;

        /// <summary>Letters of several bytes in UTF-8.</summary>
        public long Letters { get; private set; }

        /// <summary>Bytes that are no UTF-8.</summary>
        public long Wrong { get; private set; }

        /// <summary>Pairs of bytes that are a letter in CP949.</summary>
        public long Pairs { get; private set; }

        /// <summary>Those of them that are a common Korean syllable. Western letters side by side make other pairs.</summary>
        public long Syllables { get; private set; }

        /// <summary>Whether there are bytes that Windows-1252 does not use.</summary>
        public bool NotWestern { get; private set; }

        /// <summary>
        /// The encoding in which each letter has two bytes, if it looks so: digits, separators and line breaks have a NUL on the same side.
        /// </summary>
        public Encoding? Wide => (_nuls[0] * 20 > _bytes, _nuls[1] * 20 > _bytes) switch
        {
            (false, true) => Encoding.Unicode,
            (true, false) => Encoding.BigEndianUnicode,
            _ => null,
        };

        public static EncodingSigns Of(FileStream file)
        {
            var (signs, bytes, kept) = (new EncodingSigns(), new byte[BlockBytes], 0);
            file.Position = 0;
            int read;
            do
            {
                read = file.Read(bytes, kept, bytes.Length - kept);
                var fresh = bytes.AsSpan(kept, read);
                signs.CountNuls(fresh);
                signs.CountPairs(fresh);
                kept = signs.CountLetters(bytes.AsSpan(0, kept + read), isLast: read == 0);
            }
            while (read > 0);
            return signs;
        }

        private void CountNuls(ReadOnlySpan<byte> bytes)
        {
            if (bytes.Contains((byte)0))
            {
                for (var i = 0; i < bytes.Length; i++)
                {
                    _nuls[(_bytes + i) & 1] += bytes[i] == 0 ? 1 : 0;
                }
            }

            _bytes += bytes.Length;
        }

        private void CountPairs(ReadOnlySpan<byte> bytes)
        {
            while (_lead != 0 || bytes.IndexOfAnyInRange((byte)0x80, (byte)0xFF) is >= 0 and var next && Skip(ref bytes, next))
            {
                if (bytes.Length == 0)
                {
                    return;
                }

                var letter = bytes[0];
                bytes = bytes[1..];
                NotWestern |= letter is 0x81 or 0x8D or 0x8F or 0x90 or 0x9D;
                if (_lead == 0)
                {
                    _lead = letter;
                    continue;
                }

                Pairs++;
                Syllables += _lead is >= 0xB0 and <= 0xC8 && letter >= 0xA1 ? 1 : 0;
                _lead = 0;
            }
        }

        private static bool Skip(ref ReadOnlySpan<byte> bytes, int count)
        {
            bytes = bytes[count..];
            return true;
        }

        // Returns the number of bytes at the end that begin a letter; they are moved to the start, before the next block.
        private int CountLetters(Span<byte> bytes, bool isLast)
        {
            ReadOnlySpan<byte> rest = bytes;
            while (rest.IndexOfAnyInRange((byte)0x80, (byte)0xFF) is >= 0 and var next)
            {
                rest = rest[next..];
                var status = Rune.DecodeFromUtf8(rest, out _, out var consumed);
                if (status == OperationStatus.NeedMoreData && !isLast)
                {
                    rest.CopyTo(bytes);
                    return rest.Length;
                }

                Letters += status == OperationStatus.Done ? 1 : 0;
                Wrong += status == OperationStatus.Done ? 0 : 1;
                rest = rest[consumed..];
            }

            return 0;
        }
    }
}
