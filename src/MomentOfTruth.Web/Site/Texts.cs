namespace MomentOfTruth.Web.Texts;

/// <summary>Names the resource files of the pages about accounts.</summary>
public sealed class AccountText;

/// <summary>Names the resource files of the administrators' pages about companies.</summary>
public sealed class AdminCompaniesText;

/// <summary>Names the resource files of what all pages of administrators share.</summary>
public sealed class AdminText;

/// <summary>Names the resource files of what waits for a company, and of what its people answer with.</summary>
public sealed class AnswersText;

/// <summary>Names the resource files of the audit log.</summary>
public sealed class AuditText;

/// <summary>Names the resource files of what companies and customers write to each other.</summary>
public sealed class CasesText;

/// <summary>Names the resource files of claims of companies: of who makes them and of who decides them.</summary>
public sealed class ClaimText;

/// <summary>Names the resource files of the dashboard.</summary>
public sealed class DashboardText;

/// <summary>Names the resource files of the export page.</summary>
public sealed class ExportText;

/// <summary>Names the resource files of what to fix first.</summary>
public sealed class FixText;

/// <summary>Names the resource files of the home and help pages.</summary>
public sealed class HomeText;

/// <summary>Names the resource files of the manager's list of journeys and the page of one.</summary>
public sealed class JourneysText;

/// <summary>Names the resource files of what helps with the customer's form: drafts, suggestions, questions before sending.</summary>
public sealed class IntakeHelpText;

/// <summary>Names the resource files of the pages on which a customer logs a journey.</summary>
public sealed class IntakeText;

/// <summary>Names the resource files of the mails.</summary>
public sealed class MailText;

/// <summary>Names the resource files of a company's people: members, invitations, and the mails about them.</summary>
public sealed class MemberText;

/// <summary>Names the resource files of the method page.</summary>
public sealed class MethodText;

/// <summary>Names the resource files of the pages to which a receipt code leads.</summary>
public sealed class MyJourneysText;

/// <summary>Names the resource files of a change of address.</summary>
public sealed class NewEmailText;

/// <summary>Names the resource files of the overview of a company's numbers.</summary>
public sealed class OverviewText;

/// <summary>Names the resource files of passkeys.</summary>
public sealed class PasskeyText;

/// <summary>Names the resource files of photos, in forms and on pages.</summary>
public sealed class PhotoText;

/// <summary>Names the resource files of the administrators' pages about people.</summary>
public sealed class PeopleText;

/// <summary>Names the resource files of the administrators' pages about the installation: its settings and its state.</summary>
public sealed class InstallationText;

/// <summary>Names the resource files of published journeys.</summary>
public sealed class PublicationText;

/// <summary>Names the resource files of how long a company keeps what customers wrote.</summary>
public sealed class RetentionText;

/// <summary>Names the resource files of what a company is called.</summary>
public sealed class NamingText;

/// <summary>Names the resource files of authenticator apps and the second step of a sign-in.</summary>
public sealed class SecondFactorText;

/// <summary>Names the resource files of the list of sessions.</summary>
public sealed class SessionText;

/// <summary>Names the resource files of what a company asks of its people when they sign in.</summary>
public sealed class SignInRulesText;

/// <summary>Names the resource files of the list of companies, a company's settings and its poster.</summary>
public sealed class SettingsText;

/// <summary>
/// Names the resource files of the texts that all pages share: <c>SharedText.resx</c> (English) and <c>SharedText.ko.resx</c>.
/// </summary>
public sealed class SharedText;

/// <summary>Names the resource files of a touchpoint's page.</summary>
public sealed class TouchpointText;
