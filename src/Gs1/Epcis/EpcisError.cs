namespace Ledger.Gs1.Epcis;

/// <summary>Why a document isn't the EPCIS that it claims to be.</summary>
/// <param name="Code">One of <see cref="EpcisErrorCode"/> or, for an identifier, of <see cref="Keys.Gs1ErrorCode"/>; stable.</param>
/// <param name="Path">The JSON path, such as <c>$.epcisBody.eventList[0].epcList[1]</c>.</param>
/// <param name="Line">The line, from 1; 0 if unknown.</param>
/// <param name="Column">The byte in the line, from 1; 0 if unknown.</param>
/// <param name="Message">What is wrong, in one sentence.</param>
/// <param name="Cure">What to do about it, in one sentence.</param>
public sealed record EpcisError(string Code, string Path, long Line, long Column, string Message, string Cure)
{
    /// <summary>Code, place, message and cure on one line.</summary>
    public override string ToString() => $"{Code} at {Path} (line {Line}, column {Column}): {Message} {Cure}";
}
