using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Domain.Journeys;

namespace MomentOfTruth.Web.Data.Configurations;

internal sealed class ImportBatchConfiguration : IEntityTypeConfiguration<ImportBatch>
{
    public void Configure(EntityTypeBuilder<ImportBatch> builder)
    {
        builder.Property(b => b.Id).ValueGeneratedNever();
        builder.Property(b => b.FileName).HasMaxLength(ImportBatch.MaxFileName);
        builder.HasIndex(b => b.FileName);
    }
}

internal sealed class BatchJourneyConfiguration : IEntityTypeConfiguration<BatchJourney>
{
    public void Configure(EntityTypeBuilder<BatchJourney> builder)
    {
        builder.HasKey(j => new { j.CompanyId, j.BatchId, j.JourneyId });
        builder.HasIndex(j => new { j.CompanyId, j.JourneyId });
        builder.HasIndex(j => new { j.BatchId, j.Line });
        builder.HasOne<ImportBatch>().WithMany().HasForeignKey(j => j.BatchId);
        builder.HasOne<Journey>().WithMany().HasForeignKey(j => new { j.CompanyId, j.JourneyId }).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class BatchNameConfiguration : IEntityTypeConfiguration<BatchName>
{
    public void Configure(EntityTypeBuilder<BatchName> builder)
    {
        builder.HasKey(n => new { n.CompanyId, n.BatchId, n.NameId });
        builder.HasOne<ImportBatch>().WithMany().HasForeignKey(n => n.BatchId);
        builder.HasOne<Company>().WithMany().HasForeignKey(n => n.CompanyId);
    }
}
