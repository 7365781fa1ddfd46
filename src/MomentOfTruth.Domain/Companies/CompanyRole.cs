namespace MomentOfTruth.Domain.Companies;

/// <summary>What a member may do in a company; each role may do all that the lower ones may.</summary>
public enum CompanyRole
{
    Viewer = 1,
    Manager = 2,
    Owner = 3,
}
