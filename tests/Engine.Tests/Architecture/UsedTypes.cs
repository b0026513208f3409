using System.Reflection;
using System.Reflection.Emit;

namespace ContainerNet.Engine.Tests.Architecture;

/// <summary>The types that a type uses: in what it inherits, in its members' signatures, and in the code of its
/// methods.</summary>
internal static class UsedTypes
{
    private const BindingFlags All = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance
        | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<short, OpCode> s_codes = typeof(OpCodes).GetFields()
        .Select(f => (OpCode)f.GetValue(null)!)
        .ToDictionary(c => c.Value);

    public static IEnumerable<Type> Of(Type type) => Named(type).SelectMany(Parts).Distinct();

    /// <summary>The methods and constructors that a type's code calls or takes the address of.</summary>
    public static IEnumerable<MethodBase> CallsOf(Type type) => Methods(type).SelectMany(InCode).OfType<MethodBase>();

    private static IEnumerable<MethodBase> Methods(Type type) =>
        type.GetMethods(All).Cast<MethodBase>().Concat(type.GetConstructors(All));

    private static IEnumerable<Type> Named(Type type)
    {
        if (type.BaseType is { } ancestor) yield return ancestor;
        foreach (Type contract in type.GetInterfaces()) yield return contract;
        foreach (FieldInfo field in type.GetFields(All)) yield return field.FieldType;
        foreach (MethodBase method in Methods(type))
        {
            if (method is MethodInfo { ReturnType: var result }) yield return result;
            foreach (ParameterInfo parameter in method.GetParameters()) yield return parameter.ParameterType;
            if (method.GetMethodBody() is not { } body) continue;
            foreach (LocalVariableInfo local in body.LocalVariables) yield return local.LocalType;
            foreach (Type used in InCode(method).SelectMany(Of)) yield return used;
        }
    }

    private static IEnumerable<MemberInfo> InCode(MethodBase method)
    {
        byte[] code = method.GetMethodBody()?.GetILAsByteArray() ?? [];
        Type[] ofType = method.DeclaringType!.GetGenericArguments();
        Type[] ofMethod = method.IsGenericMethod ? method.GetGenericArguments() : [];
        for (int at = 0; at < code.Length;)
        {
            // ECMA-335 III.1.2.1: a first byte of FE makes it an instruction of two bytes.
            short value = code[at] == 0xfe ? (short)((0xfe << 8) | code[at + 1]) : code[at];
            OpCode instruction = s_codes[value];
            at += instruction.Size;
            if (instruction.OperandType is OperandType.InlineField or OperandType.InlineMethod
                or OperandType.InlineTok or OperandType.InlineType)
            {
                yield return method.Module.ResolveMember(BitConverter.ToInt32(code, at), ofType, ofMethod)!;
            }

            at += Length(instruction, code, at);
        }
    }

    private static int Length(OpCode instruction, byte[] code, int at) => instruction.OperandType switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(code, at)),
        _ => 4,
    };

    private static IEnumerable<Type> Of(MemberInfo member) => member switch
    {
        Type type => [type],
        FieldInfo field => [field.DeclaringType!, field.FieldType],
        MethodInfo method => [method.DeclaringType!, method.ReturnType,
            .. method.IsGenericMethod ? method.GetGenericArguments() : []],
        _ => member.DeclaringType is { } owner ? [owner] : [],
    };

    private static IEnumerable<Type> Parts(Type type)
    {
        if (type.HasElementType) return Parts(type.GetElementType()!);
        if (type.IsGenericParameter) return [];
        return type.IsConstructedGenericType
            ? type.GetGenericArguments().SelectMany(Parts).Append(type.GetGenericTypeDefinition())
            : [type];
    }
}
