using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;

namespace MomentOfTruth.Web.Site;

/// <summary>
/// Every address of the site, in the language of the page that links to it. Pages and endpoints declare theirs; nothing else spells one
/// out.
/// </summary>
public static class Routes
{
    public static string Home => To();

    public static string Help => To("help");

    public static string Method => To("method");

    public static string SignIn => To("sign-in");

    public static string SignOut => To("sign-out");

    public static string SignUp => To("sign-up");

    public static string ConfirmSignUp => To("sign-up", "confirm");

    public static string ForgotPassword => To("forgot-password");

    public static string NewPassword => To("forgot-password", "new");

    public static string Account => To("account");

    /// <summary>The second step of a sign-in.</summary>
    public static string SecondStep => To("sign-in", "code");

    /// <summary>Leads on to the identity provider.</summary>
    public static string Provider => To("sign-in", "provider");

    /// <summary>Where the identity provider leads back to.</summary>
    public static string ProviderDone => To("sign-in", "provider", "done");

    public static string Passkeys => To("account", "passkeys");

    public static string SecondFactor => To("account", "second-step");

    /// <summary>Says that a company asks for more than a password.</summary>
    public static string StrongerSignIn => To("account", "stronger");

    public static string Sessions => To("account", "sessions");

    public static string NewEmail => To("account", "email");

    public static string ConfirmEmail => To("account", "email", "confirm");

    /// <summary>Asks somebody who is signed in to prove it once more.</summary>
    public static string ProveIdentity => To("account", "prove");

    public static string Passkey(string id) => To("account", "passkeys", id);

    public static string DeleteAccount => To("account", "delete");

    /// <summary>The page on which the customer picks the company.</summary>
    public static string CompanyPicker => To("log");

    /// <summary>The companies that are shown while one types.</summary>
    public static string CompanySuggestions => To("find-company");

    public static string MyJourneys => To("my-journeys");

    public static string ErasedJourney => To("my-journeys", "erased");

    /// <summary>The companies of the person who is signed in.</summary>
    public static string Companies => To("companies");

    public static string Audit => To("admin", "audit");

    public static string AuditCsv => To("admin", "audit.csv");

    /// <summary>What waits for the administrators.</summary>
    public static string Admin => To("admin");

    public static string People => To("admin", "people");

    public static string Installation => To("admin", "settings");

    public static string State => To("admin", "state");

    public static string Decisions => To("admin", "publications", "decisions");

    public static string Person(Guid person) => To("admin", "people", person.ToString());

    /// <summary>Where somebody finds the company that is his.</summary>
    public static string FindCompany => To("claim");

    public static string Claim(string slug) => To("claim", slug);

    /// <summary>Where the link of an invitation leads.</summary>
    public static string Invitation => To("invitations", "join");

    public static string CompanyClaims => To("admin", "claims");

    public static string AdminCompanies => To("admin", "companies");

    public static AdminCompanyRoutes AdminCompany(Guid company) => new(company.ToString());

    public static string Moderation => To("admin", "publications");

    /// <summary>The form on which customers log a journey with the company, check it and send it.</summary>
    public static FormRoutes Form(string slug) => new(slug);

    public static string Published(string slug) => To("published", slug);

    /// <summary>One published journey as a picture.</summary>
    public static string PublishedPicture(string slug, Guid publication) => To("published", slug, $"{publication}.png");

    public static CompanyRoutes Company(string slug) => new(slug);

    public static MyJourneyRoutes MyJourney(Guid journey) => new(journey.ToString());

    /// <summary>The address that a receipt code is given as. It is the same in every language.</summary>
    public static string Receipt(string code) => "/r/" + Uri.EscapeDataString(code);

    /// <summary>The same in the language of who reads it.</summary>
    public static string ReceiptHere(string code) => To("r", code);

    /// <summary>The customer's form of one company.</summary>
    /// <param name="InFrame">Whether the form's own page is the one that another site shows in a frame.</param>
    public readonly record struct FormRoutes(string Slug, bool InFrame = false)
    {
        public string Page => InFrame ? Framed : To("log", Slug);

        /// <summary>The same form as other sites show it in a frame.</summary>
        public string Framed => To("embed", "log", Slug);

        public string Check(string draft) => To("log", Slug, "check", draft);

        /// <summary>The beginning of the addresses of a draft's photos.</summary>
        public string Photos(string draft) => To("log", Slug, "drafts", draft, "photos");
    }

