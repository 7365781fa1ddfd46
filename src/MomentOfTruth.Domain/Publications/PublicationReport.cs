using MomentOfTruth.Domain.Text;

namespace MomentOfTruth.Domain.Publications;

/// <summary>A reader's report that a journey should not be public, with the reason.</summary>
public sealed class PublicationReport
{
    public const int MaxReason = 500;

    private PublicationReport()
    {
    }

    public PublicationReport(Guid companyId, Guid publicationId, string reason, DateTime atUtc)
    {
        Id = Guid.CreateVersion7();
        CompanyId = companyId;
        PublicationId = publicationId;
        Reason = StoredText.Required(reason, MaxReason);
        AtUtc = atUtc;
    }

    public Guid Id { get; private set; }

    public Guid CompanyId { get; private set; }

    public Guid PublicationId { get; private set; }

    public string Reason { get; private set; } = "";

    public DateTime AtUtc { get; private set; }
}
