namespace MomentOfTruth.Web.Demo;

/// <summary>A person of the demo. The password is known only when it has just been given, or in Development.</summary>
public sealed record DemoSignIn(string Email, string May, string? Password);
