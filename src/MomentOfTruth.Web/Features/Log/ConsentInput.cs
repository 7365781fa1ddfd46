using MomentOfTruth.Web.Http;

namespace MomentOfTruth.Web.Features.Log;

/// <summary>What a customer agrees to beyond the journey itself, exactly as it was typed. Nothing of it is needed.</summary>
public sealed class ConsentInput
{
    /// <summary>An e-mail address for an answer.</summary>
    [EmailText(Domain.Journeys.Contact.MaxEmail)]
    public string? Contact { get; set; }

    /// <summary>The address without what is around it; null for none.</summary>
    public string? Email => string.IsNullOrWhiteSpace(Contact) ? null : Contact.Trim();
}
