namespace MomentOfTruth.Web.Resources;

/// <summary>Texts of published journeys.</summary>
public sealed class PublicationText;
