namespace MomentOfTruth.Domain.Search;

/// <summary>A word, or two in a row, and in how many stories it stands.</summary>
public sealed record FrequentPhrase(string Text, int Stories);
