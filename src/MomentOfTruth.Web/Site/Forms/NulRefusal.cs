using System.Globalization;
using Microsoft.Net.Http.Headers;

namespace MomentOfTruth.Web.Site;

/// <summary>
/// The body of an encoded form in which U+0000 is read as U+0001, which is as long and is refused by every field's check.
/// A body that is not UTF-8, which no browser sends, is refused as a whole: the framework would replace its letters by others.
/// </summary>
public sealed class NulFreeStream(Stream body) : Stream
{
    // How many characters of "%00" were matched at the end of the last read, which may cut it in two.
    private int _matched;

    private readonly FormBytes _form = new();

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await body.ReadAsync(buffer, cancellationToken);
        Replace(buffer.Span[..read], isEnd: read == 0 && buffer.Length > 0);
        return read;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count)
    {
        var read = body.Read(buffer, offset, count);
        Replace(buffer.AsSpan(offset, read), isEnd: read == 0 && count > 0);
        return read;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private void Replace(Span<byte> bytes, bool isEnd)
    {
        if (isEnd && !_form.IsWhole)
        {
            throw NotUtf8();
        }

        foreach (ref var letter in bytes)
        {
            if (!_form.Accepts(letter))
            {
                throw NotUtf8();
            }

            _matched = (letter, _matched) switch
            {
                ((byte)'%', _) => 1,
                ((byte)'0', 1) => 2,
                ((byte)'0', 2) => 3,
                _ => 0,
            };
            if (_matched == 3 || letter == 0)
            {
                letter = _matched == 3 ? (byte)'1' : (byte)1;
                _matched = 0;
            }
        }
    }

    private static BadHttpRequestException NotUtf8() => new("The form is not in UTF-8.");
}

/// <summary>
/// Refuses addresses with NUL in them: no page has such an address, and PostgreSQL cannot search for it. In a posted form each NUL becomes
/// another character that cannot be stored. The framework would refuse the whole form and lose what was typed; this way the page names the
/// field. A form in another encoding than ours is refused: nobody's browser sends one.
/// </summary>
public static class NulRefusal
{
    public static IApplicationBuilder UseNulRefusal(this IApplicationBuilder app) => app.Use((http, next) =>
    {
        var request = http.Request;
        var refused = request.Path.Value?.Contains('\0', StringComparison.Ordinal) == true
            || request.QueryString.Value?.Contains("%00", StringComparison.Ordinal) == true;
        if (refused)
        {
            http.Response.StatusCode = StatusCodes.Status400BadRequest;
            return Task.CompletedTask;
        }

        if (MediaTypeHeaderValue.TryParse(request.ContentType, out var type) && !IsUtf8(type))
        {
            http.Response.StatusCode = StatusCodes.Status415UnsupportedMediaType;
            return Task.CompletedTask;
        }

        if (request.ContentType?.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) == true)
        {
            request.Body = new NulFreeStream(request.Body);
        }

        return next(http);
    });

    // Every page of ours is UTF-8, and so is what a browser sends from it.
    private static bool IsUtf8(MediaTypeHeaderValue type) => !type.Charset.HasValue
        || HeaderUtilities.RemoveQuotes(type.Charset).Equals("utf-8", StringComparison.OrdinalIgnoreCase);
}

/// <summary>Follows an encoded form byte by byte and tells whether it is UTF-8 so far, percent-encoded bytes included.</summary>
internal sealed class FormBytes
{
    private const byte FirstContinuation = 0x80, LastContinuation = 0xBF;

    // How many characters of "%C3" were read, and the value of its first digit.
    private int _encoded, _high;

    // How many bytes the letter still needs, and the range of the next one.
    private int _missing;
    private byte _least = FirstContinuation, _most = LastContinuation;

    /// <summary>Whether the form may end here.</summary>
    public bool IsWhole => _missing == 0;

    /// <summary>Returns false for a byte with which the form cannot be UTF-8 any more.</summary>
    public bool Accepts(byte letter)
    {
        var digit = char.IsAsciiHexDigit((char)letter)
            ? int.Parse([letter], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)
            : -1;
        switch (_encoded)
        {
            case 1 when digit >= 0:
                (_encoded, _high) = (2, digit);
                return true;
            case 2 when digit >= 0:
                _encoded = 0;
                return Follows((byte)((_high << 4) + digit));
            case > 0 when _missing > 0:
                // A literal percent sign in the middle of a letter.
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
