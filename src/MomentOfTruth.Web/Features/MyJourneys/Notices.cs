using System.Globalization;
using MomentOfTruth.Web.Http;

namespace MomentOfTruth.Web.Features.MyJourneys;

/// <summary>What the page of a journey says after a change; it stands in the address, as all of a page does.</summary>
public static class Notices
{
    public const string AddedName = "added", ChangedName = "changed", MovedName = "moved", RemovedName = "removed";

    /// <param name="journey">The address of the journey's page.</param>
    /// <param name="number">The number of the moment.</param>
    public static string Added(string journey, int number) => journey.With((AddedName, Text(number)));

    public static string Changed(string journey, int number) => journey.With((ChangedName, Text(number)));

    /// <summary>Leads to the moment, so that it can be moved on.</summary>
    public static string Moved(string journey, int number) => journey.With((MovedName, Text(number))) + "#moment-" + Text(number);

    /// <param name="journey">The address of the journey's page.</param>
    /// <param name="removal">The version that the removal made.</param>
    public static string Removed(string journey, int removal) => journey.With((RemovedName, Text(removal)));

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
