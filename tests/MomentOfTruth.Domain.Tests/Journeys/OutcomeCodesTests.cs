using MomentOfTruth.Domain.Journeys;

namespace MomentOfTruth.Domain.Tests.Journeys;

public sealed class OutcomeCodesTests
{
    [Theory]
    [InlineData(Outcome.Stayed, "stayed", true, false)]
    [InlineData(Outcome.Complained, "complained", true, false)]
    [InlineData(Outcome.Returned, "returned", true, true)]
    [InlineData(Outcome.Left, "left", true, true)]
    [InlineData(Outcome.LeftForCompetitor, "left-for-competitor", true, true)]
    [InlineData(Outcome.NotSaid, "not-said", false, false)]
    public void ToCode_Outcome_IsTheWordOfTheDesignAndCountsAsItSays(Outcome outcome, string code, bool said, bool left)
    {
        Assert.Equal(code, outcome.ToCode());
        Assert.Equal(outcome, OutcomeCodes.FromCode(code));
        Assert.Equal((said, left), (outcome.IsSaid(), outcome.IsLeft()));
    }

    [Fact]
    public void ToCode_EveryOutcome_HasAWordOfItsOwnWithoutAColon()
    {
        var codes = Enum.GetValues<Outcome>().Select(outcome => outcome.ToCode()).ToList();

        Assert.Distinct(codes);
        Assert.DoesNotContain(codes, code => code.Contains(':', StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Stayed")]
    [InlineData(" stayed")]
    [InlineData("1")]
    [InlineData("cancelled")]
    [InlineData("LeftForCompetitor")]
    public void FromCode_NoOutcome_IsNull(string? code) => Assert.Null(OutcomeCodes.FromCode(code));
}
