using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using MomentOfTruth.Domain.Companies;

namespace MomentOfTruth.Web.Data.Configurations;

internal sealed class CompanyConfiguration : IEntityTypeConfiguration<Company>
{
    public void Configure(EntityTypeBuilder<Company> builder)
    {
        builder.Property(c => c.Slug).HasMaxLength(Naming.MaxSlug);
        builder.Property(c => c.Name).HasMaxLength(Naming.MaxName);
        builder.Property(c => c.KoreanName).HasMaxLength(Naming.MaxName);
        builder.Property(c => c.TimeZoneId).HasMaxLength(100);
        builder.Property(c => c.EmbeddingSites).HasMaxLength(SiteOrigin.MaxSites * (SiteOrigin.MaxLength + 1));
        builder.Property(c => c.CheckedHost).HasMaxLength(WebHost.MaxLength);
        builder.HasIndex(c => c.Slug).IsUnique();
        builder.HasIndex(c => c.CheckedHost).HasFilter("\"CheckedHost\" IS NOT NULL");
        builder.HasIndex(c => c.NameKey);
        builder.HasIndex(c => c.KoreanNameKey).HasFilter("\"KoreanNameKey\" IS NOT NULL");
        builder.HasOne<Company>().WithMany().HasForeignKey(c => c.MergedIntoId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(c => c.MergedIntoId).HasFilter("\"MergedIntoId\" IS NOT NULL");
    }
}

internal sealed class CompanyAliasConfiguration : IEntityTypeConfiguration<CompanyAlias>
{
    public void Configure(EntityTypeBuilder<CompanyAlias> builder)
    {
        builder.ToTable("CompanyAliases");
        builder.HasKey(a => new { a.CompanyId, a.NameKey });
        builder.Property(a => a.Name).HasMaxLength(Naming.MaxName);
        builder.HasIndex(a => a.NameKey).IsUnique();
        builder.HasOne<Company>().WithMany().HasForeignKey(a => a.CompanyId);
    }
}

internal sealed class TouchpointConfiguration : IEntityTypeConfiguration<Touchpoint>
{
    public void Configure(EntityTypeBuilder<Touchpoint> builder)
    {
        builder.HasKey(t => new { t.CompanyId, t.Id });
        builder.Property(t => t.Id).ValueGeneratedNever();
        builder.Property(t => t.Name).HasMaxLength(Naming.MaxName);
        builder.Property(t => t.KoreanName).HasMaxLength(Naming.MaxName);
        builder.HasIndex(t => new { t.CompanyId, t.NameKey }).IsUnique();
        builder.HasOne<Company>().WithMany().HasForeignKey(t => t.CompanyId);
        builder.HasOne<Touchpoint>().WithMany().HasForeignKey(t => new { t.CompanyId, t.MergedIntoId }).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(t => new { t.CompanyId, t.MergedIntoId }).HasFilter("\"MergedIntoId\" IS NOT NULL");
    }
}

internal sealed class ProductConfiguration : IEntityTypeConfiguration<Product>
{
    public void Configure(EntityTypeBuilder<Product> builder)
    {
        builder.HasKey(p => new { p.CompanyId, p.Id });
        builder.Property(p => p.Id).ValueGeneratedNever();
        builder.Property(p => p.Name).HasMaxLength(Naming.MaxName);
        builder.Property(p => p.KoreanName).HasMaxLength(Naming.MaxName);
        builder.HasIndex(p => new { p.CompanyId, p.NameKey }).IsUnique();
        builder.HasOne<Company>().WithMany().HasForeignKey(p => p.CompanyId);
        builder.HasOne<Product>().WithMany().HasForeignKey(p => new { p.CompanyId, p.MergedIntoId }).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(p => new { p.CompanyId, p.MergedIntoId }).HasFilter("\"MergedIntoId\" IS NOT NULL");
    }
}

internal sealed class MarkerConfiguration : IEntityTypeConfiguration<Marker>
{
    public void Configure(EntityTypeBuilder<Marker> builder)
    {
        builder.HasKey(m => new { m.CompanyId, m.Id });
        builder.Property(m => m.Id).ValueGeneratedNever();
        builder.Property(m => m.Text).HasMaxLength(Marker.MaxText);
        builder.HasIndex(m => new { m.CompanyId, m.TouchpointId, m.On });
        builder.HasOne<Company>().WithMany().HasForeignKey(m => m.CompanyId);
        builder.HasOne<Touchpoint>().WithMany().HasForeignKey(m => new { m.CompanyId, m.TouchpointId }).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class MembershipConfiguration : IEntityTypeConfiguration<Membership>
{
    public void Configure(EntityTypeBuilder<Membership> builder)
    {
        builder.HasKey(m => new { m.CompanyId, m.UserId });
        builder.HasIndex(m => m.UserId);
        builder.HasOne<Company>().WithMany().HasForeignKey(m => m.CompanyId);
        builder.HasOne<User>().WithMany().HasForeignKey(m => m.UserId);
    }
}

internal sealed class InvitationConfiguration : IEntityTypeConfiguration<Invitation>
{
    public void Configure(EntityTypeBuilder<Invitation> builder)
    {
        builder.HasKey(i => new { i.CompanyId, i.Id });
        builder.Property(i => i.Id).ValueGeneratedNever();
        builder.Property(i => i.Email).HasMaxLength(Invitation.MaxEmail);
        builder.Property(i => i.EmailKey).HasMaxLength(Invitation.MaxEmail);
        builder.HasIndex(i => new { i.CompanyId, i.EmailKey }).IsUnique();
        builder.HasIndex(i => i.KeyHash).IsUnique().HasFilter("\"KeyHash\" IS NOT NULL");
        builder.HasIndex(i => i.InvitedById).HasFilter("\"InvitedById\" IS NOT NULL");
        builder.HasIndex(i => i.ExpiresAtUtc);
        builder.HasOne<Company>().WithMany().HasForeignKey(i => i.CompanyId);
        builder.HasOne<User>().WithMany().HasForeignKey(i => i.InvitedById).OnDelete(DeleteBehavior.SetNull);
    }
}

internal sealed class CompanyClaimConfiguration : IEntityTypeConfiguration<CompanyClaim>
{
    public void Configure(EntityTypeBuilder<CompanyClaim> builder)
    {
        builder.HasKey(c => new { c.CompanyId, c.Id });
        builder.Property(c => c.Id).ValueGeneratedNever();
        builder.Property(c => c.Position).HasMaxLength(CompanyClaim.MaxPosition);
        builder.Property(c => c.Address).HasMaxLength(CompanyClaim.MaxAddress);
        builder.Property(c => c.Evidence).HasMaxLength(CompanyClaim.MaxEvidence);
        builder.Property(c => c.Reason).HasMaxLength(CompanyClaim.MaxReason);
        builder.HasIndex(c => new { c.UserId, c.AskedAtUtc });

        // Of one person at most one of each kind waits at a company.
        builder.HasIndex(c => new { c.CompanyId, c.UserId, c.Kind }).IsUnique().HasFilter("\"State\" = 1");
        builder.HasIndex(c => new { c.Kind, c.State, c.AskedAtUtc });
        builder.HasIndex(c => c.DecidedById).HasFilter("\"DecidedById\" IS NOT NULL");
        builder.HasOne<Company>().WithMany().HasForeignKey(c => c.CompanyId);
        builder.HasOne<User>().WithMany().HasForeignKey(c => c.UserId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<User>().WithMany().HasForeignKey(c => c.DecidedById).OnDelete(DeleteBehavior.SetNull);
    }
}
