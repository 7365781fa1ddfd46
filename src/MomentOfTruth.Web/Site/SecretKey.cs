using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace MomentOfTruth.Web.Site;

/// <summary>Secrets that a browser holds and the store knows only by their hashes.</summary>
public static class SecretKey
{
    private const int Bytes = 16;

    /// <summary>128 random bits, as letters that may stand in an address.</summary>
    public static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));

    public static byte[] HashOf(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));
}
