using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace MomentOfTruth.Web.Data.Migrations.PostgreSql
{
    /// <inheritdoc />
    public partial class Form : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<byte[]>(
                name: "Fingerprint",
                table: "Journeys",
                type: "bytea",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Version",
                table: "Drafts",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<Guid>(
                name: "Writer",
                table: "Drafts",
                type: "uuid",
                nullable: false,
                defaultValue: new Guid("00000000-0000-0000-0000-000000000000"));

            migrationBuilder.CreateIndex(
                name: "IX_Journeys_CompanyId_Fingerprint",
                table: "Journeys",
                columns: new[] { "CompanyId", "Fingerprint" },
                filter: "\"Fingerprint\" IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Journeys_CompanyId_Fingerprint",
                table: "Journeys");

            migrationBuilder.DropColumn(
                name: "Fingerprint",
                table: "Journeys");

            migrationBuilder.DropColumn(
                name: "Version",
                table: "Drafts");

            migrationBuilder.DropColumn(
                name: "Writer",
                table: "Drafts");
        }
    }
}
