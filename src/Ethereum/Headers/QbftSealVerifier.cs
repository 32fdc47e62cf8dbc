using Ledger.Ethereum.Primitives;

namespace Ledger.Ethereum.Headers;

/// <summary>Decides whether a QBFT header is final for someone who trusts a set of validators.</summary>
/// <remarks>
/// Only distinct signers that are members of the trusted set count; the validators that the header itself lists are the claim being
/// checked, never the measure. Seals of outsiders, repeated seals and broken seals count for nothing.
/// </remarks>
public static class QbftSealVerifier
{
    /// <summary>Signers it takes to finalise a block: two thirds of the validators, rounded up.</summary>
    /// <param name="validators">How many validators there are.</param>
    public static int QuorumOf(int validators)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(validators);
        return (int)(((2L * validators) + 2) / 3);
    }

    /// <summary>Signers of an older trusted set that contain at least one honest member: one more than a third of the others, rounded down.</summary>
    /// <param name="validators">How many validators the trusted set has.</param>
    public static int TrustOverlapOf(int validators)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(validators);
        return ((validators - 1) / 3) + 1;
    }

    /// <summary>Checks a header against the validators in force for it.</summary>
    /// <param name="header">The header.</param>
    /// <param name="validators">The validators trusted; not empty.</param>
    public static QbftSealCheck CheckQuorum(QbftHeader header, IReadOnlySet<Address> validators) =>
        Check(header, validators, QuorumOf(ThrowIfNull(validators).Count));

    /// <summary>Checks that a header which changes the validators was sealed by enough of the last trusted set to be believed.</summary>
    /// <param name="header">The header.</param>
    /// <param name="lastTrusted">The last trusted validators; not empty.</param>
    public static QbftSealCheck CheckTrustOverlap(QbftHeader header, IReadOnlySet<Address> lastTrusted) =>
        Check(header, lastTrusted, TrustOverlapOf(ThrowIfNull(lastTrusted).Count));

    private static QbftSealCheck Check(QbftHeader header, IReadOnlySet<Address> validators, int required)
    {
        ArgumentNullException.ThrowIfNull(header);
        var signers = new List<Address>();
        foreach (var signer in header.RecoverSigners())
        {
            if (signer is { } account && validators.Contains(account) && !signers.Contains(account)) signers.Add(account);
        }

        return new QbftSealCheck(signers, required);
    }

    private static IReadOnlySet<Address> ThrowIfNull(IReadOnlySet<Address> validators)
    {
        ArgumentNullException.ThrowIfNull(validators);
        return validators;
    }
}
