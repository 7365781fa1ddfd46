using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace MomentOfTruth.Web.Data.Configurations;

// Neither has a foreign key: what was done to a company stays known when the company is gone.
internal sealed class AuditRecordConfiguration : IEntityTypeConfiguration<AuditRecord>
{
    public void Configure(EntityTypeBuilder<AuditRecord> builder)
    {
        builder.HasKey(r => new { r.CompanyId, r.Number });
        builder.Property(r => r.Number).ValueGeneratedNever();
        builder.Property(r => r.Actor).HasMaxLength(AuditRecord.MaxActor);
        builder.Property(r => r.Action).HasMaxLength(AuditRecord.MaxAction);
        builder.Property(r => r.Subject).HasMaxLength(AuditRecord.MaxSubject);
        builder.Property(r => r.Detail).HasMaxLength(AuditRecord.MaxDetail);
        builder.Property(r => r.Network).HasMaxLength(AuditRecord.MaxNetwork);
        builder.HasIndex(r => r.AtUtc);
        builder.HasIndex(r => new { r.CompanyId, r.AtUtc });
    }
}

internal sealed class AuditChainConfiguration : IEntityTypeConfiguration<AuditChain>
{
    public void Configure(EntityTypeBuilder<AuditChain> builder)
    {
        builder.HasKey(c => c.CompanyId);
        builder.Property(c => c.CompanyId).ValueGeneratedNever();
    }
}
