namespace Ledger.Node.Operations.Doctor;

/// <summary>What the doctor found out about one thing.</summary>
/// <param name="Subject">The thing, in a word or two.</param>
/// <param name="State">How it is.</param>
/// <param name="Text">One sentence; with the cure when it is not as it should be.</param>
internal sealed record Finding(string Subject, FindingState State, string Text)
{
    /// <summary>As it should be.</summary>
    public static Finding Ok(string subject, string text) => new(subject, FindingState.Ok, text);

    /// <summary>Somebody should look.</summary>
    public static Finding Warning(string subject, string text) => new(subject, FindingState.Warning, text);

    /// <summary>A node does not run like this.</summary>
    public static Finding Failure(string subject, string text) => new(subject, FindingState.Failure, text);
}
