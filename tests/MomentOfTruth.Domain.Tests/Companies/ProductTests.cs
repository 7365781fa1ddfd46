using MomentOfTruth.Domain.Companies;

namespace MomentOfTruth.Domain.Tests.Companies;

public sealed class ProductTests
{
    [Fact]
    public void New_Name_IsTrimmedAndKeyed()
    {
        var product = new Product(TestData.Company, " iPlug  프리미엄 ");

        Assert.Equal((TestData.Company, "iPlug  프리미엄", "iplug 프리미엄"), (product.CompanyId, product.Name, product.NameKey));
        Assert.NotEqual(Guid.Empty, product.Id);
    }

    [Fact]
    public void New_NameBlankOrTooLong_Throws()
    {
        Assert.Throws<ArgumentException>(() => new Product(TestData.Company, ""));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Product(TestData.Company, new string('a', Naming.MaxName + 1)));
    }
}
