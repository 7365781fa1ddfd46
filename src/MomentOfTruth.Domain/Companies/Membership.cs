namespace MomentOfTruth.Domain.Companies;

/// <summary>A user's role in one company.</summary>
public sealed class Membership(Guid companyId, Guid userId, CompanyRole role)
{
    public Guid CompanyId { get; private set; } = companyId;

    public Guid UserId { get; private set; } = userId;

    public CompanyRole Role { get; set; } = role;
}
