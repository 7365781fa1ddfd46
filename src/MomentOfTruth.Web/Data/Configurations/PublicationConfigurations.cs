using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Domain.Publications;

namespace MomentOfTruth.Web.Data.Configurations;

internal sealed class PublicationConfiguration : IEntityTypeConfiguration<Publication>
{
    public void Configure(EntityTypeBuilder<Publication> builder)
    {
        builder.HasKey(p => new { p.CompanyId, p.Id });
        builder.Property(p => p.Id).ValueGeneratedNever();
        builder.Property(p => p.Pseudonym).HasMaxLength(Publication.MaxPseudonym);
        builder.Property(p => p.Reason).HasMaxLength(Publication.MaxReason);
        builder.Property(p => p.Answer).HasMaxLength(Publication.MaxAnswer);
        builder.Property(p => p.Version).IsConcurrencyToken();
        builder.HasIndex(p => new { p.CompanyId, p.JourneyId }).IsUnique();
        builder.HasIndex(p => new { p.CompanyId, p.State, p.Month, p.Id });
        builder.HasIndex(p => new { p.State, p.AskedAtUtc });
        builder.HasOne<Journey>().WithOne().HasForeignKey<Publication>(p => new { p.CompanyId, p.JourneyId })
            .OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Company>().WithMany().HasForeignKey(p => p.CompanyId);
    }
}

internal sealed class PublicationReportConfiguration : IEntityTypeConfiguration<PublicationReport>
{
    public void Configure(EntityTypeBuilder<PublicationReport> builder)
    {
        builder.HasKey(r => new { r.CompanyId, r.Id });
        builder.Property(r => r.Id).ValueGeneratedNever();
        builder.Property(r => r.Reason).HasMaxLength(PublicationReport.MaxReason);
        builder.HasIndex(r => new { r.CompanyId, r.PublicationId });
        builder.HasOne<Publication>().WithMany().HasForeignKey(r => new { r.CompanyId, r.PublicationId }).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class PublicationDecisionConfiguration : IEntityTypeConfiguration<PublicationDecision>
{
    public void Configure(EntityTypeBuilder<PublicationDecision> builder)
    {
        builder.HasKey(d => new { d.CompanyId, d.Id });
        builder.Property(d => d.Id).ValueGeneratedNever();
        // Ids follow time.
        builder.HasIndex(d => d.Id).IsUnique();
        builder.HasOne<Company>().WithMany().HasForeignKey(d => d.CompanyId);
    }
}

internal sealed class ModerationTaskConfiguration : IEntityTypeConfiguration<ModerationTask>
{
    public void Configure(EntityTypeBuilder<ModerationTask> builder)
    {
        builder.HasKey(t => new { t.CompanyId, t.PublicationId });
        builder.Property(t => t.Note).HasMaxLength(ModerationTask.MaxNote);
        builder.HasOne<Publication>().WithOne().HasForeignKey<ModerationTask>(t => new { t.CompanyId, t.PublicationId })
            .OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<User>().WithMany().HasForeignKey(t => t.AdministratorId).OnDelete(DeleteBehavior.Cascade);
    }
}
