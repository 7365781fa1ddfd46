using Microsoft.AspNetCore.Authorization;
using MomentOfTruth.Domain.Companies;

namespace MomentOfTruth.Web.Features.Companies;

/// <summary>Asks for at least this role in the company of the address.</summary>
public sealed record CompanyRequirement(CompanyRole Role) : IAuthorizationRequirement;
