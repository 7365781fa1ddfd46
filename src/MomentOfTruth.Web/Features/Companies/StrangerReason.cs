using Microsoft.AspNetCore.Authorization;

namespace MomentOfTruth.Web.Features.Companies;

/// <summary>Not a member: for such a person the company's pages do not exist.</summary>
public sealed class StrangerReason(IAuthorizationHandler handler) : AuthorizationFailureReason(handler, "Not a member of this company.");
