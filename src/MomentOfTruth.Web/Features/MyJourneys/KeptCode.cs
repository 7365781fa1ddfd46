namespace MomentOfTruth.Web.Features.MyJourneys;

/// <summary>A receipt code as it is shown right after sending, to be kept.</summary>
/// <param name="Code">Its groups have dashes between them.</param>
/// <param name="Address">The whole address that opens the journey.</param>
/// <param name="Company">The company's name in the language of the page.</param>
public sealed record KeptCode(string Code, string Address, string Company)
{
    public IReadOnlyList<string> Groups => Code.Split('-');
}
