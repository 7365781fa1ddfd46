namespace MomentOfTruth.Domain.Measures;

/// <summary>How much may be said with n observations, decided in one place.</summary>
public enum SampleVerdict
{
    /// <summary>n below 5: counts only, no rate.</summary>
    CountsOnly,

    /// <summary>n from 5 to 29: a rate with its interval, marked "low base", never ranked.</summary>
    LowBase,

    /// <summary>n of 30 or more: may be ranked.</summary>
    Ranked,
}
