namespace MomentOfTruth.Domain.Journeys;

/// <summary>Leads from a receipt code, of which only the hash is kept, to its journey. Imported journeys have none.</summary>
public sealed class Receipt : IOfJourney
{
    private Receipt()
    {
    }

    public Receipt(ReceiptCode code, JourneyKey journey) =>
        (Hash, CompanyId, JourneyId) = (code.Hash(), journey.CompanyId, journey.JourneyId);

    /// <param name="code">A code of its own.</param>
    /// <param name="journey">The journey.</param>
    /// <param name="mailId">The mail that it is sent with.</param>
    public Receipt(ReceiptCode code, JourneyKey journey, Guid mailId)
        : this(code, journey) => MailId = mailId;

    /// <summary>SHA-256 of the code.</summary>
    public byte[] Hash { get; private set; } = [];

    public Guid CompanyId { get; private set; }

    public Guid JourneyId { get; private set; }

    /// <summary>
    /// The mail that the code was sent with, which its journey's customer may have taken back; null for the code that the customer keeps.
    /// </summary>
    public Guid? MailId { get; private set; }
}
