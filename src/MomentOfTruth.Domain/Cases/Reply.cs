using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Domain.Text;

namespace MomentOfTruth.Domain.Cases;

/// <summary>What the company or the customer wrote to the other in a case. A reply is never changed.</summary>
public sealed class Reply : IOfJourney
{
    public const int MaxText = 5000;

    private Reply()
    {
    }

    internal Reply(JourneyKey journey, int number, Guid? userId, string text, DateTime atUtc)
    {
        (CompanyId, JourneyId) = (journey.CompanyId, journey.JourneyId);
        Number = number;
        UserId = userId;
        IsByCompany = userId is not null;
        Text = StoredText.Required(text, MaxText);
        AtUtc = atUtc;
    }

    public Guid CompanyId { get; private set; }

    public Guid JourneyId { get; private set; }

    /// <summary>Place in the case, from 1.</summary>
    public int Number { get; private set; }

    /// <summary>Whether the company wrote it; otherwise the customer did.</summary>
    public bool IsByCompany { get; private set; }

    /// <summary>The person who wrote it for the company; null if the customer wrote it, or if that person's account was deleted.</summary>
    public Guid? UserId { get; private set; }

    public string Text { get; private set; } = null!;

    public DateTime AtUtc { get; private set; }
}
