using MomentOfTruth.Domain.Text;

namespace MomentOfTruth.Domain.Companies;

/// <summary>
/// A name in one of a company's lists, which customers' words may add to: a touchpoint or a product. What customers typed is a proposal: it
/// counts at once, and is offered to nobody else before the company keeps it.
/// </summary>
public abstract class ListedName
{
    private protected ListedName()
    {
    }

    private protected ListedName(Guid companyId, string name, string? koreanName, NameState state)
    {
        Id = Guid.CreateVersion7();
        CompanyId = companyId;
        Rename(name, koreanName);
        State = state is NameState.Proposed or NameState.Kept ? state : throw new ArgumentOutOfRangeException(nameof(state));
    }

    public Guid Id { get; private set; }

    public Guid CompanyId { get; private set; }

    public string Name { get; private set; } = "";

    /// <summary>Unique within the company's list.</summary>
    public string NameKey { get; private set; } = "";

    public string? KoreanName { get; private set; }

    public string? KoreanNameKey { get; private set; }

    /// <summary>Its place among the names that are offered; those of the same place are sorted by name.</summary>
    public int Position { get; private set; }

    public NameState State { get; private set; }

    /// <summary>The name that counts in the place of this one; only of a merged name.</summary>
    public Guid? MergedIntoId { get; private set; }

    /// <summary>What counts where this name is used.</summary>
    public Guid CountedId => MergedIntoId ?? Id;

    /// <summary>Gives it another name in either language; it goes on counting as itself.</summary>
    public void Rename(string name, string? koreanName)
    {
        (Name, KoreanName) = (StoredText.RequiredName(name, Naming.MaxName), StoredText.OptionalName(koreanName, Naming.MaxName));
        (NameKey, KoreanNameKey) = (Naming.KeyOf(Name), KoreanName is null ? null : Naming.KeyOf(KoreanName));
    }

    /// <summary>Puts it at that place among the names that are offered.</summary>
    public void MoveTo(int position) => Position = position;

    /// <summary>Offers the name to customers.</summary>
    public void Keep() => Decide(NameState.Kept, null);

    /// <summary>Offers the name to nobody. It goes on counting as itself.</summary>
    public void Hide() => Decide(NameState.Hidden, null);

    /// <summary>Leaves it undecided again.</summary>
    public void Reconsider() => Decide(NameState.Proposed, null);

    /// <summary>Whoever uses this name means the other one from now on.</summary>
    public void MergeInto(ListedName other)
    {
        if (other.GetType() != GetType() || other.CompanyId != CompanyId || other.Id == Id || other.State == NameState.Merged)
        {
            throw new ArgumentException("A name is merged into another name of the same list.", nameof(other));
        }

        Decide(NameState.Merged, other.Id);
    }

    private void Decide(NameState state, Guid? mergedInto) => (State, MergedIntoId) = (state, mergedInto);
}

/// <summary>What a company has decided about a name.</summary>
public enum NameState
{
    /// <summary>Customers typed it, and nobody has decided.</summary>
    Proposed = 1,

    /// <summary>The company offers it to its customers.</summary>
    Kept = 2,

    /// <summary>It is offered to nobody.</summary>
    Hidden = 3,

    /// <summary>It is another spelling of a name that the company keeps.</summary>
    Merged = 4,
}

/// <summary>Which names may be shown to strangers when nobody has looked at them.</summary>
public static class NamesOfMany
{
    /// <summary>A name must have been used in journeys of so many different days: it is then hardly one person's words.</summary>
    public const int FewestDays = 5;

    // Telephone, account and customer numbers; a flight or a counter has fewer digits.
    private const int MostDigits = 4;

    /// <summary>Whether the name has neither a long number in it nor an address of any kind.</summary>
    public static bool MayBeShown(string name)
    {
        var key = Naming.KeyOf(name);
        return key.Count(char.IsDigit) <= MostDigits
            && !key.Contains('@', StringComparison.Ordinal)
            && !key.Contains("://", StringComparison.Ordinal)
            && !HasDomain(key);
    }

    // A point between two letters, as in example.org.
    private static bool HasDomain(string key) =>
        Enumerable.Range(1, Math.Max(0, key.Length - 2)).Any(
            i => key[i] == '.' && char.IsLetterOrDigit(key[i - 1]) && char.IsLetter(key[i + 1]));
}
