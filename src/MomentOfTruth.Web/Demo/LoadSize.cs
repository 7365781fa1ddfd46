namespace MomentOfTruth.Web.Demo;

/// <summary>How much to invent for a trial under load. The same words give the same journeys.</summary>
public sealed record LoadSize(int Journeys, int Companies, int Seed)
{
    /// <summary>How many journeys the company of this number, from 0, gets: as many as the others, or one more.</summary>
    public int JourneysOf(int company) => (Journeys / Companies) + (company < Journeys % Companies ? 1 : 0);

    /// <summary>Begins the import key of all journeys of this size.</summary>
    public string KeyPrefix => FormattableString.Invariant($"load:{Seed}:{Journeys}:{Companies}:");
}
