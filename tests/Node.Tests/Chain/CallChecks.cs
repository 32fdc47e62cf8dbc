using System.Buffers.Binary;
using Ledger.Ethereum.JsonRpc;
using Ledger.Ethereum.Primitives;
using Ledger.Node.Chain;

namespace Ledger.Node.Tests.Chain;

/// <summary>What a call must do on every chain, with code put in place by a state override.</summary>
internal static class CallChecks
{
    private static readonly Address Callee = Address.Parse("0x00000000000000000000000000000000000000aa");

    public static async Task RunAsync(IChain chain, CancellationToken cancellationToken)
    {
        const ulong time = 1_999_999_999;
        // TIMESTAMP, PUSH0, MSTORE, PUSH1 32, PUSH0, RETURN
        var returned = await chain.CallAsync(Call("425f5260205ff3", time), cancellationToken);
        returned.HasFailed.ShouldBeFalse();
        BinaryPrimitives.ReadUInt64BigEndian(returned.Data.Span[24..]).ShouldBe(time);

        // CALLER, PUSH0, MSTORE, PUSH1 32, PUSH0, REVERT
        var reverted = await chain.CallAsync(Call("335f5260205ffd", time) with { From = Callee }, cancellationToken);
        reverted.HasFailed.ShouldBeTrue();
        reverted.Data.Length.ShouldBe(32);
        new Address(reverted.Data.Span[12..]).ShouldBe(Callee);

        // PUSH0, PUSH0, REVERT
        var silent = await chain.CallAsync(Call("5f5ffd", time), cancellationToken);
        silent.HasFailed.ShouldBeTrue();
        silent.Data.Length.ShouldBe(0);

        // INVALID
        (await chain.CallAsync(Call("fe", null), cancellationToken)).HasFailed.ShouldBeTrue();

        // JUMPDEST, PUSH0, JUMP: runs until the gas is used up.
        (await chain.CallAsync(Call("5b5f56", null) with { Gas = 50_000 }, cancellationToken)).HasFailed.ShouldBeTrue();
    }

    private static ChainCall Call(string code, ulong? timestamp) => new()
    {
        To = Callee,
        Data = default,
        TimestampSeconds = timestamp,
        StateOverrides = new Dictionary<Address, StateOverride> { [Callee] = new() { Code = Hex.FromHex(code) } },
    };
}
