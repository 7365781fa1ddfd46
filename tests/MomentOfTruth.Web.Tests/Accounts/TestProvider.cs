using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace MomentOfTruth.Web.Tests.Accounts;

/// <summary>A small identity provider: discovery, authorize, token, keys. It signs in, without asking, whoever the test says is there.</summary>
public sealed class TestProvider : IDisposable
{
    public const string ClientId = "moment-of-truth", ClientSecret = "a secret of the test";

    private readonly RsaSecurityKey _key = new(RSA.Create(2048)) { KeyId = "one" };
    private readonly RsaSecurityKey _another = new(RSA.Create(2048)) { KeyId = "one" };
    private readonly ConcurrentDictionary<string, (string Nonce, string Challenge)> _codes = new();
    private readonly WebApplication _app;

    public TestProvider()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.MapGet("/.well-known/openid-configuration", () => Results.Json(new
        {
            issuer = Address,
            authorization_endpoint = Address + "/authorize",
            token_endpoint = Address + "/token",
            jwks_uri = Address + "/keys",
        }));
        _app.MapGet("/keys", () => Results.Json(new { keys = new[] { Public(_key) } }));
        _app.MapGet("/authorize", (HttpRequest request) =>
        {
            var (query, code) = (request.Query, Guid.NewGuid().ToString("N"));
            _codes[code] = (query["nonce"].ToString(), query["code_challenge"].ToString());
            return Results.Redirect($"{query["redirect_uri"]}?code={code}&state={Uri.EscapeDataString(query["state"].ToString())}");
        });
        _app.MapPost("/token", async (HttpRequest request) =>
        {
            var form = await request.ReadFormAsync();
            var isGood = _codes.TryRemove(form["code"].ToString(), out var asked)
                && form["client_secret"] == ClientSecret
                && Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(form["code_verifier"].ToString()))) == asked.Challenge;
            return isGood
                ? Results.Json(new { access_token = "none", token_type = "Bearer", id_token = TokenFor(asked.Nonce) })
                : Results.BadRequest(new { error = "invalid_grant" });
        });
        _app.StartAsync().GetAwaiter().GetResult();
    }

    public string Address => _app.Urls.First();

    /// <summary>Who is there.</summary>
    public ProviderPerson Person { get; set; } = new("nobody");

    /// <summary>What is wrong with its answers; null for nothing.</summary>
    public string? Wrong { get; set; }

    /// <summary>The settings of an app that trusts it.</summary>
    public IEnumerable<(string Key, string Value)> Settings =>
    [
        ("SignIn:Oidc:Authority", Address), ("SignIn:Oidc:ClientId", ClientId), ("SignIn:Oidc:ClientSecret", ClientSecret),
        ("SignIn:Oidc:Name", "Acme ID"),
    ];

    public void Dispose() => ((IDisposable)_app).Dispose();

    private string TokenFor(string nonce)
    {
        var claims = new Dictionary<string, object>
        {
            ["sub"] = Person.Subject,
            ["nonce"] = Wrong == "nonce" ? "another" : nonce,
            ["groups"] = Person.Groups,
        };
        if (Person.Email is { } email)
        {
            (claims["email"], claims["email_verified"]) = (email, Person.IsVerified);
        }

        var now = DateTime.UtcNow.AddHours(Wrong == "expired" ? -2 : 0);
        return new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Wrong == "issuer" ? "https://elsewhere.example" : Address,
            Audience = Wrong == "audience" ? "another app" : ClientId,
            Claims = claims,
            IssuedAt = now,
            NotBefore = now,
            Expires = now.AddMinutes(10),
            SigningCredentials = new SigningCredentials(Wrong == "key" ? _another : _key, SecurityAlgorithms.RsaSha256),
        });
    }

    private static object Public(RsaSecurityKey key)
    {
        var rsa = key.Rsa.ExportParameters(includePrivateParameters: false);
        return new { kty = "RSA", use = "sig", alg = "RS256", kid = key.KeyId, n = Base64Url.EncodeToString(rsa.Modulus), e = Base64Url.EncodeToString(rsa.Exponent) };
    }
}

/// <summary>Somebody who has an account with the identity provider.</summary>
public sealed record ProviderPerson(string Subject, string? Email = null, bool IsVerified = true, params string[] Groups);
