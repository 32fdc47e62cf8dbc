namespace Ledger.Gs1.SerialLists;

/// <summary>What is wrong in one place of a serial list.</summary>
/// <param name="Code">One of <see cref="SerialListErrorCode"/> or of <see cref="Keys.Gs1ErrorCode"/>; stable.</param>
/// <param name="Line">The line of the file, from 1; 0 if the whole file is meant.</param>
/// <param name="Field">The column: <c>serial</c>, <c>gtin</c>, <c>lot</c> or <c>expiry</c>; or <c>file</c>, <c>header</c>, <c>line</c>.</param>
/// <param name="Message">What is wrong, in one sentence.</param>
/// <param name="Cure">What to do about it, in one sentence.</param>
public sealed record SerialListError(string Code, long Line, string Field, string Message, string Cure)
{
    /// <summary>Code, place, message and cure on one line.</summary>
    public override string ToString() => $"{Code} in line {Line}, {Field}: {Message} {Cure}";
}
