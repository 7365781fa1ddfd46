using Microsoft.AspNetCore.Mvc;

namespace MomentOfTruth.Web.Http;

/// <summary>
/// A page whose form holds more than one would want to type again. If its antiforgery token is no longer good, it is drawn once more
/// with everything that was typed and a fresh token, and nothing is stored.
/// </summary>
public interface IKeepsInput
{
    /// <summary>Loads what the page needs and draws it with the input and the errors it has.</summary>
    Task<IActionResult> RedrawAsync(CancellationToken cancellationToken);
}
