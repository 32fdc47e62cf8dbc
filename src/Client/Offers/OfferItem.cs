using Ledger.Api.Errors;
using Ledger.Api.V1;
using Ledger.Client.Keys;
using Ledger.Contracts.Deployment;
using Ledger.Contracts.Messages;
using Ledger.Ethereum.Primitives;

namespace Ledger.Client.Offers;

/// <summary>One message of an offer, with who has to sign and who has signed.</summary>
public sealed class OfferItem
{
    private const int KeySignatureSizeBytes = 65;

    private readonly Dictionary<Address, MessageSignature> _signatures = [];

    /// <summary>Makes an unsigned item.</summary>
    /// <param name="message">The message.</param>
    /// <param name="description">What it does, for people.</param>
    /// <param name="signers">Who has to sign, in the order of the contract; empty for an act of the council, which any members approve.</param>
    public OfferItem(LedgerMessage message, string description, IReadOnlyList<OfferSigner> signers)
    {
        Message = message;
        Description = description;
        Signers = [.. signers.DistinctBy(s => s.Account)];
    }

    /// <summary>The message.</summary>
    public LedgerMessage Message { get; }

    /// <summary>What it does, for people.</summary>
    public string Description { get; }

    /// <summary>Who has to sign, in order, each once; empty for an act of the council.</summary>
    public IReadOnlyList<OfferSigner> Signers { get; }

    /// <summary>Whether any member of the council may sign.</summary>
    public bool IsCouncilAct => Message.Type.Kind == MessageKind.CouncilAct;

    /// <summary>The signatures so far, by account.</summary>
    public IReadOnlyDictionary<Address, MessageSignature> Signatures => _signatures;

    /// <summary>Who has to sign and hasn't.</summary>
    public IEnumerable<OfferSigner> Missing => Signers.Where(s => !s.IsConditional && !_signatures.ContainsKey(s.Account));

    /// <summary>Signs if this signer is wanted.</summary>
    /// <returns>Whether the signer is wanted.</returns>
    internal bool TrySign(NetworkDescriptor network, LedgerSigner signer)
    {
        if (!IsCouncilAct && Signers.All(s => s.Account != signer.Account)) return false;
        _signatures[signer.Account] = Message.Sign(network, signer.Key);
        return true;
    }

    /// <summary>Takes a signature that was made elsewhere, if it is the account's.</summary>
    /// <exception cref="LedgerException">It is another account's, or of an account that is not wanted.</exception>
    internal void Add(NetworkDescriptor network, Address account, byte[] bytes)
    {
        if (!IsCouncilAct && Signers.All(s => s.Account != account))
        {
            throw Wrong($"The offer holds a signature of {account.ToChecksumString()}, who has nothing to sign.");
        }

        var signature = new MessageSignature(bytes, IsCouncilAct ? account : null);
        // A contract account's signature can be checked on chain only (EIP-1271); one in a key's form is checked at once.
        var recovered = new SignedCall(Message, [signature]).RecoverSigners(network)[0];
        if (recovered != account && (recovered is not null || bytes.Length == KeySignatureSizeBytes))
        {
            throw Wrong($"The offer's signature of {account.ToChecksumString()} is {recovered?.ToChecksumString() ?? "nobody"}'s, or the message was changed after it was signed.");
        }

        _signatures[account] = signature;
    }

    /// <summary>The same item with other words for people.</summary>
    internal OfferItem Described(NetworkDescriptor network, string description)
    {
        var item = new OfferItem(Message, description, Signers);
        foreach (var (account, signature) in _signatures) item.Add(network, account, signature.Bytes);
        return item;
    }

    /// <summary>The call with its signatures.</summary>
    /// <exception cref="LedgerException">A signature is missing.</exception>
    internal SignedCall ToCall()
    {
        if (IsCouncilAct) return new SignedCall(Message, [.. _signatures.Values.OrderBy(s => s.Member)]);
        if (Missing.FirstOrDefault() is { } missing)
        {
            throw new LedgerException(
                ErrorCode.SignatureMissing,
                $"{Message.Type.Kind} is not signed by {missing.Name} ({missing.Role}).",
                "Let them sign the offer too, then submit it.",
                "signatures");
        }

        return new SignedCall(Message, [.. Signers.Where(s => _signatures.ContainsKey(s.Account)).Select(s => _signatures[s.Account])]);
    }

    private static LedgerException Wrong(string message) =>
        new(ErrorCode.SignerWrong, message, "Ask for the offer again, as it was prepared.", "signatures");
}
