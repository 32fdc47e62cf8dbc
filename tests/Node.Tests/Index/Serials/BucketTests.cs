using FsCheck;
using FsCheck.Fluent;
using Ledger.Node.Index.Serials;

namespace Ledger.Node.Tests.Index.Serials;

public sealed class BucketTests
{
    [Fact]
    public void ToRow_AnyEntries_ReadBackTheSame() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), Prop.ForAll(ArbMap.Default.ArbFor<(ushort, uint, byte)[]>(), entries =>
        {
            foreach (var isWide in (ReadOnlySpan<bool>)[false, true])
            {
                var bucket = new Bucket(Bucket.ToRow([.. entries.Select(entry => new BucketEntry(entry.Item1, entry.Item2, entry.Item3))], isWide));
                for (var i = 0; i < entries.Length; i++)
                {
                    if (bucket.FingerprintAt(i) != entries[i].Item1 || bucket.OrdinalAt(i) != entries[i].Item2) return false;
                    if (bucket.ExtraAt(i) != (isWide ? entries[i].Item3 : 0)) return false;
                }

                if (bucket.Count != entries.Length) return false;
            }

            return true;
        }));

    [Theory]
    [InlineData(1)]
    [InlineData(9)]
    [InlineData(25)]
    public void HashAt_WideRow_GivesTheHashBackAsFarAsItIsKnown(int prefixBits)
    {
        const ulong hash = 0xFEDC_BA98_7654_3210;
        var entry = new BucketEntry(Bucket.FingerprintOf(hash, prefixBits), 7, Bucket.ExtraOf(hash, prefixBits));

        var given = new Bucket(Bucket.ToRow([entry], isWide: true)).HashAt(0, prefixBits, Bucket.PrefixOf(hash, prefixBits));

        var known = prefixBits + Bucket.FingerprintBits + Bucket.ExtraBits;
        given.ShouldBe(hash >> (64 - known) << (64 - known));
    }

    [Fact]
    public void IndexOf_AnyMask_FindsWhatALoopFinds()
    {
        var random = new Random(5);
        for (var round = 0; round < 500; round++)
        {
            var entries = Enumerable.Range(0, random.Next(80)).Select(_ => new BucketEntry((ushort)random.Next(64), 1)).ToArray();
            var bucket = new Bucket(Bucket.ToRow(entries, isWide: false));
            var mask = (ushort)(0xFFFF << random.Next(5));
            var wanted = (ushort)random.Next(64);
            var start = random.Next(entries.Length + 1);

            bucket.IndexOf(wanted, mask, start)
                .ShouldBe(Array.FindIndex(entries, start, entry => ((entry.Fingerprint ^ wanted) & mask) == 0));
        }
    }

    [Fact]
    public void Constructor_ArbitraryBytes_IsABucketOrCorrupt() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(1_000), Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), row =>
        {
            try
            {
                var bucket = new Bucket(row);
                for (var i = 0; i < bucket.Count; i++) (bucket.OrdinalAt(i), bucket.ExtraAt(i)).ToString();
                return true;
            }
            catch (SerialIndexCorruptException)
            {
                return true;
            }
        }));
}
