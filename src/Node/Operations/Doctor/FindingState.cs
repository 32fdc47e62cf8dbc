namespace Ledger.Node.Operations.Doctor;

/// <summary>How something that the doctor looked at is.</summary>
internal enum FindingState
{
    /// <summary>As it should be.</summary>
    Ok,

    /// <summary>A node runs, but somebody should look.</summary>
    Warning,

    /// <summary>A node does not run like this.</summary>
    Failure,
}