    /// <summary>The pages of one company, for its people.</summary>
    public readonly record struct CompanyRoutes(string Slug)
    {
        public string Dashboard => To("companies", Slug);

        public string DashboardCsv => To("companies", Slug + ".csv");

        public string DashboardJson => To("companies", Slug + ".json");

        /// <summary>A chart of the overview as a picture.</summary>
        public string Chart(string chart, string format) => To("companies", Slug, "charts", $"{chart}.{format}");

        public string FixFirst => To("companies", Slug, "fix-first");

        public string FixFirstCsv => To("companies", Slug, "fix-first.csv");

        public string FixFirstJson => To("companies", Slug, "fix-first.json");

        public string Journeys => To("companies", Slug, "journeys");

        /// <summary>The journeys where it is the company's turn.</summary>
        public string Answers => To("companies", Slug, "answers");

        public string Export => To("companies", Slug, "export");

        public string Settings => To("companies", Slug, "settings");

        /// <summary>What the company is called.</summary>
        public string Name => To("companies", Slug, "settings", "name");

        /// <summary>What the company asks of its people when they sign in.</summary>
        public string SignInRules => To("companies", Slug, "settings", "sign-in");

        /// <summary>The names that the company offers its customers.</summary>
        public string Names => To("companies", Slug, "settings", "names");

        /// <summary>What the company's people answer with, and why cases come about.</summary>
        public string AnswerSettings => To("companies", Slug, "settings", "answers");

        /// <summary>How long the company keeps what customers wrote.</summary>
        public string Retention => To("companies", Slug, "settings", "retention");

        /// <param name="name">A touchpoint or a product.</param>
        public string EditName(Guid name) => To("companies", Slug, "settings", "names", name.ToString());

        public string Audit => To("companies", Slug, "audit");

        public string AuditCsv => To("companies", Slug, "audit.csv");

        public string Members => To("companies", Slug, "members");

        public string Invite => To("companies", Slug, "members", "invite");

        public string Leave => To("companies", Slug, "members", "leave");

        public string Member(Guid member) => To("companies", Slug, "members", member.ToString());

        public string RemoveMember(Guid member) => To("companies", Slug, "members", member.ToString(), "remove");

        public string JoinRequest(Guid request) => To("companies", Slug, "members", "requests", request.ToString());

        public string Poster => To("companies", Slug, "poster");

        public string Journey(Guid journey) => To("companies", Slug, "journeys", journey.ToString());

        /// <summary>The beginning of the addresses of a journey's photos.</summary>
        public string JourneyPhotos(Guid journey) => To("companies", Slug, "journeys", journey.ToString(), "photos");

        public string PublicAnswer(Guid journey) => To("companies", Slug, "journeys", journey.ToString(), "public-answer");

        public string Touchpoint(Guid touchpoint) => To("companies", Slug, "touchpoints", touchpoint.ToString());

        public string RemoveMarker(Guid touchpoint, Guid marker) =>
            To("companies", Slug, "touchpoints", touchpoint.ToString(), "markers", marker.ToString(), "remove");

        /// <param name="file">With its ending, such as <c>journeys.csv</c>.</param>
        public string ExportFile(string file) => To("companies", Slug, "export", file);
    }

    /// <summary>The pages of one company, for administrators.</summary>
    public readonly record struct AdminCompanyRoutes(string Id)
    {
        public string Page => To("admin", "companies", Id);

        public string Names => To("admin", "companies", Id, "names");

        public string Merge => To("admin", "companies", Id, "merge");
    }

    /// <summary>The pages of a journey for the customer who told it.</summary>
    public readonly record struct MyJourneyRoutes(string Id)
    {
        public string Page => To("my-journeys", Id);

        public string Sent => To("my-journeys", Id, "sent");

        public string Finish => To("my-journeys", Id, "finish");

        public string History => To("my-journeys", Id, "history");

        public string Publication => To("my-journeys", Id, "publication");

        public string Answer => To("my-journeys", Id, "answer");

        public string Erase => To("my-journeys", Id, "erase");

        public string Download => To("my-journeys", Id, "download");

        public string Contact => To("my-journeys", Id, "contact");

        /// <summary>Takes whether this browser is told of replies.</summary>
        public string Told => To("my-journeys", Id, "told");

        public string Account => To("my-journeys", Id, "account");

        public string NewMoment => To("my-journeys", Id, "moments", "new");

        /// <summary>The beginning of the addresses of the journey's photos.</summary>
        public string Photos => To("my-journeys", Id, "photos");

        public string EditMoment(int number) => To("my-journeys", Id, "moments", $"{number}", "edit");

        public string RemoveMoment(int number) => To("my-journeys", Id, "moments", $"{number}", "remove");

        /// <summary>The company's replies on the page of the journey.</summary>
        public string Case => Page + "#case";

        /// <summary>The field for an answer: a browser that opens this address puts the cursor there.</summary>
        public string Reply => Page + "#Text";
    }

    // Every segment is escaped.
    private static string To(params ReadOnlySpan<string> segments)
    {
        var path = new StringBuilder("/").Append(CultureInfo.CurrentUICulture.Name);
        foreach (var segment in segments)
        {
            path.Append('/').Append(Uri.EscapeDataString(segment));
        }

        return path.ToString();
    }

    /// <summary>The path with these query values; those that are null are left out.</summary>
    public static string With(this string path, params ReadOnlySpan<(string Name, string? Value)> values)
    {
        foreach (var (name, value) in values)
        {
            path = value is null ? path : QueryHelpers.AddQueryString(path, name, value);
        }

        return path;
    }

    /// <summary>The address of the current page in another language, with its query.</summary>
    public static string InLanguage(this HttpRequest request, string culture)
    {
        var path = request.Path.Value ?? "/";
        var rest = path.Split('/', 3, StringSplitOptions.RemoveEmptyEntries) is [var first, ..] && SiteCulture.All.Contains(first)
            ? path[(first.Length + 1)..]
            : "/";
        return new PathString($"/{culture}{rest}").ToUriComponent() + request.QueryString.ToUriComponent();
    }

    /// <summary>An address of this class in another language.</summary>
    public static string InLanguage(this string path, string culture) =>
        $"/{culture}{(path.IndexOf('/', 1) is > 0 and var end ? path[end..] : "")}";
}
