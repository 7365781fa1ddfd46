namespace MomentOfTruth.Web.Features.Log;

/// <summary>What kind of company it is, for suggestions only: a company has no such trait.</summary>
public enum CompanyKind
{
    Telecom,
    Shop,
    Airline,
    Bank,
    Clinic,
    PublicOffice,
}
