namespace MomentOfTruth.Web.Features.Journeys;

/// <summary>What a company's filter offers, in the language of the page and by name.</summary>
public sealed record FilterChoices(IReadOnlyList<FilterChoice> Products, IReadOnlyList<FilterChoice> Touchpoints)
{
    /// <summary>Null for an id of nothing that the company has.</summary>
    public string? NameOf(Guid? id) => Products.Concat(Touchpoints).FirstOrDefault(choice => choice.Id == id)?.Name;
}
