using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using MomentOfTruth.Web.Data;
using Npgsql;

namespace MomentOfTruth.Web.Tests.Reliability;

public sealed class StoreFailuresTests
{
    [Theory]
    [InlineData(13, StoreFailure.Full)]
    [InlineData(8, StoreFailure.ReadOnly)]
    [InlineData(5, StoreFailure.Unavailable)]
    [InlineData(6, StoreFailure.Unavailable)]
    [InlineData(10, StoreFailure.Unavailable)]
    [InlineData(14, StoreFailure.Unavailable)]
    [InlineData(11, StoreFailure.Damaged)]
    [InlineData(26, StoreFailure.Damaged)]
    [InlineData(19, null)]
    [InlineData(1, null)]
    public void Of_Sqlite_GoesByItsCode(int code, StoreFailure? failure) =>
        Assert.Equal(failure, StoreFailures.Of(new DbUpdateException("", new SqliteException("", code))));

    [Theory]
    [InlineData("53100", StoreFailure.Full)]
    [InlineData("25006", StoreFailure.ReadOnly)]
    [InlineData("53300", StoreFailure.Unavailable)]
    [InlineData("57P01", StoreFailure.Unavailable)]
    [InlineData("57P03", StoreFailure.Unavailable)]
    [InlineData("57014", StoreFailure.Unavailable)]
    [InlineData("55P03", StoreFailure.Unavailable)]
    [InlineData("40P01", StoreFailure.Contended)]
    [InlineData("40001", StoreFailure.Contended)]
    [InlineData("40003", StoreFailure.Unavailable)]
    [InlineData("08006", StoreFailure.Unavailable)]
    [InlineData("58030", StoreFailure.Unavailable)]
    [InlineData("XX001", StoreFailure.Damaged)]
    [InlineData("23503", null)]
    [InlineData("42P01", null)]
    public void Of_PostgreSql_GoesByItsState(string state, StoreFailure? failure) =>
        Assert.Equal(failure, StoreFailures.Of(new InvalidOperationException("", new PostgresException("", "ERROR", "ERROR", state))));

    [Fact]
    public void Of_ConnectionThatBreaks_IsUnavailable() => Assert.Equal(
        StoreFailure.Unavailable, StoreFailures.Of(new NpgsqlException("", new IOException())));

    [Fact]
    public void Of_UnknownCommit_IsUnknown() => Assert.Equal(
        StoreFailure.Unknown, StoreFailures.Of(new DbUpdateException("", new UnknownCommitException(""))));

    [Fact]
    public void Of_MistakesOfTheCode_IsNone()
    {
        Assert.Null(StoreFailures.Of(new InvalidOperationException("", new ArgumentException(""))));
        Assert.Null(StoreFailures.Of(null));
    }
}
