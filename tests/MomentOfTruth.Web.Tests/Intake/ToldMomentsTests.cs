using MomentOfTruth.Domain.Scoring;
using MomentOfTruth.Web.Features.Intake;

namespace MomentOfTruth.Web.Tests.Intake;

public sealed class ToldMomentsTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("3", "3")]
    [InlineData("3,,2", "3 × 2")]
    [InlineData("1,2,3,4,5,6,7,8", "1 × 2 × 3 × 4 × 5 × 6 × 7 × 8")]
    [InlineData("9,1,2,3,4,5,6,7,8", "… × 1 × 2 × 3 × 4 × 5 × 6 × 7 × 8")]
    public void Equation_HasTheScoresThatThereAre_AndOfManyTheLast(string scores, string expected) =>
        Assert.Equal(expected, Equation.Of(scores.Split(',').Select(text => Score.TryParse(text, out var score) ? score : (Score?)null)));

    [Theory]
    [InlineData(6, false, 5, 0)]
    [InlineData(7, false, 5, 1)]
    [InlineData(51, false, 5, 45)]
    [InlineData(51, true, 50, 0)]
    public void Page_ShowsTheLatestFewLines_AndAllIfAsked(int moments, bool all, int lines, int hidden)
    {
        var draft = new JourneyInput
        {
            Moments = [.. Enumerable.Range(1, moments).Select(i => new MomentInput { Key = LogForms.KeyOf(i), Score = "10", Touchpoint = $"{i}" })],
        };

        var told = ToldMoments.Of(draft, draft.Moments[^1], moments, all);

        Assert.Equal((lines, hidden), (told.Lines.Count, told.Hidden));
        Assert.Equal(moments - 1, told.Lines[^1].Position);
        Assert.Equal((moments, moments - 1), (told.Scores.Count, told.At));
    }

    [Fact]
    public void Lines_SayWhatIsLeftAfterThem()
    {
        var draft = new JourneyInput { Moments = [Moment("1", "3"), Moment("2", "x"), Moment("3", "2"), Moment("4", "0")] };
        var current = Moment("5", "9");

        var told = ToldMoments.Of(draft, current, 5, all: false);

        Assert.Equal([0.3, 0.3, 0.06, 0], told.Lines.Select(line => Math.Round(line.Left, 9)));
        Assert.Equal(0, told.Left);
        Assert.Equal([false, true, true, true], told.Lines.Select(line => line.CanGoUp));
    }

    private static MomentInput Moment(string key, string score) => new() { Key = key, Score = score, Touchpoint = key };
}
