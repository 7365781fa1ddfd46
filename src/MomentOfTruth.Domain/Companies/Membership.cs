namespace MomentOfTruth.Domain.Companies;

/// <summary>A user's role in one company.</summary>
public sealed class Membership(Guid companyId, Guid userId, CompanyRole role)
{
    public Guid CompanyId { get; private set; } = companyId;

    public Guid UserId { get; private set; } = userId;

    public CompanyRole Role { get; set; } = role;

    /// <summary>
    /// Whether the company would be left without an owner, which nobody may do: neither by going, nor by removing or demoting the last.
    /// </summary>
    /// <param name="owners">How many owners the company has.</param>
    /// <param name="next">What the member is to be; null if the member is to go.</param>
    public bool LeavesNoOwner(int owners, CompanyRole? next) =>
        Role == CompanyRole.Owner && next != CompanyRole.Owner && owners <= 1;

    /// <summary>Whether the identity provider gave it, and takes it away again; not a person.</summary>
    public bool IsFromProvider { get; init; }
}

/// <summary>What a member may do in a company; each role may do all that the lower ones may.</summary>
public enum CompanyRole
{
    Viewer = 1,
    Manager = 2,
    Owner = 3,
}
