using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using MomentOfTruth.Web.Data;

namespace MomentOfTruth.Web.Tests.Data;

/// <summary>The statements that spread the store over servers of Citus name every table, and break none of Citus' rules.</summary>
[Trait("Engine", "Any")]
public sealed partial class CitusTests
{
    private const string CompanyId = "CompanyId";

    private static readonly string Page = File.ReadAllText(SourceFiles.OfTests("..", "..", ".github", "CITUS.md"));

    private static readonly List<(string Table, bool IsReference)> Statements =
        [.. Statement().Matches(Page).Select(m => (m.Groups["table"].Value, m.Groups["kind"].Value == "reference"))];

    private static IReadOnlyList<ITable> Tables
    {
        get
        {
            using var db = new PostgreSqlDesignTime().CreateDbContext([]);
            return [.. db.Model.GetRelationalModel().Tables];
        }
    }

    [Fact]
    public void EveryTable_HasOneStatement() =>
        Assert.Equal(Tables.Select(table => table.Name).Order(), Statements.Select(statement => statement.Table).Order());

    [Fact]
    public void UniqueKey_OfADistributedTable_HoldsTheCompany()
    {
        // The page says how its key is changed first.
        Assert.Contains("""ALTER TABLE "Receipts" ADD CONSTRAINT "PK_Receipts" PRIMARY KEY ("CompanyId", "Hash")""", Page, StringComparison.Ordinal);
        var keys = Tables.Where(table => !IsReference(table)).SelectMany(table => table.UniqueConstraints
            .Select(key => (key.Name, Columns: key.Columns.Select(c => c.Name)))
            .Concat(table.Indexes.Where(index => index.IsUnique).Select(index => (index.Name, Columns: index.Columns.Select(c => c.Name)))));
        Assert.Equal(["PK_Receipts"], keys.Where(key => !key.Columns.Contains(CompanyId)).Select(key => key.Name));
    }

    [Fact]
    public void ForeignKey_LeadsWhereCitusAllows_AndToWhatIsThereBefore()
    {
        var order = Statements.ConvertAll(statement => statement.Table);
        foreach (var pointer in Tables.SelectMany(table => table.ForeignKeyConstraints))
        {
            var (from, to) = (pointer.Table, pointer.PrincipalTable);
            Assert.True(order.IndexOf(to.Name) <= order.IndexOf(from.Name), $"{pointer.Name}: {to.Name} comes too late.");
            Assert.True(
                IsReference(to) || (!IsReference(from) && pointer.Columns.Zip(pointer.PrincipalColumns)
                    .Any(pair => pair.First.Name == CompanyId && pair.Second.Name == CompanyId)),
                $"{pointer.Name} leads from {from.Name} to the distributed {to.Name} without the company on both sides.");
        }
    }

    private static bool IsReference(ITable table) => Statements.Single(statement => statement.Table == table.Name).IsReference;

    [GeneratedRegex("""SELECT create_(?<kind>reference|distributed)_table\('"(?<table>\w+)"'(, 'CompanyId'(, colocate_with => '"AuditChains"')?)?\);""")]
    private static partial Regex Statement();
}
