using MomentOfTruth.Domain.Companies;

namespace MomentOfTruth.Web.Features.Companies;

/// <summary>A touchpoint as somebody named it.</summary>
/// <param name="Said">The name that was used; a touchpoint of the company that has it comes first.</param>
/// <param name="Name">What it is called if it is new.</param>
/// <param name="KoreanName">The same in Korean, where it is known.</param>
/// <param name="Channel">Its channel if it is new.</param>
public sealed record NamedTouchpoint(string Said, string Name, string? KoreanName, Channel Channel)
{
    /// <summary>The keys of its names, those that count most first.</summary>
    public IReadOnlyList<string> Keys { get; } = [.. new[] { Said, Name, KoreanName }.OfType<string>().Select(Naming.KeyOf).Distinct()];
}
