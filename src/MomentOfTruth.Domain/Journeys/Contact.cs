using MomentOfTruth.Domain.Text;
namespace MomentOfTruth.Domain.Journeys;

/// <summary>Where a customer wants to be answered. Kept apart from the journey, so that nothing that reads journeys reads it along.</summary>
public sealed class Contact
{
    public const int MaxEmail = 254;

    private Contact()
    {
    }

    public Contact(Guid journeyId, string email)
    {
        JourneyId = journeyId;
        Email = StoredText.Required(email, MaxEmail);
    }

    public Guid JourneyId { get; private set; }

    public string Email { get; private set; } = "";
}
