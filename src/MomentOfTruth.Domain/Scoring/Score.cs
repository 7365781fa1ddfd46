using System.Globalization;

namespace MomentOfTruth.Domain.Scoring;

/// <summary>How well one moment kept its promise: 0.0 (it alone made the customer give up) to 10.0, in tenths.</summary>
public readonly record struct Score : IComparable<Score>
{
    public const int MinTenths = 0, MaxTenths = 100;

    /// <param name="tenths">0 to 100; anything else throws <see cref="ArgumentOutOfRangeException"/>.</param>
    public Score(int tenths)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(tenths, MinTenths);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(tenths, MaxTenths);
        Tenths = tenths;
    }

    public int Tenths { get; }

    public bool IsZero => Tenths == MinTenths;

    /// <summary>
    /// In whole points, 0 to 10: to the nearest, halves up. Only a zero has none, as elsewhere: what is above it never rounds to it.
    /// </summary>
    public int Points => IsZero ? 0 : Math.Max(1, (Tenths + 5) / 10);

    /// <summary>The class of its whole points.</summary>
    public ScoreClass Class => Points switch
    {
        0 => ScoreClass.Zero,
        <= 5 => ScoreClass.Low,
        <= 8 => ScoreClass.Fair,
        _ => ScoreClass.Top,
    };

    /// <summary>The score as the share of the promise that was kept, 0 to 1.</summary>
    public double Fraction => Tenths / (double)MaxTenths;

    /// <summary>Reads "7", "7.5" or "7,5". Refuses, and never rounds, more than one decimal or a value off the scale.</summary>
    public static bool TryParse(string? text, out Score score)
    {
        score = default;
        const NumberStyles Plain = NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite;
        // NUL is refused here because the framework ignores trailing NULs.
        if (text is null || text.Contains('\0', StringComparison.Ordinal)
            || !decimal.TryParse(text.Replace(',', '.'), Plain, CultureInfo.InvariantCulture, out var value))
        {
            return false;
        }

        // Decided by the digits written, not by the value: "1,000" is not 1, and a long fraction, which a decimal rounds, is not 0.
        if (value is < 0 or > 10 || value.Scale > 1)
        {
            return false;
        }

        score = new Score((int)(value * 10));
        return true;
    }

    public int CompareTo(Score other) => Tenths.CompareTo(other.Tenths);

    public static bool operator <(Score left, Score right) => left.Tenths < right.Tenths;

    public static bool operator >(Score left, Score right) => left.Tenths > right.Tenths;

    public static bool operator <=(Score left, Score right) => left.Tenths <= right.Tenths;

    public static bool operator >=(Score left, Score right) => left.Tenths >= right.Tenths;

    /// <summary>Invariant, without a needless decimal: "7", "7.5".</summary>
    public override string ToString() => (Tenths / 10m).ToString("0.#", CultureInfo.InvariantCulture);
}

/// <summary>What a score says of a moment, as far as leaving is concerned. The numbers are stored.</summary>
public enum ScoreClass
{
    /// <summary>0 points: it alone made the customer give up.</summary>
    Zero = 0,

    /// <summary>1 to 5 points: bad, and yet no zero.</summary>
    Low = 1,

    /// <summary>6 to 8 points: as it should be.</summary>
    Fair = 2,

    /// <summary>9 or 10 points.</summary>
    Top = 3,
}
