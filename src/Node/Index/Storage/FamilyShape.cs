namespace Ledger.Node.Index.Storage;

/// <summary>How the rows of a family are used.</summary>
internal enum FamilyShape
{
    /// <summary>Few rows, a lot or partner each.</summary>
    Small,

    /// <summary>Many rows, looked up one at a time and often in vain.</summary>
    Point,

    /// <summary>Many rows, looked up one at a time, nearly always in vain.</summary>
    Outcome,

    /// <summary>Many rows, read in ranges.</summary>
    Range,

    /// <summary>Many rows, read in ranges of a subject that often has none.</summary>
    History,

    /// <summary>Many rows, read in ranges, and by the writer one at a time, often in vain.</summary>
    Sum,

    /// <summary>Large rows with growing keys, written once and seldom read.</summary>
    Log,
}
