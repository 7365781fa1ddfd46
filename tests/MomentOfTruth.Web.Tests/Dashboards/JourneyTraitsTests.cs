using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using MomentOfTruth.Domain.Scoring;
using MomentOfTruth.Web.Features.Dashboards;
using MomentOfTruth.Web.Features.Journeys;

namespace MomentOfTruth.Web.Tests.Dashboards;

public sealed class JourneyTraitsTests
{
    // The stored average is a double; against a whole number it compares as the tenths do.
    [Fact]
    public void Average_AgainstAWholeNumber_ComparesAsTheTenthsDo()
    {
        for (var moments = 1; moments <= 100; moments++)
        {
            for (var whole = 1; whole <= 10; whole++)
            {
                foreach (var tenths in new[] { (whole * 10 * moments) - 1, whole * 10 * moments }.Where(t => t <= 100 * moments))
                {
                    Assert.Equal(tenths >= whole * 10 * moments, AverageOf(tenths, moments) >= whole);
                }
            }
        }
    }

    [Theory]
    [InlineData("?average=6&collapsed=yes")]
    [InlineData("?killed-at=3")]
    [InlineData("?at-risk=100")]
    [InlineData("?ending=unnamed&after=good")]
    [InlineData("?went=Hanbit%0AHANBIT%2C%20Inc.&alike=5:0,12:20")]
    [InlineData("?visited=0199aaaa-0000-7000-8000-000000000001")]
    public void Parse_Query_IsTheIdentity(string address)
    {
        var filter = Parse(address);
        Assert.True(filter.IsUnderstood);
        Assert.True(filter.IsNarrowed);

        var again = Parse(QueryHelpers.AddQueryString(
            "", filter.Query().Where(v => v.Value is not null).Select(v => KeyValuePair.Create(v.Name, v.Value))));

        Assert.Equal(filter.Traits, again.Traits);
        Assert.Equal(filter.Collapsed, again.Collapsed);
    }

    [Theory]
    [InlineData("average", "11")]
    [InlineData("average", "6.5")]
    [InlineData("killed-at", "0")]
    [InlineData("at-risk", "101")]
    [InlineData("ending", "gone")]
    [InlineData("alike", "5")]
    [InlineData("alike", "0:3")]
    [InlineData("alike", "5:21")]
    [InlineData("alike", "5:3,")]
    [InlineData("after", "well")]
    [InlineData("visited", "shop")]
    public void Parse_Nonsense_IsNotUnderstood(string name, string value) =>
        Assert.Equal([name], Parse($"?{name}={value}").NotUnderstood.Keys);

    [Fact]
    public void LedgerScope_AtTheEndsOfTheCalendar_StaysWhereDaysCanBeReckonedWith()
    {
        var scope = new LedgerScope(null, DateOnly.MinValue, DateOnly.MaxValue);
        Assert.Equal((new DateOnly(1900, 1, 1), new DateOnly(2199, 12, 31)), (scope.From!.Value, scope.To!.Value));
        Assert.Equal(new DateOnly(2199, 12, 31), (scope with { From = DateOnly.MaxValue }).From);
        Assert.NotNull(Against.Before.Of(scope));
    }

    private static double AverageOf(int tenths, int moments)
    {
        var scores = Enumerable.Range(0, moments).Select(i => new ScoredMoment(Guid.Empty, new Score((tenths / moments) + (i < tenths % moments ? 1 : 0)))).ToList();
        return JourneyFacts.Of(scores).Average;
    }

    private static JourneyFilter Parse(string address) =>
        JourneyFilter.Parse(new QueryCollection(QueryHelpers.ParseQuery(address)), TestData.Day);
}
