namespace MomentOfTruth.Web.Features.Accounts;

/// <summary>One field of a form about an account. A password is never drawn again, whatever was wrong with the form.</summary>
/// <param name="Name">Under which it is sent.</param>
/// <param name="Label">What stands above it.</param>
/// <param name="Autocomplete">What the browser may fill in.</param>
public sealed record AccountField(string Name, string Label, string Autocomplete)
{
    public string? Value { get; init; }

    public string? Hint { get; init; }

    public bool IsPassword { get; init; }
}
