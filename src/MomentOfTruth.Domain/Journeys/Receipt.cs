namespace MomentOfTruth.Domain.Journeys;

/// <summary>Leads from a receipt code, of which only the hash is kept, to its journey. Imported journeys have none.</summary>
public sealed class Receipt : IOfJourney
{
    private Receipt()
    {
    }

    public Receipt(ReceiptCode code, JourneyKey journey) =>
        (Hash, CompanyId, JourneyId) = (code.Hash(), journey.CompanyId, journey.JourneyId);

    /// <summary>SHA-256 of the code.</summary>
    public byte[] Hash { get; private set; } = [];

    public Guid CompanyId { get; private set; }

    public Guid JourneyId { get; private set; }
}
