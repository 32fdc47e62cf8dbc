using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Ledger.Client.Anchors;

namespace Ledger.Client.Tests.Anchors;

public sealed class MerkleTreeTests
{
    public static TheoryData<string[], string, string[]> Vectors()
    {
        var data = new TheoryData<string[], string, string[]>();
        using var json = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Vectors", "merkle-trees.json")));
        foreach (var tree in json.RootElement.EnumerateArray()) data.Add(Texts(tree, "events"), tree.GetProperty("root").GetString()!, Texts(tree, "proof_of_last"));
        return data;
    }

    [Theory]
    [MemberData(nameof(Vectors))]
    public void Tree_OfVectors_HasTheSameRootAndProof(string[] events, string root, string[] proofOfLast)
    {
        var tree = MerkleTree.Of(events.Select(e => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(e)));
        tree.Count.ShouldBe(events.Length);
        $"{tree.Root}".ShouldBe(root);
        tree.ProofOf(events.Length - 1).Select(p => $"{p}").ShouldBe(proofOfLast);
    }

    [Fact]
    public void Proof_OfAnyEvent_LeadsToTheRootAndOfNoOtherEventDoes() => Prop
        .ForAll(Gen.Choose(1, 70).ToArbitrary(), count =>
        {
            var events = Enumerable.Range(0, count).Select(i => Encoding.UTF8.GetBytes($"event {i}")).ToArray();
            var tree = MerkleTree.Of(events.Select(e => (ReadOnlyMemory<byte>)e));
            for (var i = 0; i < count; i++)
            {
                var proof = tree.ProofOf(i);
                MerkleTree.Verify(tree.Root, MerkleTree.LeafOf(events[i]), proof).ShouldBeTrue();
                MerkleTree.Verify(tree.Root, MerkleTree.LeafOf("forged"u8), proof).ShouldBeFalse();
                if (proof.Count > 0) MerkleTree.Verify(tree.Root, MerkleTree.LeafOf(events[i]), proof.Skip(1)).ShouldBeFalse();
            }
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Of_NothingOrTooMuch_IsRefused()
    {
        Should.Throw<ArgumentException>(() => MerkleTree.Of([]));
        Should.Throw<ArgumentException>(() => MerkleTree.Of(Enumerable.Repeat(ReadOnlyMemory<byte>.Empty, MerkleTree.MaximumCount + 1)));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(3)]
    public void ProofOf_NoSuchEvent_IsRefused(int index) => Should.Throw<ArgumentOutOfRangeException>(
        () => MerkleTree.Of([.. Enumerable.Repeat(ReadOnlyMemory<byte>.Empty, 3)]).ProofOf(index));

    [Fact]
    public void LeafOf_AnInnerNode_IsNotThatNode()
    {
        // An event that looks like two hashes must not pass for the pair above them.
        var tree = MerkleTree.Of([.. new[] { "a", "b" }.Select(e => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(e))]);
        var (left, right) = (MerkleTree.LeafOf("a"u8), MerkleTree.LeafOf("b"u8));
        byte[] pair = left.Span.SequenceCompareTo(right.Span) < 0 ? [.. left.Span, .. right.Span] : [.. right.Span, .. left.Span];
        MerkleTree.LeafOf(pair).ShouldNotBe(tree.Root);
        Ledger.Ethereum.Hashing.Keccak256.Hash(pair).ShouldBe(tree.Root);
    }

    private static string[] Texts(JsonElement of, string property) => [.. of.GetProperty(property).EnumerateArray().Select(e => e.GetString()!)];
}
