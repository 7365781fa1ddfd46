namespace MomentOfTruth.Web.Features.Photos;

/// <summary>Why a photo is not taken. Each is said to the customer under its name.</summary>
public enum PhotoRefusal
{
    /// <summary>No byte in it.</summary>
    Empty,

    /// <summary>More bytes than are read.</summary>
    TooManyBytes,

    /// <summary>By what it holds, neither JPEG nor PNG nor WebP.</summary>
    OtherKind,

    /// <summary>More pixels than are opened.</summary>
    TooManyPixels,

    /// <summary>Stored in a way that takes too much memory to open at this size.</summary>
    TooHeavy,

    /// <summary>Cut short, or not what its beginning says.</summary>
    Broken,

    /// <summary>The moment has as many as it can.</summary>
    TooMany,

    /// <summary>This address has sent very many within the hour.</summary>
    TooOften,
}
