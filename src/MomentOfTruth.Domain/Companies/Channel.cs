namespace MomentOfTruth.Domain.Companies;

/// <summary>Through what a contact happens. Codes in CSV, JSON and addresses are the names in lower case.</summary>
public enum Channel
{
    Phone = 1,
    Store = 2,
    Web = 3,
    App = 4,
    Chat = 5,
    Email = 6,
    Device = 7,
    Field = 8,
    Social = 9,
    Other = 10,
}
