namespace Ledger.Bench.Api;

/// <summary>A question as Ponder's GraphQL is asked it.</summary>
/// <param name="Name">The name of the same question to the node.</param>
/// <param name="Query">The GraphQL query.</param>
/// <param name="RequiresEvents">Whether the answer lists the unit's events.</param>
internal sealed record PonderQuestion(string Name, string Query, bool RequiresEvents)
{
    /// <summary>The history of a unit and its ancestors in the order of the chain, and where they are now.</summary>
    public static PonderQuestion Trace { get; } = new(
        "trace",
        "query($tokens:[BigInt!]!){tokenEvents(where:{token_in:$tokens},orderBy:\"position\",orderDirection:\"asc\",limit:100)"
        + "{items{token type timestamp transaction word owner custodian lien}} tokens(where:{id_in:$tokens}){items{id word}}}",
        RequiresEvents: true);

    /// <summary>What a verdict is made of: where the unit and its ancestors are, its lot, and the recalls in force.</summary>
    public static PonderQuestion Verify { get; } = new(
        "verify",
        "query($tokens:[BigInt!]!,$run:Int!){tokens(where:{id_in:$tokens}){items{id word}} run(id:$run){gtin lot lotCode expiry} "
        + "holds(where:{isInForce:true}){items{id target scope}}}",
        RequiresEvents: false);
}
