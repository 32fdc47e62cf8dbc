using System.Text;
using Google.Protobuf;
using Ledger.Api.V1;
using Ledger.Contracts.Deployment;
using Ledger.Contracts.Generated;
using Ledger.Contracts.Messages;
using Ledger.Contracts.Serials;
using Ledger.Contracts.Words;
using Ledger.Ethereum.Primitives;
using Ledger.Ethereum.Transactions;
using NodeOutcome = Ledger.Api.V1.MessageOutcome;

namespace Ledger.Node.Tests.Hosting;

/// <summary>Three founders with their keys, who are also the partners 1 to 3: what they sign, as a client would send it.</summary>
internal sealed class Consortium : IDisposable
{
    public const ulong Gtin = 9506000134352;
    public const uint Manufacturer = 1;
    public const uint Distributor = 2;
    public const uint Regulator = 3;

    private static readonly ulong Later = (ulong)DateTimeOffset.UtcNow.AddDays(1).ToUnixTimeSeconds();
    private readonly EthereumPrivateKey[] _keys = [.. Enumerable.Range(1, 3).Select(KeyOf)];
    private int _acts;

    public EthereumPrivateKey Key(uint partner) => _keys[partner - 1];

    public void WriteFounders(string path)
    {
        var members = string.Join(',', _keys.Select(key => $"\"{key.Address}\""));
        File.WriteAllText(path, "{\"council\":{\"members\":[" + members + "],\"quorum\":2,\"ownDelaySeconds\":1}}");
    }

    public IEnumerable<SignedMessage> Admissions(NetworkDescriptor network) =>
    [
        Admission(network, Manufacturer, PartnerRoles.Issuer | PartnerRoles.Holder, 9506000134369, "Manufacturer"),
        Admission(network, Distributor, PartnerRoles.Holder, 9506000134376, "Distributor"),
        Admission(network, Regulator, PartnerRoles.Regulator, 9506000134383, "Regulator"),
    ];

    public SignedMessage Suspension(NetworkDescriptor network, uint partner, bool suspend) =>
        Act(network, suspend ? PartnersFunctions.SuspendUrgently.Encode(partner) : PartnersFunctions.Reinstate.Encode(partner));

    /// <summary>An act of the council upon itself, which waits for its delay.</summary>
    public SignedMessage AddMember(NetworkDescriptor network, Address member) =>
        Act(network, CouncilFunctions.AddMember.Encode(member), LedgerContract.Council);

    public static ShipTokens Shipment(ulong token, uint seq, ulong until) => new(
        [new TokenSeq(token, seq)], Manufacturer, Manufacturer, Distributor, Distributor, 0, until, 3_600, Later, default);

    public SignedMessage Register(NetworkDescriptor network, ulong gtin, ulong? deadline = null) => Sign(
        network, new RegisterProduct(gtin, 0, Manufacturer, "Product", deadline ?? Later, default), Manufacturer);

    public static CommissionRun Run(IEnumerable<string> serials, string lot = "LOT-1", uint lotSeq = 0, ulong gtin = Gtin)
    {
        var list = SerialList.FromStrings(serials);
        var blob = list.Encode(SerialCodec.Text);
        return new(gtin, lot, lotSeq, (uint)DateTimeOffset.UtcNow.AddYears(1).ToUnixTimeSeconds() / 86_400 * 86_400, 0, (uint)list.Count, 0, 0, 0, 0, blob[0], blob, Later, default);
    }

    public static TransferTokens Transfer(ulong token, uint seq) => new([new TokenSeq(token, seq)], Manufacturer, Manufacturer, Distributor, Distributor, Later, default);

    public SignedMessage Sign(NetworkDescriptor network, object body, params uint[] signers)
    {
        var message = new LedgerMessage(body);
        var call = new SignedCall(message, [.. signers.Select(s => message.Sign(network, Key(s)))]);
        return new SignedMessage { Contract = $"{message.Type.Contract}", CallData = ByteString.CopyFrom(call.Encode()) };
    }

    public static Bytes32 DigestOf(NetworkDescriptor network, SignedMessage message) =>
        SignedCall.Decode(Enum.Parse<LedgerContract>(message.Contract), message.CallData.Span).Message.DigestOn(network);

    /// <summary>A GTIN of its own for each number, with its check digit.</summary>
    public static ulong GtinOf(int number)
    {
        var body = 950600013000UL + (ulong)number;
        var sum = 0;
        var digits = body.ToString("D13", System.Globalization.CultureInfo.InvariantCulture);
        for (var i = 0; i < digits.Length; i++) sum += (digits[i] - '0') * (i % 2 == 0 ? 3 : 1);
        return (body * 10) + (ulong)((10 - (sum % 10)) % 10);
    }

    public static void AllApplied(IEnumerable<NodeOutcome> outcomes)
    {
        foreach (var outcome in outcomes) outcome.State.ShouldBe(NodeOutcome.Types.State.Applied, $"{outcome.Error}");
    }

    public void Dispose()
    {
        foreach (var key in _keys) key.Dispose();
    }

    private SignedMessage Admission(NetworkDescriptor network, uint partner, PartnerRoles roles, ulong gln, string name) => Act(
        network,
        PartnersFunctions.Admit.Encode(Key(partner).Address, (ushort)roles, 0, gln, new Bytes32(Encoding.ASCII.GetBytes(name.PadRight(32, '.'))), name));

    private SignedMessage Act(NetworkDescriptor network, byte[] data, LedgerContract target = LedgerContract.Partners)
    {
        var salt = new byte[32];
        BitConverter.TryWriteBytes(salt, Interlocked.Increment(ref _acts));
        return Sign(network, new CouncilAct(network.AddressOf(target), data, new Bytes32(salt), Later, default), 1, 2);
    }

    private static EthereumPrivateKey KeyOf(int number)
    {
        var key = new byte[32];
        key[31] = (byte)number;
        key[0] = 0x11;
        return new EthereumPrivateKey(key);
    }
}
