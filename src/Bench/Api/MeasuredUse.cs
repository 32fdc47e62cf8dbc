using System.Globalization;

namespace Ledger.Bench.Api;

/// <summary>What node, generator and strangers did to the machine during a measurement.</summary>
/// <param name="Processors">Who used the processors.</param>
/// <param name="Node">What the node's runtime did.</param>
/// <param name="Own">What the generator's runtime did.</param>
internal sealed record MeasuredUse(ProcessorUse Processors, RuntimeUse Node, RuntimeUse Own)
{
    /// <summary>The share of the time for which the node's garbage collections held all its threads.</summary>
    public double NodePauseShare => Node.PauseSeconds / Processors.WallSeconds;

    /// <summary>The use since an earlier reading.</summary>
    public static MeasuredUse operator -(MeasuredUse now, MeasuredUse then) => new(now.Processors - then.Processors, now.Node - then.Node, now.Own - then.Own);

    /// <summary>Reads the counters.</summary>
    public static async Task<MeasuredUse> ReadAsync(MeasuredNode node) => new(ProcessorUse.Read(node), await node.ReadRuntimeAsync(), RuntimeUse.OfThis());

    /// <summary>In words.</summary>
    /// <param name="answers">The answers given meanwhile.</param>
    public string Describe(double answers) => string.Create(
        CultureInfo.InvariantCulture,
        $"node: {Processors.Node:N1} processors, {Node.Describe(Processors.WallSeconds, answers)}; generator: {Processors.Own:N1} processors, "
        + $"{Own.Describe(Processors.WallSeconds, answers)}; strangers: {Processors.Strangers:N1} of {Environment.ProcessorCount} processors");
}
