namespace Ledger.Ethereum.Abi;

/// <summary>A decoded custom error: the base of the generated error types.</summary>
public abstract record ContractError
{
    /// <summary>The error's name in the source.</summary>
    public abstract string ErrorName { get; }

    /// <summary>The offending values by their names in the source, in its order.</summary>
    public abstract IReadOnlyList<KeyValuePair<string, object>> Arguments { get; }

    /// <summary>The error for people: <c>Tokens_StaleSeq(token: 5, expected: 3, actual: 4)</c>.</summary>
    public string Describe() => $"{ErrorName}({string.Join(", ", Arguments.Select(a => $"{a.Key}: {AbiValueText.Write(a.Value)}"))})";
}
