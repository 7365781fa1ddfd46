namespace MomentOfTruth.Web.Features.Accounts;

/// <summary>The kinds of mails about accounts.</summary>
public static class AccountMails
{
    public const string SignUp = "sign-up", ForgottenPassword = "forgotten-password";
}
