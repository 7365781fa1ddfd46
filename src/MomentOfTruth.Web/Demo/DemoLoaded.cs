namespace MomentOfTruth.Web.Demo;

/// <summary>What loading the demo came to.</summary>
public sealed record DemoLoaded(int Journeys, IReadOnlyList<DemoSignIn> SignIns)
{
    /// <summary>For a console.</summary>
    public IEnumerable<string> SignInLines() =>
        SignIns.Select(person => $"  {person.Email,-22}  {person.Password ?? "(password as given when it was created)",-22}  {person.May}");
}
