using MomentOfTruth.Web.Site;

namespace MomentOfTruth.Web.Tests.Site;

public sealed class TurnsTests
{
    [Fact]
    public async Task Enter_WithManyWaiting_TakesOneOfEachSenderInTurn()
    {
        var turns = new Turns(1);
        var place = await turns.EnterAsync("first", default);
        string[] senders = ["a", "a", "a", "b", "b", "c"];
        var waiting = senders.Select(sender => (Sender: sender, Place: turns.EnterAsync(sender, default))).ToList();
        var order = "";

        while (waiting.Count > 0)
        {
            place.Dispose();
            var next = await Task.WhenAny(waiting.Select(w => w.Place));
            place = await next;
            order += waiting.Single(w => w.Place == next).Sender;
            waiting.RemoveAll(w => w.Place == next);
        }

        Assert.Equal("abcaba", order);
    }

    [Fact]
    public async Task Enter_LetsInAsManyAsThereArePlaces_AndTheNextWhenOneLeaves()
    {
        var turns = new Turns(2);
        var first = await turns.EnterAsync("a", default);
        await turns.EnterAsync("a", default);
        var third = turns.EnterAsync("a", default);
        Assert.False(third.IsCompleted);

        first.Dispose();
        // Given back once only.
        first.Dispose();

        await third;
        Assert.False(turns.EnterAsync("b", default).IsCompleted);
    }

    [Fact]
    public async Task Enter_OfWhoGaveUp_IsPassedOver()
    {
        var turns = new Turns(1);
        var place = await turns.EnterAsync("a", default);
        using var goes = new CancellationTokenSource();
        var gone = turns.EnterAsync("b", goes.Token);
        var next = turns.EnterAsync("c", default);

        await goes.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => gone);
        place.Dispose();

        (await next).Dispose();
        Assert.True(turns.EnterAsync("d", default).IsCompletedSuccessfully);
    }
}
