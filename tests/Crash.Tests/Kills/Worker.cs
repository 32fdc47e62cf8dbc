using System.Globalization;
using Ledger.Api.Errors;
using Ledger.Api.V1;
using Ledger.Client;
using Ledger.Client.Preparing;
using Ledger.Crash.Tests.Testing;

namespace Ledger.Crash.Tests.Kills;

/// <summary>One who keeps commissioning, packing apart and selling goods of its own through the SDK, whatever becomes of the node.</summary>
/// <param name="number">Tells its product from those of others.</param>
/// <param name="consortium">Who signs.</param>
/// <param name="seed">What it chooses.</param>
internal sealed class Worker(int number, Consortium consortium, int seed)
{
    private const int UnitsPerCase = 6;

    // A node that died is not waited for.
    private static readonly LedgerClientOptions Options = new() { AttemptsMax = 1, CallTimeout = TimeSpan.FromSeconds(60), SubmitTimeout = TimeSpan.FromSeconds(60) };

    private readonly Random _random = new(seed);
    private readonly List<Act> _acts = [];
    private readonly Queue<string> _unsold = new();
    private int _runs;

    /// <summary>Everything it ever submitted.</summary>
    public IReadOnlyList<Act> Acts => _acts;

    /// <summary>Works until told to stop or the node is gone.</summary>
    /// <returns>Null, or what a living node refused.</returns>
    public async Task<Exception?> WorkAsync(NodeProgram node, Uri address, Action acknowledged, CancellationToken cancellationToken)
    {
        try
        {
            await using var client = await LedgerClient.ConnectAsync(address, Options, cancellationToken);
            await SettleAsync(client, acknowledged, cancellationToken);
            while (!cancellationToken.IsCancellationRequested)
            {
                _acts.Add(await PrepareAsync(client, cancellationToken));
                await SettleAsync(client, acknowledged, cancellationToken);
            }

            return null;
        }
        catch (OperationCanceledException)
        {
            return null;
        }
        catch (LedgerException exception) when (exception.Kind is FaultKind.Transient || node.HasEnded)
        {
            return null;
        }
        catch (Exception exception)
        {
            return exception;
        }
    }

    // The last act may have been cut off by a kill: its very bytes are sent again, and must be applied, if they were not before.
    private async Task SettleAsync(LedgerClient client, Action acknowledged, CancellationToken cancellationToken)
    {
        if (_acts is not [.., { Blocks: null } open]) return;
        var result = await client.SubmitAsync(open.Offer, cancellationToken);
        if (result.Refusal is { } refusal) throw new LedgerException(refusal);
        if (result.Outcomes.Any(outcome => outcome.State is not MessageOutcome.Types.State.Applied)) return;
        open.Blocks = [.. result.Outcomes.Select(outcome => outcome.Block)];
        foreach (var item in open.Goods) _unsold.Enqueue(item);
        acknowledged();
    }

    private async Task<Act> PrepareAsync(LedgerClient client, CancellationToken cancellationToken)
    {
        if (_unsold.Count > 0 && _random.Next(3) > 0)
        {
            var item = _unsold.Dequeue();
            var offer = _random.Next(2) == 0
                ? (await client.Prepare.DispenseAsync([item], cancellationToken: cancellationToken)).Sign(consortium.Manufacturer)
                : (await client.Prepare.TransferAsync([item], consortium.Distributor.Name, cancellationToken: cancellationToken))
                    .Sign(consortium.Manufacturer, consortium.Distributor);
            return new(offer, []);
        }

        var run = _runs++;
        var serials = Enumerable.Range(0, UnitsPerCase * _random.Next(2, 6)).Select(unit => string.Create(CultureInfo.InvariantCulture, $"W{number}R{run}U{unit}")).ToList();
        var spec = new RunSpec
        {
            Gtin = Consortium.GtinOf(number),
            Lot = $"L{number}",
            Expiry = new DateOnly(2035, 1, 1),
            Serials = serials,
            UnitsPerCase = UnitsPerCase,
        };
        var commission = (await client.PrepareCatalogue.CommissionAsync(spec, cancellationToken: cancellationToken)).Sign(consortium.Manufacturer);
        return new(commission, [.. serials.Where((_, i) => i % UnitsPerCase == 0).Select(serial => $"(01){Consortium.GtinOf(number)}(21){serial}")]);
    }
}
