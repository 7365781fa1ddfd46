namespace MomentOfTruth.Web.Features.Companies;

/// <summary>Says that an address with a company in it is meant for everyone: the customer's form. A test holds every other one to a policy.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class PublicCompanyPageAttribute : Attribute;
