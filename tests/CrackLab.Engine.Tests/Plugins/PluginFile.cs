using System.Reflection;
using System.Reflection.Emit;
using CrackLab.Engine.Execution;
using CrackLab.Engine.Plugins;
using CrackLab.Engine.Simd;

namespace CrackLab.Engine.Tests.Plugins;

/// <summary>Writes a plug-in's assembly: a factory that makes a SIMD engine of one thread.</summary>
internal static class PluginFile
{
    /// <summary>Writes it with as many factories as asked for, and with a session of older days that lacks what sessions have now.</summary>
    public static string Write(string folder, Version version, int factories = 1, bool isOld = false)
    {
        string path = Path.Combine(folder, $"{EnginePlugin.Torch.Assembly}.dll");
        var assembly = new PersistedAssemblyBuilder(new AssemblyName(EnginePlugin.Torch.Assembly) { Version = version }, typeof(object).Assembly);
        ModuleBuilder module = assembly.DefineDynamicModule(EnginePlugin.Torch.Assembly);
        for (int i = 0; i < factories; i++)
        {
            DefineFactory(module, $"Factory{i}");
        }

        if (isOld)
        {
            module.DefineType("OldSession", TypeAttributes.NotPublic | TypeAttributes.Sealed, typeof(object), [typeof(IEngineSession)]).CreateType();
        }

        assembly.Save(path);
        File.WriteAllText(Path.ChangeExtension(path, ".deps.json"), "{\"runtimeTarget\":{\"name\":\".NETCoreApp,Version=v10.0\"},\"targets\":{\".NETCoreApp,Version=v10.0\":{}},\"libraries\":{}}");
        return path;
    }

    private static void DefineFactory(ModuleBuilder module, string name)
    {
        TypeBuilder type = module.DefineType(name, TypeAttributes.Public | TypeAttributes.Sealed, typeof(object), [typeof(IEngineFactory)]);
        type.DefineDefaultConstructor(MethodAttributes.Public);
        MethodBuilder create = type.DefineMethod(
            nameof(IEngineFactory.Create), MethodAttributes.Public | MethodAttributes.Virtual | MethodAttributes.Final, typeof(IEngine), [typeof(EngineOptions)]);
        ILGenerator code = create.GetILGenerator();
        code.Emit(OpCodes.Ldc_I4_1);
        code.Emit(OpCodes.Newobj, typeof(int?).GetConstructor([typeof(int)])!);
        code.Emit(OpCodes.Ldloc, code.DeclareLocal(typeof(InstructionSet?)));
        code.Emit(OpCodes.Newobj, typeof(SimdEngine).GetConstructor([typeof(int?), typeof(InstructionSet?)])!);
        code.Emit(OpCodes.Ret);
        type.CreateType();
    }
}
