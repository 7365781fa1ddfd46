using MomentOfTruth.Domain.Publications;

namespace MomentOfTruth.Domain.Tests.Publications;

public sealed class PublicationTests
{
    private static readonly DateTime Now = new(2026, 3, 10, 12, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void Publication_IsForOneVersionOfTheJourney()
    {
        var publication = New();
        publication.Approve(new DateOnly(2026, 3, 31));

        Assert.Equal(PublicationState.Published, Publication.StateAt(publication.State, publication.JourneyVersion, 7));
        Assert.Equal(PublicationState.Changed, Publication.StateAt(publication.State, publication.JourneyVersion, 8));
        Assert.Equal(new DateOnly(2026, 3, 1), publication.Month);
    }

    [Fact]
    public void Refused_StaysRefusedUntilAskedAgain()
    {
        var publication = New();
        publication.Refuse(" It names a person. ");
        Assert.Equal(
            (PublicationState.Refused, "It names a person."),
            (Publication.StateAt(publication.State, publication.JourneyVersion, 8), publication.Reason));

        publication.Ask("Else", 8, Now);

        Assert.Equal(
            (PublicationState.Waiting, null, "Else"),
            (Publication.StateAt(publication.State, publication.JourneyVersion, 8), publication.Reason, publication.Pseudonym));
    }

    [Fact]
    public void Published_ThenRefused_IsHidden_AndAskedAgainIsAsNew()
    {
        var publication = New();
        publication.Approve(new DateOnly(2026, 3, 31));
        publication.Refuse("It can be recognised.");
        Assert.Equal(
            (PublicationState.Hidden, "It can be recognised."),
            (Publication.StateAt(publication.State, publication.JourneyVersion, 8), publication.Reason));

        publication.Ask("Else", 8, Now);
        publication.Refuse("Still.");

        Assert.Equal(PublicationState.Refused, publication.State);
    }

    [Theory]
    [InlineData(7, "We are sorry.")]
    [InlineData(8, null)]
    public void AnswerOfTheCompany_StaysWithTheJourneyThatItWasSaidTo(int askedFor, string? answer)
    {
        var publication = New();
        publication.Approve(default);
        publication.AnswerWith("We are sorry.");

        publication.Ask("Else", askedFor, Now);

        Assert.Equal(answer, publication.Answer);
    }

    [Fact]
    public void EveryChange_IsAnotherVersion()
    {
        var publication = New();
        var versions = new List<int> { publication.Version };
        foreach (var change in new Action[] { () => publication.Approve(default), () => publication.AnswerWith("Sorry"), () => publication.AnswerWith(null), () => publication.Refuse("No"), () => publication.Ask("Else", 7, Now) })
        {
            change();
            versions.Add(publication.Version);
        }

        Assert.Equal(versions.Count, versions.Distinct().Count());
        Assert.Null(publication.Answer);
    }

    [Fact]
    public void Ids_TellNothingOfTheTime() => Assert.Equal(4, New().Id.Version);

    [Fact]
    public void Texts_ThatCannotBe_Throw()
    {
        Assert.Throws<ArgumentException>(() => new Publication(default, " ", 1, Now));
        Assert.Throws<ArgumentOutOfRangeException>(() => New().AnswerWith(new string('x', Publication.MaxAnswer + 1)));
        Assert.Throws<ArgumentException>(() => New().Refuse(""));
        Assert.Throws<ArgumentException>(() => new PublicationReport(Guid.Empty, Guid.Empty, "\n", Now));
    }

    private static Publication New() => new(new(Guid.CreateVersion7(), Guid.CreateVersion7()), "Somebody", 7, Now);
}
