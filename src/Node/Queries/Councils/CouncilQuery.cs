using System.Collections.Frozen;
using Google.Protobuf;
using Ledger.Api.V1;
using Ledger.Contracts.Deployment;
using Ledger.Contracts.Projection;
using Ledger.Contracts.Projection.Records;
using Ledger.Ethereum.Abi;
using Ledger.Ethereum.Primitives;
using Ledger.Node.Index.Reading;
using Ledger.Node.Queries.Tokens;

namespace Ledger.Node.Queries.Councils;

/// <summary>Who governs, by what rules, and what waits.</summary>
internal static class CouncilQuery
{
    /// <summary>The most acts that are looked through for pending ones.</summary>
    public const int MaxScanned = 100_000;

    /// <summary>The most pending acts that are listed, those that end first.</summary>
    public const int MaxPending = 1_000;

    // What the council calls is named as people name it in founders' files: the contract that has the function, then its name.
    private static readonly FrozenDictionary<Selector, string> Functions =
        new[] { LedgerContract.Partners, LedgerContract.Council, LedgerContract.Tokens, LedgerContract.Catalogue, LedgerContract.Liens, LedgerContract.Recalls, LedgerContract.Conditions }
            .SelectMany(contract => ContractArtifact.Of(contract).Abi.Functions.Select(function => (function.Selector, Name: $"{contract}.{function.Name}")))
            .DistinctBy(function => function.Selector)
            .ToFrozenDictionary(function => function.Selector, function => function.Name);

    /// <summary>The council as it is.</summary>
    public static CouncilResponse Of(IndexView view)
    {
        var council = view.Rows.Council();
        var answer = new CouncilResponse { Height = TokenStateMapper.MapHeight(view.Cursor) };
        answer.Members.Add(council.Members.Select(member => ByteString.CopyFrom(member.Span)));
        answer.Rules.Add(council.Rules.Select(Map));
        answer.Pending.Add(Pending(view).OrderBy(act => act.Expires).Take(MaxPending));
        return answer;
    }

    private static CouncilResponse.Types.Rule Map(CouncilRecord.Rule rule)
    {
        var selector = new byte[Selector.SizeBytes];
        rule.Selector.CopyTo(selector);
        return new()
        {
            Selector = ByteString.CopyFrom(selector),
            Function = NameOf(rule.Selector),
            Quorum = rule.Quorum,
            DelaySeconds = rule.DelaySeconds,
            ExpirySeconds = rule.ExpirySeconds,
        };
    }

    // What was not executed in time waits for nothing any more.
    private static List<CouncilResponse.Types.PendingAct> Pending(IndexView view)
    {
        var pending = new List<CouncilResponse.Types.PendingAct>();
        using var rows = view.Iterate(EntityKind.CouncilAct, []);
        var scanned = 0;
        for (var isValid = rows.SeekToFirst(); isValid && scanned < MaxScanned; isValid = rows.Next(), scanned++)
        {
            var act = CouncilActRecord.Read(rows.Value);
            if (act.State != CouncilActState.Pending || act.ExpiresAtSeconds < view.Cursor.TimestampSeconds) continue;
            pending.Add(new()
            {
                Digest = ByteString.CopyFrom(new Bytes32(rows.Key).Span),
                Target = ByteString.CopyFrom(act.Target.Span),
                Function = NameOf(act.Selector),
                ExecutableFrom = act.ReadyAtSeconds,
                Expires = act.ExpiresAtSeconds,
                ApprovedBlock = act.Approved.Block,
            });
        }

        return pending;
    }

    private static string NameOf(Selector selector) => Functions.GetValueOrDefault(selector, "");
}
