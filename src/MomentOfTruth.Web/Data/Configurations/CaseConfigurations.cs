using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using MomentOfTruth.Domain.Cases;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Domain.Journeys;

namespace MomentOfTruth.Web.Data.Configurations;

internal sealed class CaseConfiguration : IEntityTypeConfiguration<Case>
{
    public void Configure(EntityTypeBuilder<Case> builder)
    {
        builder.HasKey(c => new { c.CompanyId, c.JourneyId });
        builder.HasOne<Journey>().WithOne().HasForeignKey<Case>(c => new { c.CompanyId, c.JourneyId }).OnDelete(DeleteBehavior.Cascade);
        builder.Property(c => c.RootCause).HasMaxLength(Case.MaxRootCause);
        builder.Property(c => c.Done).HasMaxLength(Case.MaxDone);
        builder.HasOne<User>().WithMany().HasForeignKey(c => c.OwnerId).OnDelete(DeleteBehavior.SetNull);
        builder.HasIndex(c => c.OwnerId).HasFilter("\"OwnerId\" IS NOT NULL");
        builder.HasIndex(c => c.CompanyId).HasFilter("\"CustomerWrote\"");

        // What waits, those that wait longest first; also of one owner, or of nobody. Then what is answered, and what is closed.
        builder.HasIndex(c => new { c.CompanyId, c.WaitsSinceUtc, c.JourneyId }).HasFilter("\"WaitsSinceUtc\" IS NOT NULL");
        builder.HasIndex(c => new { c.CompanyId, c.OwnerId, c.WaitsSinceUtc, c.JourneyId }).HasFilter("\"WaitsSinceUtc\" IS NOT NULL");
        builder.HasIndex(c => new { c.CompanyId, c.AnsweredAtUtc, c.JourneyId }).HasFilter("\"AnsweredAtUtc\" IS NOT NULL");
        builder.HasIndex(c => new { c.CompanyId, c.ClosedAtUtc, c.JourneyId }).HasFilter("\"ClosedAtUtc\" IS NOT NULL");
        builder.HasMany(c => c.Notes).WithOne().HasForeignKey(n => new { n.CompanyId, n.JourneyId }).OnDelete(DeleteBehavior.Cascade);
        builder.HasMany(c => c.Replies).WithOne().HasForeignKey(r => new { r.CompanyId, r.JourneyId }).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class PushSubscriptionConfiguration : IEntityTypeConfiguration<PushSubscription>
{
    public void Configure(EntityTypeBuilder<PushSubscription> builder)
    {
        builder.HasKey(s => new { s.CompanyId, s.JourneyId, s.Hash });
        builder.Property(s => s.Culture).HasMaxLength(PushSubscription.MaxCulture);
        builder.HasOne<Journey>().WithMany().HasForeignKey(s => new { s.CompanyId, s.JourneyId }).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class PushKeyPairConfiguration : IEntityTypeConfiguration<PushKeyPair>
{
    public void Configure(EntityTypeBuilder<PushKeyPair> builder)
    {
        builder.Property(k => k.Id).ValueGeneratedNever();
        builder.Property(k => k.PublicKey).HasMaxLength(PushKeyPair.MaxPublicKey);
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

internal sealed class CaseNoteConfiguration : IEntityTypeConfiguration<CaseNote>
{
    public void Configure(EntityTypeBuilder<CaseNote> builder)
    {
        builder.HasKey(n => new { n.CompanyId, n.JourneyId, n.Number });
        builder.Property(n => n.Number).ValueGeneratedNever();
        builder.Property(n => n.Text).HasMaxLength(CaseNote.MaxText);
        builder.HasOne<User>().WithMany().HasForeignKey(n => n.UserId).OnDelete(DeleteBehavior.SetNull);
    }
}

internal sealed class CannedReplyConfiguration : IEntityTypeConfiguration<CannedReply>
{
    public void Configure(EntityTypeBuilder<CannedReply> builder)
    {
        builder.HasKey(r => new { r.CompanyId, r.Id });
        builder.Property(r => r.Id).ValueGeneratedNever();
        builder.Property(r => r.Name).HasMaxLength(CannedReply.MaxName);
        builder.Property(r => r.Text).HasMaxLength(Reply.MaxText);
        builder.Property(r => r.KoreanText).HasMaxLength(Reply.MaxText);
        builder.HasOne<Company>().WithMany().HasForeignKey(r => r.CompanyId);
    }
}

internal sealed class RootCauseConfiguration : IEntityTypeConfiguration<RootCause>
{
    public void Configure(EntityTypeBuilder<RootCause> builder)
    {
        builder.HasKey(c => new { c.CompanyId, c.Id });
        builder.Property(c => c.Id).ValueGeneratedNever();
        builder.Property(c => c.Name).HasMaxLength(Case.MaxRootCause);
        builder.HasOne<Company>().WithMany().HasForeignKey(c => c.CompanyId);
    }
}
