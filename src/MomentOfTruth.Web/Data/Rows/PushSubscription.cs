using MomentOfTruth.Domain.Journeys;

namespace MomentOfTruth.Web.Data;

/// <summary>A browser in which a customer wants to be told of replies to a journey. It goes with the journey.</summary>
public sealed class PushSubscription : IOfJourney
{
    public const int MaxCulture = 10;

    public required Guid CompanyId { get; init; }

    public required Guid JourneyId { get; init; }

    /// <summary>Hash of the address at the browser's push service: names the subscription, and gives nothing away.</summary>
    public required byte[] Hash { get; init; }

    /// <summary>
    /// The address and the keys for which a message is encrypted, protected with the keys of this installation: whoever has the address can
    /// reach the browser.
    /// </summary>
    public required string Target { get; set; }

    /// <summary>The language of the page on which it was asked for.</summary>
    public required string Culture { get; set; }

    public required DateTime CreatedAtUtc { get; init; }
}

/// <summary>The keys by which push services know this installation, if the settings give none. There is one row.</summary>
public sealed class PushKeyPair
{
    public const short OnlyId = 1;

    public const int MaxPublicKey = 100;

    public required short Id { get; init; }

    public required string PublicKey { get; set; }

    /// <summary>Protected with the keys of this installation.</summary>
    public required string PrivateKey { get; set; }
}
