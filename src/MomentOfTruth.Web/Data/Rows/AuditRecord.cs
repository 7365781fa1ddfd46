using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace MomentOfTruth.Web.Data;

/// <summary>
/// One act of a person with a right, as it is kept: who, what, on which object, when and from which network. It holds no text that people
/// wrote. Each record carries the hash of the one before it, so that one which is changed or taken out of the middle shows.
/// </summary>
public sealed class AuditRecord
{
    public const int MaxAction = 100, MaxActor = 320, MaxSubject = 320, MaxDetail = 200, MaxNetwork = 45;

    /// <summary>The company whose act it is; <see cref="Guid.Empty"/> for the installation itself.</summary>
    public required Guid CompanyId { get; init; }

    /// <summary>From 1, without gaps, for each company.</summary>
    public required long Number { get; init; }

    public required DateTime AtUtc { get; init; }

    /// <summary>The account; null for the site's own work and for commands.</summary>
    public Guid? ActorId { get; init; }

    /// <summary>The address of the account as it was then, in small letters, or what acted.</summary>
    public required string Actor { get; init; }

    /// <summary>What was done, such as <c>Members.Role</c>.</summary>
    public required string Action { get; init; }

    /// <summary>What it was done to: ids, or the address of a person.</summary>
    public string? Subject { get; init; }

    /// <summary>What came of it, in the product's own codes, such as <c>viewer → manager</c>.</summary>
    public string? Detail { get; init; }

    /// <summary>The network that the request came from; never the whole address.</summary>
    public string? Network { get; init; }

    /// <summary>SHA-256 over the hash of the record before and all of this one.</summary>
    public byte[] Hash { get; private set; } = [];

    /// <summary>Seals the record.</summary>
    public AuditRecord After(ReadOnlySpan<byte> previous)
    {
        Hash = HashAfter(previous);
        return this;
    }

    /// <summary>The hash that the record must have if nobody changed it or the one before it.</summary>
    public byte[] HashAfter(ReadOnlySpan<byte> previous)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Add(hash, previous);
        Add(hash, CompanyId.ToByteArray());
        Add(hash, BitConverter.GetBytes(BinaryPrimitives.ReverseEndianness(Number)));
        Add(hash, BitConverter.GetBytes(BinaryPrimitives.ReverseEndianness(AtUtc.Ticks)));
        Add(hash, (ActorId ?? Guid.Empty).ToByteArray());
        foreach (var text in (string?[])[Actor, Action, Subject, Detail, Network])
        {
            Add(hash, Encoding.UTF8.GetBytes(text ?? ""));
        }

        return hash.GetHashAndReset();
    }

    // Each part with its length before it: else a letter could pass from one part to the next unseen.
    private static void Add(IncrementalHash hash, ReadOnlySpan<byte> part)
    {
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, part.Length);
        hash.AppendData(length);
        hash.AppendData(part);
    }
}

/// <summary>The two ends of a company's records. Whoever appends locks it, so that records come one after another.</summary>
public sealed class AuditChain
{
    /// <summary>The company; <see cref="Guid.Empty"/> for the installation itself.</summary>
    public required Guid CompanyId { get; init; }

    /// <summary>The number of the newest record; 0 before the first.</summary>
    public long Last { get; set; }

    /// <summary>The hash of the newest record; empty before the first.</summary>
    public byte[] LastHash { get; set; } = [];

    /// <summary>The number of the newest record that was deleted for its age; 0 if none was.</summary>
    public long Forgotten { get; set; }

    /// <summary>The hash of that record, from which the oldest that is left is verified.</summary>
    public byte[] ForgottenHash { get; set; } = [];
}
