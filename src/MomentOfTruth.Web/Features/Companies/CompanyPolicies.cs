namespace MomentOfTruth.Web.Features.Companies;

/// <summary>Who may do what under <c>/companies/{company}</c>; each asks for one role of the signed-in person in that company.</summary>
public static class CompanyPolicies
{
    public const string Read = "company:read", Manage = "company:manage", Own = "company:own";
}
