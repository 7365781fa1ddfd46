using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace MomentOfTruth.Web.Data.Migrations.PostgreSql
{
    /// <inheritdoc />
    public partial class NamesInUse : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "FK_Markers_Touchpoints_TouchpointId",
                table: "Markers");

            migrationBuilder.DropForeignKey(
                name: "FK_MomentRevisions_Touchpoints_TouchpointId",
                table: "MomentRevisions");

            migrationBuilder.DropForeignKey(
                name: "FK_Moments_Touchpoints_TouchpointId",
                table: "Moments");

            migrationBuilder.AddForeignKey(
                name: "FK_Markers_Touchpoints_TouchpointId",
                table: "Markers",
                column: "TouchpointId",
                principalTable: "Touchpoints",
                principalColumn: "Id",
                onDelete: ReferentialAction.Restrict);

            migrationBuilder.AddForeignKey(
                name: "FK_MomentRevisions_Touchpoints_TouchpointId",
                table: "MomentRevisions",
                column: "TouchpointId",
                principalTable: "Touchpoints",
                principalColumn: "Id",
                onDelete: ReferentialAction.Restrict);

            migrationBuilder.AddForeignKey(
                name: "FK_Moments_Touchpoints_TouchpointId",
                table: "Moments",
                column: "TouchpointId",
                principalTable: "Touchpoints",
                principalColumn: "Id",
                onDelete: ReferentialAction.Restrict);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "FK_Markers_Touchpoints_TouchpointId",
                table: "Markers");

            migrationBuilder.DropForeignKey(
                name: "FK_MomentRevisions_Touchpoints_TouchpointId",
                table: "MomentRevisions");

            migrationBuilder.DropForeignKey(
                name: "FK_Moments_Touchpoints_TouchpointId",
                table: "Moments");

            migrationBuilder.AddForeignKey(
                name: "FK_Markers_Touchpoints_TouchpointId",
                table: "Markers",
                column: "TouchpointId",
                principalTable: "Touchpoints",
                principalColumn: "Id",
                onDelete: ReferentialAction.Cascade);

            migrationBuilder.AddForeignKey(
                name: "FK_MomentRevisions_Touchpoints_TouchpointId",
                table: "MomentRevisions",
                column: "TouchpointId",
                principalTable: "Touchpoints",
                principalColumn: "Id",
                onDelete: ReferentialAction.Cascade);

            migrationBuilder.AddForeignKey(
                name: "FK_Moments_Touchpoints_TouchpointId",
                table: "Moments",
                column: "TouchpointId",
                principalTable: "Touchpoints",
                principalColumn: "Id",
                onDelete: ReferentialAction.Cascade);
        }
    }
}
