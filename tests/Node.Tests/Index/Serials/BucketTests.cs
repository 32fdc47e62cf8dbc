using FsCheck;
using FsCheck.Fluent;
using Ledger.Node.Index.Serials;

namespace Ledger.Node.Tests.Index.Serials;

public sealed class BucketTests
{
    [Fact]
    public void ToRow_AnyEntries_ReadBackTheSame() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), Prop.ForAll(ArbMap.Default.ArbFor<(ushort, uint)[]>(), pairs =>
        {
            var bucket = new Bucket(Bucket.ToRow([.. pairs.Select(pair => new BucketEntry(pair.Item1, pair.Item2))]));
            for (var i = 0; i < pairs.Length; i++)
            {
                if (bucket.FingerprintAt(i) != pairs[i].Item1 || bucket.OrdinalAt(i) != pairs[i].Item2) return false;
            }

            return bucket.Count == pairs.Length;
        }));

    [Fact]
    public void IndexOf_AnyMask_FindsWhatALoopFinds()
    {
        var random = new Random(5);
        for (var round = 0; round < 500; round++)
        {
            var entries = Enumerable.Range(0, random.Next(80)).Select(_ => new BucketEntry((ushort)random.Next(64), 1)).ToArray();
            var bucket = new Bucket(Bucket.ToRow(entries));
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
                for (var i = 0; i < bucket.Count; i++) bucket.OrdinalAt(i);
                return true;
            }
            catch (SerialIndexCorruptException)
            {
                return true;
            }
        }));
}
