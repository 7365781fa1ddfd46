namespace MomentOfTruth.Domain.Measures;

/// <summary>
/// The first of a list that customers can lengthen, and the rest of it. A page names the first and says how many the rest are and what they
/// sum up to, so that it stays short and its figures still add up.
/// </summary>
public sealed record Bounded<T>(IReadOnlyList<T> Shown, IReadOnlyList<T> Rest)
{
    /// <summary>The same ones, those that are shown in the order of their names.</summary>
    /// <param name="nameOf">The name of one.</param>
    /// <param name="names">How names are ordered; by code point without it.</param>
    public Bounded<T> ByName(Func<T, string> nameOf, IComparer<string>? names = null) =>
        this with { Shown = [.. Shown.OrderBy(nameOf, names ?? StringComparer.Ordinal)] };
}

/// <summary>Cuts lists.</summary>
public static class Bounded
{
    /// <param name="all">The most important first.</param>
    /// <param name="most">How many are shown.</param>
    public static Bounded<T> Of<T>(IEnumerable<T> all, int most)
    {
        var list = all.ToList();
        return new Bounded<T>([.. list.Take(most)], [.. list.Skip(most)]);
    }
}
