namespace Ledger.Gs1.ElementStrings;

/// <summary>One application identifier with its data.</summary>
/// <param name="Ai">Two to four digits.</param>
/// <param name="Value">The data, valid for the identifier.</param>
public readonly record struct Element(string Ai, string Value)
{
    /// <summary>The bracketed form; an opening bracket in the data is written <c>\(</c>.</summary>
    public override string ToString() => $"({Ai}){Value?.Replace("(", "\\(", StringComparison.Ordinal)}";
}
