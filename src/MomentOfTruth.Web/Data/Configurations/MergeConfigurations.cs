using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Domain.Journeys;

namespace MomentOfTruth.Web.Data.Configurations;

internal sealed class CompanyMergeConfiguration : IEntityTypeConfiguration<CompanyMerge>
{
    public void Configure(EntityTypeBuilder<CompanyMerge> builder)
    {
        builder.ToTable("CompanyMerges");
        builder.HasKey(m => new { m.CompanyId, m.Id });
        builder.Property(m => m.Id).ValueGeneratedNever();
        builder.HasIndex(m => m.FromId);
        builder.HasOne<Company>().WithMany().HasForeignKey(m => m.CompanyId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Company>().WithMany().HasForeignKey(m => m.FromId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class MergedNameConfiguration : IEntityTypeConfiguration<MergedName>
{
    public void Configure(EntityTypeBuilder<MergedName> builder)
    {
        builder.ToTable("MergedNames");
        builder.HasKey(n => new { n.CompanyId, n.MergeId, n.NameId });
        builder.HasIndex(n => new { n.CompanyId, n.NamedId });
        builder.HasOne<Company>().WithMany().HasForeignKey(n => n.CompanyId);
    }
}

internal sealed class MergedJourneyConfiguration : IEntityTypeConfiguration<MergedJourney>
{
    public void Configure(EntityTypeBuilder<MergedJourney> builder)
    {
        builder.ToTable("MergedJourneys");
        builder.HasKey(j => new { j.CompanyId, j.JourneyId, j.MergeId });
        builder.HasIndex(j => new { j.CompanyId, j.MergeId, j.JourneyId });
        builder.HasOne<Journey>().WithMany().HasForeignKey(j => new { j.CompanyId, j.JourneyId }).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class MergedDraftConfiguration : IEntityTypeConfiguration<MergedDraft>
{
    public void Configure(EntityTypeBuilder<MergedDraft> builder)
    {
        builder.ToTable("MergedDrafts");
        builder.HasKey(d => new { d.CompanyId, d.KeyHash, d.MergeId });
        builder.HasIndex(d => new { d.CompanyId, d.MergeId });
        builder.HasOne<Draft>().WithMany().HasForeignKey(d => new { d.CompanyId, d.KeyHash }).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class MergedMemberConfiguration : IEntityTypeConfiguration<MergedMember>
{
    public void Configure(EntityTypeBuilder<MergedMember> builder)
    {
        builder.ToTable("MergedMembers");
        builder.HasKey(m => new { m.CompanyId, m.MergeId, m.UserId });
        builder.HasOne<Company>().WithMany().HasForeignKey(m => m.CompanyId);
        builder.HasOne<User>().WithMany().HasForeignKey(m => m.UserId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class CompaniesApartConfiguration : IEntityTypeConfiguration<CompaniesApart>
{
    public void Configure(EntityTypeBuilder<CompaniesApart> builder)
    {
        builder.ToTable("CompaniesApart");
        builder.HasKey(a => new { a.CompanyId, a.OtherId });
        builder.HasOne<Company>().WithMany().HasForeignKey(a => a.CompanyId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Company>().WithMany().HasForeignKey(a => a.OtherId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class NamesApartConfiguration : IEntityTypeConfiguration<NamesApart>
{
    public void Configure(EntityTypeBuilder<NamesApart> builder)
    {
        builder.ToTable("NamesApart");
        builder.HasKey(a => new { a.CompanyId, a.NameId, a.OtherId });
        builder.HasOne<Company>().WithMany().HasForeignKey(a => a.CompanyId);
    }
}
