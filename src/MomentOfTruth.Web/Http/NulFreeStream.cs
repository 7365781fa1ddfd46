namespace MomentOfTruth.Web.Http;

/// <summary>
/// The body of an encoded form in which U+0000 is read as U+0001: of the same length, and refused by every field that has a check.
/// What is not UTF-8, and so was sent by no browser, is refused as a whole: the framework would make other letters of it.
/// </summary>
public sealed class NulFreeStream(Stream body) : Stream
{
    // How many characters of "%00" came last; it may be cut in two by the end of a read.
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
            throw NoUtf8();
        }

        foreach (ref var letter in bytes)
        {
            if (!_form.Accepts(letter))
            {
                throw NoUtf8();
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

    private static BadHttpRequestException NoUtf8() => new("The form is not in UTF-8.");
}
