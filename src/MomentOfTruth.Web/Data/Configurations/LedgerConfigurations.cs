using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Domain.Ledger;

namespace MomentOfTruth.Web.Data.Configurations;

internal sealed class FactRowConfiguration : IEntityTypeConfiguration<FactRow>
{
    public void Configure(EntityTypeBuilder<FactRow> builder)
    {
        builder.ToTable("Facts");
        builder.HasKey(f => new { f.CompanyId, f.Grain, f.Period, f.ProductId, f.Slot });
        builder.HasOne<Company>().WithMany().HasForeignKey(f => f.CompanyId);
    }
}

internal sealed class LedgerVersionConfiguration : IEntityTypeConfiguration<LedgerVersion>
{
    public void Configure(EntityTypeBuilder<LedgerVersion> builder)
    {
        builder.HasKey(v => new { v.CompanyId, v.Slot });
        builder.HasOne<Company>().WithMany().HasForeignKey(v => v.CompanyId);
    }
}

internal sealed class LedgerStateConfiguration : IEntityTypeConfiguration<LedgerState>
{
    public void Configure(EntityTypeBuilder<LedgerState> builder)
    {
        builder.ToTable("Ledger");
        builder.Property(l => l.Id).ValueGeneratedNever();

        // A new store has nothing that would have to be brought up to the code's definitions.
        builder.HasData(new LedgerState { Definition = Tally.Definition, SearchDefinition = SearchIndex.Definition });
    }
}
