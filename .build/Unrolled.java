import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeModel;
import java.lang.classfile.Label;
import java.lang.classfile.MethodModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
import java.lang.classfile.constantpool.InvokeDynamicEntry;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/// Writes out what the compiler leaves to be made when a program runs: switches over types, and `equals`
/// and `hashCode` of records.
///
/// The JVM makes a class for each of them, at its first use, in every process; an ahead-of-time cache
/// keeps those of lambdas and of joined texts, but not these (JDK 25, `AOTConstantPoolResolver`). A
/// command that lives for a second spends a tenth of it on that, and without the second compiler every
/// later use costs more than a plain call. So each of them becomes a private method that does the same.
/// What is rare stays as it is: labels that are no types, and `toString`.
final class Unrolled {
  private static final String SWITCHES = "java.lang.runtime.SwitchBootstraps";
  private static final String RECORDS = "java.lang.runtime.ObjectMethods";
  private static final ClassDesc OBJECTS = Objects.class.describeConstable().orElseThrow();
  private static final MethodTypeDesc SAME =
      MethodTypeDesc.of(ConstantDescs.CD_boolean, ConstantDescs.CD_Object, ConstantDescs.CD_Object);

  private final ClassModel model;
  private final Map<InvokeDynamicEntry, Plain> plain = new LinkedHashMap<>();

  /// A method in the place of what would be made at run time.
  private record Plain(String name, MethodTypeDesc type, Consumer<CodeBuilder> body) {}

  private Unrolled(ClassModel model) {
    this.model = model;
    for (MethodModel method : model.methods()) {
      method.code().ifPresent(this::look);
    }
  }

  /// The class with plain methods, or as it was where there is nothing to write out.
  static byte[] of(ClassFile writer, byte[] content) {
    Unrolled unrolled = new Unrolled(writer.parse(content));
    return unrolled.plain.isEmpty() ? content : unrolled.written(writer);
  }

  private void look(CodeModel code) {
    for (var element : code) {
      if (element instanceof InvokeDynamicInstruction call) {
        body(call)
            .ifPresent(body -> plain.putIfAbsent(call.invokedynamic(), new Plain("plain$" + plain.size(), call.typeSymbol(), body)));
      }
    }
  }

  private byte[] written(ClassFile writer) {
    boolean isInterface = (model.flags().flagsMask() & ClassFile.ACC_INTERFACE) != 0;
    ClassDesc owner = model.thisClass().asSymbol();
    ClassTransform calls =
        ClassTransform.transformingMethodBodies(
            method -> method.code().isPresent() && uses(method.code().get()),
            (builder, element) -> {
              if (element instanceof InvokeDynamicInstruction call && plain.containsKey(call.invokedynamic())) {
                Plain instead = plain.get(call.invokedynamic());
                builder.invokestatic(owner, instead.name(), instead.type(), isInterface);
              } else {
                builder.with(element);
              }
            });
    int flags = ClassFile.ACC_PRIVATE | ClassFile.ACC_STATIC | ClassFile.ACC_SYNTHETIC;
    ClassTransform methods =
        ClassTransform.endHandler(
            builder ->
                plain.values()
                    .forEach(one -> builder.withMethodBody(one.name(), one.type(), flags, one.body())));
    return writer.transformClass(model, calls.andThen(methods));
  }

  private boolean uses(CodeModel code) {
    return code.elementStream()
        .anyMatch(element ->
            element instanceof InvokeDynamicInstruction call && plain.containsKey(call.invokedynamic()));
  }

  private static Optional<Consumer<CodeBuilder>> body(InvokeDynamicInstruction call) {
    DirectMethodHandleDesc bootstrap = call.bootstrapMethod();
    String maker = bootstrap.owner().packageName() + "." + bootstrap.owner().displayName();
    List<ConstantDesc> arguments = call.bootstrapArgs();
    if (maker.equals(SWITCHES)
        && bootstrap.methodName().equals("typeSwitch")
        && arguments.stream().allMatch(label -> label instanceof ClassDesc type && !type.isPrimitive())) {
      return Optional.of(code -> typeSwitch(code, arguments));
    }
    if (maker.equals(RECORDS) && call.name().stringValue().equals("equals")) {
      return Optional.of(code -> equals(code, (ClassDesc) arguments.getFirst(), fields(arguments)));
    }
    if (maker.equals(RECORDS) && call.name().stringValue().equals("hashCode")) {
      return Optional.of(code -> hashCode(code, fields(arguments)));
    }
    return Optional.empty();
  }

