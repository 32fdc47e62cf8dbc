namespace Ledger.Ethereum.Abi;

/// <summary>Where an <see cref="AbiWriter"/> goes on when a nested value ends.</summary>
public readonly struct AbiFrame
{
    internal AbiFrame(int start, int cursor, int headEnd)
    {
        Start = start;
        Cursor = cursor;
        HeadEnd = headEnd;
    }

    internal int Start { get; }

    internal int Cursor { get; }

    internal int HeadEnd { get; }
}
