using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace MomentOfTruth.Web.Data.Migrations.PostgreSql
{
    /// <inheritdoc />
    public partial class BagLedger : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropPrimaryKey(
                name: "PK_Facts",
                table: "Facts");

            migrationBuilder.DropColumn(
                name: "Key",
                table: "Facts");

            migrationBuilder.DropColumn(
                name: "N",
                table: "Facts");

            migrationBuilder.DropColumn(
                name: "Sum",
                table: "Facts");

            migrationBuilder.RenameColumn(
                name: "Kind",
                table: "Facts",
                newName: "Slot");

            migrationBuilder.AddColumn<byte[]>(
                name: "Counts",
                table: "Facts",
                type: "bytea",
                nullable: false,
                defaultValue: new byte[0]);

            migrationBuilder.AddPrimaryKey(
                name: "PK_Facts",
                table: "Facts",
                columns: new[] { "CompanyId", "Grain", "Period", "ProductId", "Slot" });

            migrationBuilder.CreateTable(
                name: "LedgerVersions",
                columns: table => new
                {
                    CompanyId = table.Column<Guid>(type: "uuid", nullable: false),
                    Slot = table.Column<short>(type: "smallint", nullable: false),
                    N = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_LedgerVersions", x => new { x.CompanyId, x.Slot });
                    table.ForeignKey(
                        name: "FK_LedgerVersions_Companies_CompanyId",
                        column: x => x.CompanyId,
                        principalTable: "Companies",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.UpdateData(
                table: "Ledger",
                keyColumn: "Id",
                keyValue: 1,
                column: "SearchDefinition",
                value: 1);

            migrationBuilder.AddForeignKey(
                name: "FK_Facts_Companies_CompanyId",
                table: "Facts",
                column: "CompanyId",
                principalTable: "Companies",
                principalColumn: "Id",
                onDelete: ReferentialAction.Cascade);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "FK_Facts_Companies_CompanyId",
                table: "Facts");

            migrationBuilder.DropTable(
                name: "LedgerVersions");

            migrationBuilder.DropPrimaryKey(
                name: "PK_Facts",
                table: "Facts");

            migrationBuilder.DropColumn(
                name: "Counts",
                table: "Facts");

            migrationBuilder.RenameColumn(
                name: "Slot",
                table: "Facts",
                newName: "Kind");

            migrationBuilder.AddColumn<string>(
                name: "Key",
                table: "Facts",
                type: "text",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<long>(
                name: "N",
                table: "Facts",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "Sum",
                table: "Facts",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddPrimaryKey(
                name: "PK_Facts",
                table: "Facts",
                columns: new[] { "CompanyId", "Grain", "Period", "Kind", "ProductId", "Key" });

            migrationBuilder.UpdateData(
                table: "Ledger",
                keyColumn: "Id",
                keyValue: 1,
                column: "SearchDefinition",
                value: 0);
        }
    }
}
