using System.Numerics;
using System.Reflection;
using Ledger.Client.Proofs;
using Ledger.Contracts.Generated;
using Ledger.Ethereum.Abi;
using SubjectKind = Ledger.Api.V1.SubjectKind;

namespace Ledger.Client.Tests.Proofs;

/// <summary>An event that has a subject's word gives that subject's seq: else a trace would not be checked there.</summary>
public sealed class EventSeqsTests
{
    private const uint Seq = 7;
    private const uint Id = 9;

    // The names by which events call words and whose they are.
    private static readonly (string Word, string Subject, SubjectKind Kind)[] Names =
    [
        ("Slot", "Token", SubjectKind.Token),
        ("ParentSlot", "Parent", SubjectKind.Token),
        ("RootSlot", "Root", SubjectKind.Token),
        ("LienSlot", "Lien", SubjectKind.Lien),
        ("HoldSlot", "Hold", SubjectKind.Hold),
        ("ShipmentSlot", "Shipment", SubjectKind.Shipment),
    ];

    public static TheoryData<string, string> Words
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var type in typeof(TransferredEvent).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(ContractEvent))).OrderBy(t => t.Name, StringComparer.Ordinal))
            {
                foreach (var (word, subject, _) in Names)
                {
                    if (type.GetProperty(word) is not null && type.GetProperty(subject) is not null) data.Add(type.Name, word);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Words))]
    public void Find_ASubjectWhoseWordTheEventHas_GivesItsSeq(string eventName, string wordName)
    {
        var type = typeof(TransferredEvent).Assembly.GetType($"Ledger.Contracts.Generated.{eventName}")!;
        var (word, subject, kind) = Names.Single(n => string.Equals(n.Word, wordName, StringComparison.Ordinal));
        var constructor = type.GetConstructors().Single();
        var arguments = constructor.GetParameters().Select(p => Argument(p, word, subject)).ToArray();
        var value = (ContractEvent)constructor.Invoke(BindingFlags.Default, null, arguments, null);
        EventSeqs.Find(value, kind, Id).ShouldBe(Seq);
    }

    private static object Argument(ParameterInfo parameter, string word, string subject)
    {
        if (string.Equals(parameter.Name, word, StringComparison.Ordinal)) return new BigInteger(Seq);
        if (parameter.ParameterType == typeof(string)) return "";
        var number = string.Equals(parameter.Name, subject, StringComparison.Ordinal) ? Id : 1;
        return parameter.ParameterType == typeof(BigInteger)
            ? BigInteger.Zero
            : parameter.ParameterType.IsPrimitive ? Convert.ChangeType(number, parameter.ParameterType, null) : Activator.CreateInstance(parameter.ParameterType)!;
    }
}
