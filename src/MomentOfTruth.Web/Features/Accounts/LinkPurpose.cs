namespace MomentOfTruth.Web.Features.Accounts;

/// <summary>What a mailed link may be used for, and nothing else.</summary>
public enum LinkPurpose
{
    SignUp,
    NewPassword,
}
