using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using MomentOfTruth.Domain.Journeys;

namespace MomentOfTruth.Web.Data.Configurations;

internal sealed class PhotoConfiguration : IEntityTypeConfiguration<Photo>
{
    public void Configure(EntityTypeBuilder<Photo> builder)
    {
        builder.HasKey(p => new { p.CompanyId, p.Id });
        builder.Property(p => p.Id).ValueGeneratedNever();
        builder.Property(p => p.AltText).HasMaxLength(Photo.MaxAltText);
        builder.Ignore(p => p.Size);

        // A photo is deleted with whatever it belongs to: the database sees to it, whichever code deletes.
        builder.HasOne<Draft>().WithMany().HasForeignKey(p => new { p.CompanyId, p.DraftKeyHash }).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Journey>().WithMany().HasForeignKey(p => new { p.CompanyId, p.JourneyId }).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Moment>().WithMany().HasForeignKey(p => new { p.CompanyId, p.JourneyId, p.MomentNumber })
            .OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(p => p.HeldUntilUtc);

        // The sum of those that are not sent is read from here alone.
        builder.HasIndex(p => p.Bytes).HasFilter("\"MomentNumber\" IS NULL AND \"RemovedMomentNumber\" IS NULL");
    }
}

internal sealed class PhotoFileConfiguration : IEntityTypeConfiguration<PhotoFile>
{
    public void Configure(EntityTypeBuilder<PhotoFile> builder)
    {
        builder.HasKey(f => new { f.CompanyId, f.PhotoId });
        builder.HasOne<Photo>().WithOne().HasForeignKey<PhotoFile>(f => new { f.CompanyId, f.PhotoId }).OnDelete(DeleteBehavior.Cascade);
    }
}
