using MomentOfTruth.Web.Features.Imports;

namespace MomentOfTruth.Web.Tests.Imports;

/// <summary>Ratings of other scales as scores. A zero ends a journey, so nothing but the scale's lowest may become one.</summary>
public sealed class ImportScoresTests
{
    [Theory]
    [InlineData("0", 0, 100, 0)]
    [InlineData("0.0", 0, 100, 0)]
    [InlineData("0.000000001", 0, 100, 1)]
    [InlineData("0.3", 0, 100, 1)]
    [InlineData("0.49", 0, 100, 1)]
    [InlineData("1.4", 0, 100, 1)]
    [InlineData("1.5", 0, 100, 2)]
    [InlineData("99.4", 0, 100, 99)]
    [InlineData("99.5", 0, 100, 100)]
    [InlineData("100", 0, 100, 100)]
    [InlineData("1", 1, 5, 0)]
    [InlineData("1.01", 1, 5, 1)]
    [InlineData("3", 1, 5, 50)]
    [InlineData("5", 1, 5, 100)]
    [InlineData("7,5", 0, 10, 75)]
    [InlineData("7,55", 0, 10, 76)]
    [InlineData("-0,5", -2, 2, 38)]
    [InlineData("-2", -2, 2, 0)]
    [InlineData("-1.999", -2, 2, 1)]
    [InlineData("0", -2, 2, 50)]
    [InlineData("2", -2, 2, 100)]
    public void Read_OnlyTheScalesLowest_IsAZero(string rating, int low, int high, int tenths)
    {
        var (score, problem) = ImportScores.Read(rating, new ImportScale { Column = "shop", Low = low, High = high });

        Assert.Null(problem);
        Assert.Equal(tenths, score!.Value.Tenths);
    }

    [Theory]
    [InlineData("-0.01", 0, 10)]
    [InlineData("10.01", 0, 10)]
    [InlineData("0.99", 1, 5)]
    [InlineData("5.01", 1, 5)]
    public void Read_ARatingOffItsScale_IsNone(string rating, int low, int high)
    {
        var (score, problem) = ImportScores.Read(rating, new ImportScale { Column = "shop", Low = low, High = high });

        Assert.Null(score);
        Assert.Equal($"\"shop\" is off its scale: \"{rating}\" ({low} to {high})", problem?.ToString());
    }

    // A comma before three digits may stand for thousands.
    [Theory]
    [InlineData("1,000")]
    [InlineData("7,")]
    [InlineData(",5")]
    [InlineData("7,5,1")]
    [InlineData("1.000,5")]
    public void Read_ACommaThatMayMeanOtherThings_IsNoNumber(string rating)
    {
        var (score, problem) = ImportScores.Read(rating, new ImportScale { Column = "shop", Low = 0, High = 1000 });

        Assert.Null(score);
        Assert.Contains("is no number", problem?.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0", ImportScale.ZeroMissing, null, null)]
    [InlineData("0", ImportScale.ZeroLowest, 0, null)]
    [InlineData("0", ImportScale.ZeroError, null, "\"shop\" is off its scale: \"0\" (1 to 5)")]
    [InlineData("0.01", ImportScale.ZeroMissing, null, "\"shop\" is off its scale: \"0.01\" (1 to 5)")]
    [InlineData("0.01", ImportScale.ZeroLowest, null, "\"shop\" is off its scale: \"0.01\" (1 to 5)")]
    public void Read_AZeroBelowTheScale_IsWhatTheMappingSays(string rating, string zero, int? tenths, string? reason)
    {
        var (score, problem) = ImportScores.Read(rating, new ImportScale { Column = "shop", Low = 1, High = 5, Zero = zero });

        Assert.Equal((tenths, reason), (score?.Tenths, problem?.ToString()));
    }

    [Theory]
    [InlineData(ImportScale.ZeroMissing)]
    [InlineData(ImportScale.ZeroLowest)]
    public void Read_AZeroOnTheScale_IsARatingLikeOthers(string zero)
    {
        Assert.Equal(0, ImportScores.Read("0", new ImportScale { Column = "shop", Low = 0, High = 5, Zero = zero }).Score?.Tenths);
        Assert.Equal(50, ImportScores.Read("0", new ImportScale { Column = "shop", Low = -5, High = 5, Zero = zero }).Score?.Tenths);
    }

    [Theory]
    [InlineData("Yes", null, null, 100, null)]
    [InlineData(" yes ", null, null, 100, null)]
    [InlineData("ＹＥＳ", null, null, 100, null)]
    [InlineData("No", null, null, 0, null)]
    [InlineData("Not asked", null, null, null, null)]
    [InlineData("Perhaps", null, null, null, "\"shop\" is not in the mapping: \"Perhaps\" (Yes, Partly, No, Not asked)")]
    [InlineData("5", null, null, null, "\"shop\" is not in the mapping: \"5\" (Yes, Partly, No, Not asked)")]
    [InlineData("5", 0, 10, 50, null)]
    [InlineData("11", 0, 10, null, "\"shop\" is off its scale: \"11\" (0 to 10, Yes, Partly, No, Not asked)")]
    public void Read_AWord_IsTheNumberThatTheMappingSays(string rating, int? low, int? high, int? tenths, string? reason)
    {
        var words = new Dictionary<string, decimal?> { ["Yes"] = 10, ["Partly"] = 5, ["No"] = 0, ["Not asked"] = null };

        var (score, problem) = ImportScores.Read(rating, new ImportScale { Column = "shop", Low = low, High = high, Map = words });

        Assert.Equal((tenths, reason), (score?.Tenths, problem?.ToString()));
    }
}
