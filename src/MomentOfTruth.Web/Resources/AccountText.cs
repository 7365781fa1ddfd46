namespace MomentOfTruth.Web.Resources;

/// <summary>Names the resource files of the sign-in and companies pages.</summary>
public sealed class AccountText;
