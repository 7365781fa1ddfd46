using MomentOfTruth.Domain.Text;

namespace MomentOfTruth.Domain.Journeys;

/// <summary>
/// The address at which a customer wants an answer. Stored apart from the journey, so that what reads journeys never reads it.
/// </summary>
public sealed class Contact : IOfJourney
{
    public const int MaxEmail = 254, MaxCulture = 10;

    private Contact()
    {
    }

    /// <param name="journey">The journey.</param>
    /// <param name="email">The address.</param>
    /// <param name="culture">The language in which the customer told the journey, and is written to.</param>
    public Contact(JourneyKey journey, string email, string culture)
    {
        (CompanyId, JourneyId) = (journey.CompanyId, journey.JourneyId);
        Email = StoredText.Required(email, MaxEmail);
        Culture = StoredText.Required(culture, MaxCulture);
    }

    public Guid CompanyId { get; private set; }

    public Guid JourneyId { get; private set; }

    public string Email { get; private set; } = "";

    public string Culture { get; private set; } = "";

    /// <summary>The address as the company may see it: whose it is cannot be told from it, only that a mail goes there.</summary>
    public static string Masked(string email)
    {
        var at = email.LastIndexOf('@');
        return at < 1 ? "…" : $"{System.Globalization.StringInfo.GetNextTextElement(email)}…{email[at..]}";
    }
}
