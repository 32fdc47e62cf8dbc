using System.Buffers.Binary;
using System.Text;
using Ledger.Contracts.Deployment;
using Ledger.Contracts.Ids;
using Ledger.Contracts.Words;
using Ledger.Ethereum.Hashing;
using Ledger.Ethereum.Primitives;

namespace Ledger.Bench.History;

/// <summary>
/// What all goods of the generated chain share: partners, counters, ids in use. Words of tokens are with the campaign whose they
/// are and go with it, so memory grows by a few bytes a lot, lien and hold, not by units.
/// </summary>
internal sealed class ChainRegistry(int seed)
{
    private readonly Dictionary<uint, StorageWord> _partners = [];
    private readonly Dictionary<uint, StorageWord> _faces = [];
    private readonly Dictionary<uint, uint> _containers = [];
    private readonly HashSet<uint> _lots = [];
    private readonly HashSet<uint> _liens = [];
    private readonly HashSet<uint> _holds = [];

    private long _listSizeBytes;

    /// <summary>The choices of the whole history.</summary>
    public Random Random { get; } = new(seed);

    /// <summary>The time of the block that is being made.</summary>
    public ulong TimestampSeconds { get; set; }

    /// <summary>Runs opened.</summary>
    public uint Runs { get; private set; }

    /// <summary>Acts applied.</summary>
    public long Acts { get; private set; }

    /// <summary>Bytes of all serial lists made.</summary>
    public long ListSizeBytes => Interlocked.Read(ref _listSizeBytes);

    /// <summary>Where the contracts are, on a chain that nobody else has.</summary>
    public static NetworkDescriptor Network { get; } = new(
        "generated history",
        chainId: 31_415,
        Keccak256.Hash("genesis"u8),
        deployedBlock: 1,
        Enum.GetValues<LedgerContract>().ToDictionary(contract => contract, contract => AddressOf("contract", (uint)contract)));

    /// <summary>An account of the generated chain.</summary>
    public static Address AddressOf(string kind, uint number)
    {
        Span<byte> hash = stackalloc byte[Bytes32.SizeBytes];
        Keccak256.Hash(Encoding.ASCII.GetBytes($"{kind} {number}"), hash);
        return new(hash[^Address.SizeBytes..]);
    }

    /// <summary>The address of a partner in ERC-721 events.</summary>
    public StorageWord FaceOf(PartnerId partner)
    {
        if (!_faces.TryGetValue(partner.Value, out var face)) _faces[partner.Value] = face = TransactionDraft.Word(AddressOf("face", partner.Value).Span);
        return face;
    }

    /// <summary>Counts a serial list. Thread-safe.</summary>
    public byte[] Counted(byte[] list)
    {
        Interlocked.Add(ref _listSizeBytes, list.Length);
        return list;
    }

    /// <summary>The next run's id.</summary>
    public RunId NextRun() => new(++Runs);

    /// <summary>The next free container of a partner.</summary>
    public TokenId NextContainer(PartnerId creator)
    {
        var index = _containers.GetValueOrDefault(creator.Value);
        _containers[creator.Value] = index + 1;
        return TokenId.Of(new RunId(creator.Value), TokenLevel.Container3, index);
    }

    /// <summary>A digest that no act had before.</summary>
    public Bytes32 NextDigest()
    {
        Span<byte> digest = stackalloc byte[Bytes32.SizeBytes];
        Random.NextBytes(digest);

        // The first bytes are as good as random, as those of hashes are.
        BinaryPrimitives.WriteInt64BigEndian(digest[^sizeof(long)..], Acts++);
        return new(digest);
    }

    /// <summary>The id of a lien by its message's digest.</summary>
    public LienId NextLien(in Bytes32 digest) => new(Take(_liens, digest));

    /// <summary>The id of a hold by its message's digest.</summary>
    public HoldId NextHold(in Bytes32 digest) => new(Take(_holds, digest));

    /// <summary>The id of a lot by its identity, and its fingerprint.</summary>
    public (LotId Lot, ulong Fingerprint) NextLot(ulong gtin, string code)
    {
        var identity = new byte[sizeof(ulong) + code.Length];
        BinaryPrimitives.WriteUInt64BigEndian(identity, gtin);
        Encoding.ASCII.GetBytes(code, identity.AsSpan(sizeof(ulong)));
        var hash = Keccak256.Hash(identity);
        return (new(Take(_lots, hash)), BinaryPrimitives.ReadUInt64BigEndian(hash.Span) >> 8);
    }

    /// <summary>A partner's word.</summary>
    public StorageWord Partner(PartnerId partner) => _partners[partner.Value];

    /// <summary>Raises a partner's seq.</summary>
    public StorageWord Raise(PartnerId partner) => _partners[partner.Value] = _partners[partner.Value].Plus(160, 32, 1);

    /// <summary>Makes a partner.</summary>
    public StorageWord Admit(PartnerId partner, Address account, PartnerRoles roles) =>
        _partners[partner.Value] = TransactionDraft.Word(account.Span).With(160, 32, 1).With(192, 16, (ulong)roles).With(208, 8, 1);

    private static uint Take(HashSet<uint> used, in Bytes32 digest)
    {
        var id = BinaryPrimitives.ReadUInt32BigEndian(digest.Span[^sizeof(uint)..]);
        while (id == 0 || !used.Add(id)) id++;
        return id;
    }
}
