using Ledger.Node.Index.Serials;

namespace Ledger.Node.Tests.Index.Serials;

public sealed class CacheAdmissionTests
{
    private const int Reads = 80_000;

    [Fact]
    public void Admits_WhileThereIsRoom_AllAndThenOneInEight()
    {
        using var ring = new SerialRowRing(SerialRowRing.MinSizeBytes);
        Admitted(ring).ShouldBe(Reads, "an empty ring has room");

        for (uint chunk = 0; !ring.IsFull; chunk++)
        {
            chunk.ShouldBeLessThan((uint)SerialRowRing.MinSizeBytes);
            ring.Add(SerialRowKey.OfChunk(chunk), new byte[1_000]);
        }

        Admitted(ring).ShouldBeInRange(Reads / CacheAdmission.OneIn * 9 / 10, Reads / CacheAdmission.OneIn * 11 / 10);
    }

    [Fact]
    public void Admits_BucketAndChunkInTurn_BothHaveTheirShare()
    {
        // What a lookup reads by turns must not be let in by turns: of odd and even reads alike one in eight.
        var share = new int[2];
        for (var turn = 0u; turn < Reads; turn++) share[turn % 2] += CacheAdmission.IsChosen(turn) ? 1 : 0;
        share[0].ShouldBeInRange(Reads / 2 / CacheAdmission.OneIn * 9 / 10, Reads / 2 / CacheAdmission.OneIn * 11 / 10);
        share[1].ShouldBeInRange(Reads / 2 / CacheAdmission.OneIn * 9 / 10, Reads / 2 / CacheAdmission.OneIn * 11 / 10);
    }

    private static int Admitted(SerialRowRing ring)
    {
        var admitted = 0;
        for (var read = 0; read < Reads; read++) admitted += CacheAdmission.Admits(ring) ? 1 : 0;
        return admitted;
    }
}
