using MomentOfTruth.Domain.Text;

namespace MomentOfTruth.Domain.Cases;

/// <summary>A reply that a company's people begin with, in one language of its customers or in both.</summary>
public sealed class CannedReply
{
    /// <summary>A company keeps so many: more are not found in a list.</summary>
    public const int Most = 50;

    public const int MaxName = 80;

    /// <summary>Stand in a text, of either language, for the touchpoint that the reply is about.</summary>
    public const string Touchpoint = "{touchpoint}", KoreanTouchpoint = "{접점}";

    private CannedReply()
    {
    }

    public CannedReply(Guid companyId, string name, string? text, string? koreanText)
    {
        (CompanyId, Id) = (companyId, Guid.CreateVersion7());
        Change(name, text, koreanText);
    }

    public Guid CompanyId { get; private set; }

    public Guid Id { get; private set; }

    /// <summary>What the company's people know it by. Customers do not see it.</summary>
    public string Name { get; private set; } = null!;

    /// <summary>What it says in English; null if it has no English words.</summary>
    public string? Text { get; private set; }

    public string? KoreanText { get; private set; }

    public void Change(string name, string? text, string? koreanText)
    {
        Name = StoredText.RequiredName(name, MaxName);
        (Text, KoreanText) = (StoredText.Optional(text, Reply.MaxText), StoredText.Optional(koreanText, Reply.MaxText));
        if (Text is null && KoreanText is null)
        {
            throw new ArgumentException("A reply needs words in one language at least.", nameof(text));
        }
    }

    /// <summary>What it says to a customer of that language, or in the other one if it has no words of that; and in which.</summary>
    public (string Text, bool IsKorean) In(bool korean) =>
        korean ? KoreanText is { } said ? (said, true) : (Text!, false) : Text is { } told ? (told, false) : (KoreanText!, true);

    /// <summary>Puts the name of the touchpoint where the text has a place for it.</summary>
    public static string Filled(string text, string touchpoint) => text
        .Replace(Touchpoint, touchpoint, StringComparison.OrdinalIgnoreCase)
        .Replace(KoreanTouchpoint, touchpoint, StringComparison.Ordinal);
}

/// <summary>One of the reasons that a company's people choose from when they close a case.</summary>
public sealed class RootCause
{
    /// <summary>A company keeps so many.</summary>
    public const int Most = 50;

    private RootCause()
    {
    }

    public RootCause(Guid companyId, string name)
    {
        (CompanyId, Id, Name) = (companyId, Guid.CreateVersion7(), StoredText.RequiredName(name, Case.MaxRootCause));
    }

    public Guid CompanyId { get; private set; }

    public Guid Id { get; private set; }

    /// <summary>
    /// In the company's own words. Cases keep these words, so that what was said of them stays when the list changes.
    /// </summary>
    public string Name { get; private set; } = null!;
}
