using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using MomentOfTruth.Domain.Cases;
using MomentOfTruth.Domain.Journeys;

namespace MomentOfTruth.Web.Data.Configurations;

internal sealed class CaseConfiguration : IEntityTypeConfiguration<Case>
{
    public void Configure(EntityTypeBuilder<Case> builder)
    {
        builder.HasKey(c => new { c.CompanyId, c.JourneyId });
        builder.HasOne<Journey>().WithOne().HasForeignKey<Case>(c => new { c.CompanyId, c.JourneyId }).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(c => c.CompanyId).HasFilter("\"CustomerWrote\"");
        builder.HasMany(c => c.Replies).WithOne().HasForeignKey(r => new { r.CompanyId, r.JourneyId }).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class ReplyConfiguration : IEntityTypeConfiguration<Reply>
{
    public void Configure(EntityTypeBuilder<Reply> builder)
    {
        builder.HasKey(r => new { r.CompanyId, r.JourneyId, r.Number });
        builder.Property(r => r.Number).ValueGeneratedNever();
        builder.Property(r => r.Text).HasMaxLength(Reply.MaxText);
        builder.HasOne<User>().WithMany().HasForeignKey(r => r.UserId).OnDelete(DeleteBehavior.SetNull);
    }
}
