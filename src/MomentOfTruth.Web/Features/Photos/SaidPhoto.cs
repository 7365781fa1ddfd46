namespace MomentOfTruth.Web.Features.Photos;

/// <summary>A photo of a moment, as its form named it.</summary>
/// <param name="AltText">What it shows, in the customer's words.</param>
public sealed record SaidPhoto(Guid Id, string? AltText);
