namespace MomentOfTruth.Web.Demo;

/// <summary>The same thing said in both languages.</summary>
public sealed record DemoWords(string English, string Korean)
{
    public string In(bool korean) => korean ? Korean : English;
}