  /// Behind the record's class and the names of its components stand the handles of its fields.
  private static List<DirectMethodHandleDesc> fields(List<ConstantDesc> arguments) {
    return arguments.stream().skip(2).map(DirectMethodHandleDesc.class::cast).toList();
  }

  /// The first label, not before the given one, whose type the value has; -1 for null, else their number.
  private static void typeSwitch(CodeBuilder code, List<ConstantDesc> labels) {
    code.aload(0).ifThen(Opcode.IFNULL, none -> none.loadConstant(-1).ireturn());
    for (int index = 0; index < labels.size(); index++) {
      Label next = code.newLabel();
      code.iload(1).loadConstant(index).if_icmpgt(next);
      code.aload(0).instanceOf((ClassDesc) labels.get(index)).ifeq(next);
      code.loadConstant(index).ireturn().labelBinding(next);
    }
    code.loadConstant(labels.size()).ireturn();
  }

  private static void equals(CodeBuilder code, ClassDesc type, List<DirectMethodHandleDesc> fields) {
    Label same = code.newLabel();
    Label different = code.newLabel();
    code.aload(0).aload(1).if_acmpeq(same);
    code.aload(1).instanceOf(type).ifeq(different);
    code.aload(1).checkcast(type).astore(2);
    for (DirectMethodHandleDesc field : fields) {
      get(code, 0, type, field);
      get(code, 2, type, field);
      ClassDesc kind = field(field);
      if (!kind.isPrimitive()) {
        code.invokestatic(OBJECTS, "equals", SAME).ifeq(different);
      } else if (TypeKind.from(kind).asLoadable() == TypeKind.INT) {
        code.if_icmpne(different);
      } else {
        code.invokestatic(boxed(kind), "compare", MethodTypeDesc.of(ConstantDescs.CD_int, kind, kind)).ifne(different);
      }
    }
    code.labelBinding(same).iconst_1().ireturn();
    code.labelBinding(different).iconst_0().ireturn();
  }

  private static void hashCode(CodeBuilder code, List<DirectMethodHandleDesc> fields) {
    code.iconst_0();
    for (DirectMethodHandleDesc field : fields) {
      ClassDesc kind = field(field);
      code.loadConstant(31).imul();
      get(code, 0, field.owner(), field);
      code.invokestatic(
          kind.isPrimitive() ? boxed(kind) : OBJECTS,
          "hashCode",
          MethodTypeDesc.of(ConstantDescs.CD_int, kind.isPrimitive() ? kind : ConstantDescs.CD_Object));
      code.iadd();
    }
    code.ireturn();
  }

  private static void get(CodeBuilder code, int slot, ClassDesc type, DirectMethodHandleDesc field) {
    code.aload(slot).getfield(type, field.methodName(), field(field));
  }

  private static ClassDesc field(DirectMethodHandleDesc getter) {
    return getter.invocationType().returnType();
  }

  private static ClassDesc boxed(ClassDesc primitive) {
    return switch (primitive.descriptorString().charAt(0)) {
      case 'Z' -> ConstantDescs.CD_Boolean;
      case 'B' -> ConstantDescs.CD_Byte;
      case 'S' -> ConstantDescs.CD_Short;
      case 'C' -> ConstantDescs.CD_Character;
      case 'I' -> ConstantDescs.CD_Integer;
      case 'J' -> ConstantDescs.CD_Long;
      case 'F' -> ConstantDescs.CD_Float;
      case 'D' -> ConstantDescs.CD_Double;
      default -> throw new IllegalArgumentException(primitive.displayName());
    };
  }
}
