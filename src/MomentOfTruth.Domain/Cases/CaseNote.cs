using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Domain.Text;

namespace MomentOfTruth.Domain.Cases;

/// <summary>What one of the company's people wrote about a case for the others. No customer sees it. A note is never changed.</summary>
public sealed class CaseNote : IOfJourney
{
    public const int MaxText = 2000;

    private CaseNote()
    {
    }

    internal CaseNote(JourneyKey journey, int number, Guid userId, string text, DateTime atUtc)
    {
        (CompanyId, JourneyId) = (journey.CompanyId, journey.JourneyId);
        Number = number;
        UserId = userId;
        Text = StoredText.Required(text, MaxText);
        AtUtc = atUtc;
    }

    public Guid CompanyId { get; private set; }

    public Guid JourneyId { get; private set; }

    /// <summary>Place among the notes of the case, from 1.</summary>
    public int Number { get; private set; }

    /// <summary>Who wrote it; null if that person's account was deleted.</summary>
    public Guid? UserId { get; private set; }

    public string Text { get; private set; } = null!;

    public DateTime AtUtc { get; private set; }
}
