using MomentOfTruth.Domain.Text;

namespace MomentOfTruth.Domain.Journeys;

/// <summary>
/// The address at which a customer wants an answer. Stored apart from the journey, so that what reads journeys never reads it.
/// </summary>
public sealed class Contact : IOfJourney
{
    public const int MaxEmail = 254;

    private Contact()
    {
    }

    public Contact(JourneyKey journey, string email)
    {
        (CompanyId, JourneyId) = (journey.CompanyId, journey.JourneyId);
        Email = StoredText.Required(email, MaxEmail);
    }

    public Guid CompanyId { get; private set; }

    public Guid JourneyId { get; private set; }

    public string Email { get; private set; } = "";
}
