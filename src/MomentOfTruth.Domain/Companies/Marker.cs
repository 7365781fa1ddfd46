using MomentOfTruth.Domain.Text;

namespace MomentOfTruth.Domain.Companies;

/// <summary>
/// A change that the company made at a touchpoint on a day, such as "new script", to compare what came before and after it.
/// </summary>
public sealed class Marker
{
    public const int MaxText = 200;

    private Marker()
    {
    }

    /// <param name="companyId">The company that made it.</param>
    /// <param name="touchpointId">A touchpoint of that company.</param>
    /// <param name="on">The first company-local day on which the change was in force.</param>
    /// <param name="text">What was changed, at most <see cref="MaxText"/> characters.</param>
    public Marker(Guid companyId, Guid touchpointId, DateOnly on, string text)
    {
        Id = Guid.CreateVersion7();
        CompanyId = companyId;
        TouchpointId = touchpointId;
        On = on;
        Text = StoredText.RequiredName(text, MaxText);
    }

    public Guid Id { get; private set; }

    public Guid CompanyId { get; private set; }

    public Guid TouchpointId { get; private set; }

    public DateOnly On { get; private set; }

    public string Text { get; private set; } = "";
}
