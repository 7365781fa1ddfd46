namespace MomentOfTruth.Web.Features.Log;

/// <summary>Where in the log form the focus goes.</summary>
/// <param name="Position">Of the moment, from 1; 0 where it is not about one.</param>
public readonly record struct FormFocus(FormPlace Place, int Position = 0);
