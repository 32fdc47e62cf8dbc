using System.Buffers.Binary;
using Ledger.Contracts.Ids;
using Ledger.Contracts.Projection;
using Ledger.Native.RocksDb;
using Ledger.Node.Index.Reading;

namespace Ledger.Node.Queries.Shipments;

/// <summary>The shipments of a partner, whatever its side, each once and the newest first: five sorted lists, merged.</summary>
internal sealed class ShipmentWalk : IDisposable
{
    /// <summary>The size of a place in the walk: the block of the departure, inverted, and the shipment.</summary>
    public const int PositionSizeBytes = sizeof(ulong) + sizeof(uint);

    private const int PrefixSizeBytes = sizeof(uint) + 1;

    private readonly RocksIterator[] _lists;
    private readonly bool[] _isValid;

    /// <summary>Starts a walk.</summary>
    /// <param name="view">The index.</param>
    /// <param name="partner">The partner.</param>
    /// <param name="after">Begins after this place; empty begins with the newest.</param>
    public ShipmentWalk(IndexView view, PartnerId partner, ReadOnlySpan<byte> after)
    {
        var parties = Enum.GetValues<ShipmentParty>();
        (_lists, _isValid) = (new RocksIterator[parties.Length], new bool[parties.Length]);
        for (var i = 0; i < parties.Length; i++)
        {
            var prefix = ProjectionKeys.ShipmentsOf(partner, parties[i]);
            _lists[i] = view.Iterate(EntityKind.ShipmentByPartner, prefix.Span);
            _isValid[i] = after.IsEmpty ? _lists[i].SeekToFirst() : _lists[i].Seek([.. prefix.Span, .. after]);
            if (!after.IsEmpty && _isValid[i] && PlaceOf(i).SequenceEqual(after)) _isValid[i] = _lists[i].Next();
        }
    }

    /// <summary>Where the walk is.</summary>
    public byte[] Position { get; private set; } = [];

    /// <summary>The shipment there.</summary>
    public ShipmentId Current => new(BinaryPrimitives.ReadUInt32BigEndian(Position.AsSpan(sizeof(ulong))));

    /// <summary>Goes on; false at the end.</summary>
    public bool Next()
    {
        byte[]? first = null;
        for (var i = 0; i < _lists.Length; i++)
        {
            if (_isValid[i] && (first is null || PlaceOf(i).SequenceCompareTo(first) < 0)) first = PlaceOf(i).ToArray();
        }

        if (first is null) return false;
        for (var i = 0; i < _lists.Length; i++)
        {
            if (_isValid[i] && PlaceOf(i).SequenceEqual(first)) _isValid[i] = _lists[i].Next();
        }

        Position = first;
        return true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var list in _lists) list.Dispose();
    }

    private ReadOnlySpan<byte> PlaceOf(int list) => _lists[list].Key[PrefixSizeBytes..];
}
