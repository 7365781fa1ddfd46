using System.Buffers.Binary;
using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace MomentOfTruth.Web.Tests.Cases;

/// <summary>A push service in this process: keeps what it is sent, and answers as told.</summary>
public sealed class FakePushService : IAsyncDisposable
{
    private static readonly TimeSpan LongEnough = TimeSpan.FromSeconds(60);

    private readonly Channel<PushRequest> _came = Channel.CreateUnbounded<PushRequest>();
    private readonly WebApplication _app;

    public FakePushService()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        _app = builder.Build();
        _app.Urls.Add("http://127.0.0.1:0");
        _app.MapPost("/{browser}", async (string browser, HttpRequest request) =>
        {
            using var body = new MemoryStream();
            await request.Body.CopyToAsync(body);
            _came.Writer.TryWrite(new PushRequest(
                browser, request.Headers.Authorization.ToString(), request.Headers.ContentEncoding.ToString(),
                request.Headers["TTL"].ToString(), body.ToArray()));
            return Results.StatusCode((int)Answer);
        });
    }

    public HttpStatusCode Answer { get; set; } = HttpStatusCode.Created;

    public string Origin => _app.Urls.Single();

    public int Unread => _came.Reader.Count;

    public Task StartAsync() => _app.StartAsync();

    /// <summary>The next request; waits for it.</summary>
    public async Task<PushRequest> NextAsync()
    {
        using var patience = new CancellationTokenSource(LongEnough);
        return await _came.Reader.ReadAsync(patience.Token);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}

/// <summary>What a push service was sent.</summary>
public sealed record PushRequest(string Browser, string Authorization, string Encoding, string Ttl, byte[] Body)
{
    /// <summary>The claims of the sender, after its signature was checked with the key that it names.</summary>
    public (JsonElement Claims, string Key) Sender()
    {
        var parts = Authorization["vapid ".Length..].Split(',', StringSplitOptions.TrimEntries)
            .ToDictionary(part => part[..1], part => part[2..]);
        var (token, point) = (parts["t"].Split('.'), Base64Url.DecodeFromChars(parts["k"]));
        using var key = ECDsa.Create(PushBrowser.KeyAt(point));
        Assert.True(key.VerifyData(
            System.Text.Encoding.ASCII.GetBytes($"{token[0]}.{token[1]}"), Base64Url.DecodeFromChars(token[2]), HashAlgorithmName.SHA256));
        return (JsonDocument.Parse(Base64Url.DecodeFromChars(token[1])).RootElement, parts["k"]);
    }
}

/// <summary>A browser as a push service knows it: its address there, and the keys that only it has.</summary>
public sealed class PushBrowser : IDisposable
{
    private readonly ECDiffieHellman _key = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
    private readonly byte[] _auth = RandomNumberGenerator.GetBytes(16);

    public PushBrowser(string origin) => Endpoint = $"{origin}/{Name}";

    public string Name { get; } = Guid.NewGuid().ToString("N");

    public string Endpoint { get; }

    public byte[] Point => PointOf(_key);

    public IEnumerable<KeyValuePair<string, string>> Fields =>
        [new("endpoint", Endpoint), new("p256dh", Base64Url.EncodeToString(Point)), new("auth", Base64Url.EncodeToString(_auth))];

    /// <summary>Reads a message as RFC 8291 has it.</summary>
    public JsonElement Read(PushRequest request)
    {
        Assert.Equal("aes128gcm", request.Encoding);
        var body = request.Body;
        Assert.Equal(65, body[20]);
        Assert.True(BinaryPrimitives.ReadUInt32BigEndian(body.AsSpan(16)) >= 18);
        var (salt, point, sealedText) = (body[..16], body[21..86], body[86..]);
        using var sender = ECDiffieHellman.Create(KeyAt(point));
        var secret = HKDF.DeriveKey(
            HashAlgorithmName.SHA256, _key.DeriveRawSecretAgreement(sender.PublicKey), 32, _auth,
            [.. Encoding.ASCII.GetBytes("WebPush: info\0"), .. Point, .. point]);
        var key = HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, 16, salt, Encoding.ASCII.GetBytes("Content-Encoding: aes128gcm\0"));
        var nonce = HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, 12, salt, Encoding.ASCII.GetBytes("Content-Encoding: nonce\0"));
        var text = new byte[sealedText.Length - 16];
        using var cipher = new AesGcm(key, 16);
        cipher.Decrypt(nonce, sealedText.AsSpan(..^16), sealedText.AsSpan(sealedText.Length - 16), text);
        return JsonDocument.Parse(text.AsMemory(..Array.LastIndexOf(text, (byte)2))).RootElement;
    }

    /// <summary>The public key of a point that is written in full.</summary>
    public static ECParameters KeyAt(byte[] point) => new()
    {
        Curve = ECCurve.NamedCurves.nistP256,
        Q = new() { X = point[1..33], Y = point[33..] },
    };

    public void Dispose() => _key.Dispose();

    private static byte[] PointOf(ECDiffieHellman key)
    {
        var point = key.ExportParameters(includePrivateParameters: false).Q;
        return [4, .. point.X!, .. point.Y!];
    }
}
