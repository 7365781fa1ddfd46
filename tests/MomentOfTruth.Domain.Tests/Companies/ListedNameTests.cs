using MomentOfTruth.Domain.Companies;

namespace MomentOfTruth.Domain.Tests.Companies;

public sealed class ListedNameTests
{
    // A name that nobody has looked at is shown to strangers only if it can lead to nobody: up to four digits, no address.
    [Theory]
    [InlineData("Call centre: sales", true)]
    [InlineData("신촌 대리점", true)]
    [InlineData("Gate 1234", true)]
    [InlineData("Gate 12345", false)]
    [InlineData("Kim 010-1234-5678", false)]
    [InlineData("김 ０１０ １２３４", false)]
    [InlineData("kim@home", false)]
    [InlineData("kim＠home", false)]
    [InlineData("https://x", false)]
    [InlineData("kim.example.org", false)]
    [InlineData("St. Pancras", true)]
    [InlineData("No. 3", true)]
    [InlineData("v1.2", true)]
    [InlineData("", true)]
    public void MayBeShown_UnlessItHoldsALongNumberOrAnAddress(string name, bool expected) =>
        Assert.Equal(expected, NamesOfMany.MayBeShown(name));

    [Fact]
    public void Merged_CountsAsTheOther_UntilReconsidered()
    {
        var (name, kept) = (New("Call center"), New("Call centre"));
        kept.Keep();

        name.MergeInto(kept);
        Assert.Equal((NameState.Merged, kept.Id, kept.Id), (name.State, name.MergedIntoId, name.CountedId));
        Assert.Throws<ArgumentException>(() => kept.MergeInto(name));

        name.Reconsider();
        Assert.Equal((NameState.Proposed, null, name.Id), (name.State, name.MergedIntoId, name.CountedId));
    }

    [Fact]
    public void MergeInto_AnotherListOrCompanyOrItself_Throws()
    {
        var name = New("Shop");

        Assert.Throws<ArgumentException>(() => name.MergeInto(name));
        Assert.Throws<ArgumentException>(() => name.MergeInto(new Product(TestData.Company, "Shop")));
        Assert.Throws<ArgumentException>(() => name.MergeInto(new Touchpoint(Guid.NewGuid(), "Shop", Channel.Store)));
    }

    [Fact]
    public void New_IsProposedOrKept() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new Product(TestData.Company, "Modem", NameState.Hidden));

    private static Touchpoint New(string name) => new(TestData.Company, name, Channel.Phone, null, NameState.Proposed);
}
