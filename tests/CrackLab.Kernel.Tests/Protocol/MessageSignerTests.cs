using System.Reflection;
using System.Reflection.Emit;
using System.Security.Cryptography;
using System.Text;
using CrackLab.Kernel.Protocol;

namespace CrackLab.Kernel.Tests.Protocol;

public sealed class MessageSignerTests
{
    /// <summary>Test case 2 of RFC 4231, cut into four frames.</summary>
    [Fact]
    public void Sign_KnownMessage_GivesKnownSignature()
    {
        byte[] signature = new MessageSigner("Jefe"u8.ToArray()).Sign(
            "what do "u8.ToArray(), "ya want "u8.ToArray(), "for "u8.ToArray(), "nothing?"u8.ToArray());

        Assert.Equal("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843", Encoding.ASCII.GetString(signature));
    }

    [Fact]
    public void Sign_EmptyKey_IsEmpty()
    {
        var signer = new MessageSigner([]);

        Assert.Empty(signer.Sign([1], [2], [3], [4]));
        Assert.True(signer.IsSigned([], [1], [2], [3], [4]));
    }

    [Fact]
    public void IsSigned_AnyOtherBit_IsFalse()
    {
        var signer = new MessageSigner([1, 2, 3]);
        byte[] signature = signer.Sign([1], [2], [3], [4]);

        Assert.True(signer.IsSigned(signature, [1], [2], [3], [4]));
        Assert.False(signer.IsSigned(signature, [1], [2], [3], [5]));
        Assert.False(signer.IsSigned([], [1], [2], [3], [4]));
        for (int i = 0; i < signature.Length; i++)
        {
            byte[] other = [.. signature];
            other[i] ^= 1;
            Assert.False(signer.IsSigned(other, [1], [2], [3], [4]));
        }
    }

    /// <summary>How long a comparison takes must not tell how much of a guess is right; a clock cannot show that, the code can.</summary>
    [Fact]
    public void IsSigned_Signatures_AreComparedInConstantTime()
    {
        MethodInfo method = typeof(MessageSigner).GetMethod(nameof(MessageSigner.IsSigned))!;
        byte[] code = method.GetMethodBody()!.GetILAsByteArray()!;

        string[] called = [.. Enumerable.Range(0, code.Length - 4).Where(at => code[at] == OpCodes.Call.Value).Select(at => Called(method.Module, BitConverter.ToInt32(code, at + 1)))];

        Assert.Contains($"{nameof(CryptographicOperations)}.{nameof(CryptographicOperations.FixedTimeEquals)}", called);
        Assert.DoesNotContain(called, name => name.Contains("SequenceEqual", StringComparison.Ordinal) || name.Contains("op_Equality", StringComparison.Ordinal));
    }

    private static string Called(Module module, int token)
    {
        try
        {
            MethodBase method = module.ResolveMethod(token)!;
            return $"{method.DeclaringType!.Name}.{method.Name}";
        }
        catch (ArgumentException)
        {
            // A byte that looks like a call and is a part of something else.
            return "";
        }
    }
}
