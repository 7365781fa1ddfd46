using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Domain.Scoring;

namespace MomentOfTruth.Web.Data.Configurations;

internal sealed class JourneyConfiguration : IEntityTypeConfiguration<Journey>
{
    public void Configure(EntityTypeBuilder<Journey> builder)
    {
        builder.HasKey(j => new { j.CompanyId, j.Id });
        builder.Ignore(j => j.Key);
        builder.Property(j => j.Id).ValueGeneratedNever();
        builder.Property(j => j.Title).HasMaxLength(Journey.MaxTitle);
        builder.Property(j => j.Story).HasMaxLength(Journey.MaxStory);
        builder.Property(j => j.Competitor).HasMaxLength(Journey.MaxCompetitor);
        builder.Property(j => j.Place).HasMaxLength(Journey.MaxPlace);
        builder.Property(j => j.ImportKey).HasMaxLength(200);
        builder.Property(j => j.Version).IsConcurrencyToken();
        builder.ComplexProperty(j => j.Facts);
        builder.HasOne<Company>().WithMany().HasForeignKey(j => j.CompanyId);
        builder.HasOne<Product>().WithMany().HasForeignKey(j => new { j.CompanyId, j.ProductId });
        builder.HasMany(j => j.Moments).WithOne().HasForeignKey(m => new { m.CompanyId, m.JourneyId }).OnDelete(DeleteBehavior.Cascade);
        builder.HasMany(j => j.Revisions).WithOne().HasForeignKey(r => new { r.CompanyId, r.JourneyId }).OnDelete(DeleteBehavior.Cascade);

        builder.HasOne<Product>().WithMany().HasForeignKey(j => new { j.CompanyId, j.NamedProductId });
        builder.HasIndex(j => new { j.CompanyId, j.NamedProductId }).HasFilter("\"NamedProductId\" IS NOT NULL");

        // The places that there are.
        builder.HasIndex(j => new { j.CompanyId, j.Place }).HasFilter("\"Place\" IS NOT NULL");

        // The quiet ones among the open ones.
        builder.HasIndex(j => new { j.CompanyId, j.TouchedAtUtc }).HasFilter("\"FinishedAtUtc\" IS NULL");

        // Lists read by day, exports in the order of arrival, which is that of the key.
        builder.HasIndex(j => new { j.CompanyId, j.Day, j.Id });
        builder.HasIndex(j => new { j.CompanyId, j.ImportKey }).IsUnique();
        builder.HasIndex(j => new { j.CompanyId, j.Fingerprint }).HasFilter("\"Fingerprint\" IS NOT NULL");

        // Few journeys belong to an account, and one whose account is deleted is opened by its code as before.
        builder.HasOne<User>().WithMany().HasForeignKey(j => j.OwnerId).OnDelete(DeleteBehavior.SetNull);
        builder.HasIndex(j => j.OwnerId).HasFilter("\"OwnerId\" IS NOT NULL");
    }
}

internal sealed class ReceiptConfiguration : IEntityTypeConfiguration<Receipt>
{
    // The one key of a company's row that the company does not lead: it is what leads to the company.
    public void Configure(EntityTypeBuilder<Receipt> builder)
    {
        builder.HasKey(r => r.Hash);
        builder.HasOne<Journey>().WithMany().HasForeignKey(r => new { r.CompanyId, r.JourneyId }).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class ContactConfiguration : IEntityTypeConfiguration<Contact>
{
    public void Configure(EntityTypeBuilder<Contact> builder)
    {
        builder.HasKey(c => new { c.CompanyId, c.JourneyId });
        builder.Property(c => c.Email).HasMaxLength(Contact.MaxEmail);
        builder.Property(c => c.Culture).HasMaxLength(Contact.MaxCulture);
        builder.HasOne<Journey>().WithOne().HasForeignKey<Contact>(c => new { c.CompanyId, c.JourneyId }).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class ErasuresConfiguration : IEntityTypeConfiguration<Erasures>
{
    public void Configure(EntityTypeBuilder<Erasures> builder)
    {
        builder.HasKey(e => new { e.CompanyId, e.Month });
        builder.HasOne<Company>().WithMany().HasForeignKey(e => e.CompanyId);
    }
}

internal sealed class MomentConfiguration : IEntityTypeConfiguration<Moment>
{
    public void Configure(EntityTypeBuilder<Moment> builder)
    {
        builder.HasKey(m => new { m.CompanyId, m.JourneyId, m.Number });
        builder.Property(m => m.Number).ValueGeneratedNever();
        builder.Property(m => m.Score).HasConversion(s => s.Tenths, v => new Score(v));
        builder.Property(m => m.Story).HasMaxLength(Moment.MaxStory);

        // A name is deleted only when nothing refers to it, never together with what does.
        builder.HasOne<Touchpoint>().WithMany().HasForeignKey(m => new { m.CompanyId, m.TouchpointId }).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Touchpoint>().WithMany().HasForeignKey(m => new { m.CompanyId, m.NamedTouchpointId })
            .OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(m => new { m.CompanyId, m.NamedTouchpointId }).HasFilter("\"NamedTouchpointId\" IS NOT NULL");
    }
}

internal sealed class MomentRevisionConfiguration : IEntityTypeConfiguration<MomentRevision>
{
    public void Configure(EntityTypeBuilder<MomentRevision> builder)
    {
        builder.HasKey(r => new { r.CompanyId, r.JourneyId, r.Version });
        builder.Property(r => r.Version).ValueGeneratedNever();
        builder.Property(r => r.Score).HasConversion(s => s.Tenths, v => new Score(v));
        builder.Property(r => r.Story).HasMaxLength(Moment.MaxStory);
        builder.HasOne<Touchpoint>().WithMany().HasForeignKey(r => new { r.CompanyId, r.TouchpointId }).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Touchpoint>().WithMany().HasForeignKey(r => new { r.CompanyId, r.NamedTouchpointId })
            .OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(r => new { r.CompanyId, r.NamedTouchpointId }).HasFilter("\"NamedTouchpointId\" IS NOT NULL");
    }
}

internal sealed class DraftConfiguration : IEntityTypeConfiguration<Draft>
{
    public void Configure(EntityTypeBuilder<Draft> builder)
    {
        builder.HasKey(d => new { d.CompanyId, d.KeyHash });
        builder.HasIndex(d => d.ExpiresAtUtc);

        // A key leads to one draft, at whichever company: asked when a device chose the key.
        builder.HasIndex(d => d.KeyHash);

        // Their sum is read without the forms.
        builder.HasIndex(d => d.Bytes);
        builder.HasOne<Company>().WithMany().HasForeignKey(d => d.CompanyId);
    }
}

internal sealed class SearchEntryConfiguration : IEntityTypeConfiguration<SearchEntry>
{
    public void Configure(EntityTypeBuilder<SearchEntry> builder)
    {
        builder.HasKey(e => new { e.CompanyId, e.JourneyId });
        builder.HasOne<Journey>().WithOne().HasForeignKey<SearchEntry>(e => new { e.CompanyId, e.JourneyId })
            .OnDelete(DeleteBehavior.Cascade);
    }
}
