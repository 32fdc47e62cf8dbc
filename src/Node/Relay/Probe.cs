using System.Buffers.Binary;
using Ledger.Ethereum.JsonRpc;
using Ledger.Ethereum.Primitives;
using Ledger.Node.Chain;

namespace Ledger.Node.Relay;

/// <summary>Runs calls one after the other on one state without a transaction, and tells of each whether it succeeds, its gas and its reason.</summary>
/// <remarks>
/// <c>eth_call</c> takes one call. A few instructions, pretended to be at an address of their own for that call only, make all of them: for
/// each item <c>address (20) | size (4) | data</c> of the calldata they call, and answer <c>success (32) | gas (32) | size (32) | data (1024)</c>.
/// </remarks>
internal static class Probe
{
    private const int HeadSizeBytes = Address.SizeBytes + sizeof(uint);
    private const int WordSizeBytes = 32;
    private const int AnswerSizeBytes = (3 * WordSizeBytes) + RelayLimits.MaxReasonSizeBytes;

    // Any address that nobody has.
    private static readonly Address At = Address.Parse("0x00000000000000000000000000006c6564676572");

    //  0: PUSH1 0 PUSH1 0                                 [position, out]
    //  4: JUMPDEST DUP1 CALLDATASIZE GT PUSH1 15 JUMPI    while position < size
    // 11: POP PUSH1 0 RETURN                              return memory[0..out]
    // 15: JUMPDEST DUP1 CALLDATALOAD DUP1 PUSH1 96 SHR SWAP1 PUSH1 64 SHR PUSH4 ffffffff AND     [length, address, position, out]
    //     DUP1 DUP4 PUSH1 24 ADD DUP6 PUSH1 96 ADD CALLDATACOPY                                  copy the data to memory[out + 96]
    //     GAS PUSH1 0 PUSH1 0 DUP4 DUP8 PUSH1 96 ADD PUSH1 0 DUP8 GAS CALL                       call
    //     DUP6 MSTORE GAS SWAP1 SUB DUP5 PUSH1 32 ADD MSTORE                                     success, gas
    //     RETURNDATASIZE DUP5 PUSH1 64 ADD MSTORE                                                size
    //     PUSH2 1024 RETURNDATASIZE LT RETURNDATASIZE PUSH2 1024 SUB MUL PUSH2 1024 SUB          min(size, 1024)
    //     PUSH1 0 DUP6 PUSH1 96 ADD RETURNDATACOPY                                               data
    //     SWAP1 POP ADD PUSH1 24 ADD SWAP1 PUSH2 1120 ADD SWAP1 PUSH1 4 JUMP                     next
    private static readonly byte[] Code = Hex.FromHex(
        "600060005b803611600f57506000f35b80358060601c9060401c63ffffffff16808360180185606001375a6000600083876060016000875af185525a900384602001523d84604001526104003d103d6104000302610400036000856060013e905001601801906104600190600456");

    /// <summary>Runs the calls.</summary>
    /// <param name="chain">The chain.</param>
    /// <param name="calls">What to call, in order.</param>
    /// <param name="timestampSeconds">The time that they see.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ChainException">The chain cannot answer.</exception>
    public static async Task<IReadOnlyList<ProbeAnswer>> RunAsync(
        IChain chain, IReadOnlyList<(Address To, ReadOnlyMemory<byte> Data)> calls, ulong timestampSeconds, CancellationToken cancellationToken)
    {
        var call = new ChainCall
        {
            To = At,
            Data = Encode(calls),
            TimestampSeconds = timestampSeconds,
            StateOverrides = new Dictionary<Address, StateOverride> { [At] = new() { Code = Code } },
        };
        var result = await chain.CallAsync(call, cancellationToken);
        if (result.HasFailed || result.Data.Length != calls.Count * AnswerSizeBytes)
            throw new ChainUnavailableException($"The chain cannot try messages out: {result.Failure ?? $"{result.Data.Length} bytes answered"}.", RelayLimits.BusyRetry);
        return [.. Enumerable.Range(0, calls.Count).Select(i => Decode(result.Data.Span.Slice(i * AnswerSizeBytes, AnswerSizeBytes)))];
    }

    private static byte[] Encode(IReadOnlyList<(Address To, ReadOnlyMemory<byte> Data)> calls)
    {
        var input = new byte[calls.Sum(call => HeadSizeBytes + call.Data.Length)];
        var rest = input.AsSpan();
        foreach (var (to, data) in calls)
        {
            to.Span.CopyTo(rest);
            BinaryPrimitives.WriteInt32BigEndian(rest[Address.SizeBytes..], data.Length);
            data.Span.CopyTo(rest[HeadSizeBytes..]);
            rest = rest[(HeadSizeBytes + data.Length)..];
        }

        return input;
    }

    private static ProbeAnswer Decode(ReadOnlySpan<byte> answer)
    {
        var size = (int)Math.Min(BinaryPrimitives.ReadUInt64BigEndian(answer[(3 * WordSizeBytes - sizeof(ulong))..]), RelayLimits.MaxReasonSizeBytes);
        return new(
            answer[WordSizeBytes - 1] == 1,
            BinaryPrimitives.ReadUInt64BigEndian(answer[(2 * WordSizeBytes - sizeof(ulong))..]),
            answer.Slice(3 * WordSizeBytes, size).ToArray());
    }
}
