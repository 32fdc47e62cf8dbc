namespace Ledger.Gs1.Keys;

/// <summary>Why a text isn't the GS1 key, element string or URI that it claims to be.</summary>
/// <param name="Code">One of <see cref="Gs1ErrorCode"/>; stable.</param>
/// <param name="Field">The field at fault: <c>gtin</c>, <c>serial</c>, <c>(17)</c> and so on.</param>
/// <param name="Position">The zero-based character in the text that was given, or -1 if the whole of it is at fault.</param>
/// <param name="Message">What is wrong, in one sentence.</param>
/// <param name="Cure">What to do about it, in one sentence.</param>
public sealed record Gs1Error(string Code, string Field, int Position, string Message, string Cure)
{
    /// <summary>The same error found inside a longer text.</summary>
    /// <param name="offset">Where the part starts in the longer text.</param>
    /// <param name="field">The field's name there, or null to keep it.</param>
    internal Gs1Error At(int offset, string? field = null) =>
        this with { Position = Position < 0 ? offset : Position + offset, Field = field ?? Field };

    /// <summary>Code, place, message and cure on one line.</summary>
    public override string ToString() =>
        Position < 0 ? $"{Code} in {Field}: {Message} {Cure}" : $"{Code} in {Field} at {Position}: {Message} {Cure}";
}
