package dev.holdfast.language.jinja;

import dev.holdfast.language.value.Arguments;
import dev.holdfast.language.value.Bool;
import dev.holdfast.language.value.Callable;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.Int;
import dev.holdfast.language.value.Items;
import dev.holdfast.language.value.ListValue;
import dev.holdfast.language.value.Locked;
import dev.holdfast.language.value.None;
import dev.holdfast.language.value.ObjectValue;
import dev.holdfast.language.value.Real;
import dev.holdfast.language.value.SecurityError;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.TemplateError;
import dev.holdfast.language.value.Text;
import dev.holdfast.language.value.TupleValue;
import dev.holdfast.language.value.Types;
import dev.holdfast.language.value.Undefined;
import dev.holdfast.language.value.UndefinedError;
import dev.holdfast.language.value.Value;
import dev.holdfast.language.value.Vaulted;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Access to members: `value.name` and `value[key]`, by Jinja2's rules.
final class Members {
  /// What Python objects have and templates must not reach, unless a dict has it as a key.
  private static final Set<String> FORBIDDEN =
      Set.of(
          "__class__",
          "__init__",
          "__dict__",
          "__globals__",
          "__mro__",
          "__bases__",
          "__base__",
          "__subclasses__",
          "__builtins__",
          "__import__",
          "__code__",
          "__closure__",
          "__module__",
          "__getattribute__",
          "__reduce__",
          "__reduce_ex__",
          "__doc__",
          "__new__",
          "__self__",
          "__func__",
          "__call__",
          "__name__",
          "__qualname__",
          "__getitem__",
          "__setattr__",
          "__delattr__",
          "__len__",
          "__iter__",
          "__contains__",
          "__str__",
          "__repr__",
          "__eq__",
          "__hash__",
          "__format__",
          "__dir__",
          "__sizeof__",
          "__init_subclass__",
          "__subclasshook__");

  private Members() {}

  /// `value.name`: the attribute or method, else the item.
  static Value attribute(Value given, String name) {
    Value value = Locked.open(given);
    if (value instanceof Undefined undefined) {
      return ofUndefined(undefined);
    }
    return own(value, name)
        .or(() -> Items.find(unlocked(value), Str.of(name)))
        .or(() -> type(value, name))
        .orElseGet(() -> missing(value, Str.of(name)));
  }

  /// Playbooks compare the names of types; the name is all that there is.
  private static Optional<Value> type(Value value, String name) {
    return name.equals("__class__")
        ? Optional.of(new PythonClass(fullName(value)))
        : Optional.empty();
  }

  /// `value[key]`: the item, else the attribute or method.
  static Value item(Value given, Value index) {
    Value value = Locked.open(given);
    Value key = Locked.open(index);
    if (value instanceof Undefined undefined) {
      return ofUndefined(undefined);
    }
    if (key instanceof Undefined undefined) {
      throw new UndefinedError(undefined);
    }
    Optional<Value> item = Items.find(unlocked(value), key);
    if (item.isEmpty() && key instanceof Str(String name, _, _)) {
      item = own(value, name);
    }
    return item.orElseGet(() -> missing(value, key));
  }

  private static Value ofUndefined(Undefined undefined) {
    if (undefined.lenient()) {
      throw new UndefinedError(undefined);
    }
    return undefined;
  }

  private static Value unlocked(Value value) {
    if (value instanceof Vaulted) {
      throw TemplateError.ansible("Attempting to decrypt but no vault secrets found");
    }
    return value;
  }

  private static Optional<Value> own(Value value, String name) {
    return switch (value) {
      case Str _ -> bound(StrMethods.ALL, value, name);
      case ListValue _ -> bound(ListMethods.LIST, value, name);
      case TupleValue _ -> bound(ListMethods.TUPLE, value, name);
      case DictValue _ -> bound(DictMethods.ALL, value, name);
      case Int _, Bool _, Real _ ->
          NumberMethods.attribute(value, name)
              .or(() -> bound(NumberMethods.methods(value), value, name));
      case ObjectValue object -> object.attribute(name);
      case MacroValue macro -> macro.attribute(name);
      case BlockReference block ->
          name.equals("super") ? Optional.of(block.parent()) : Optional.empty();
      case None _, Vaulted _, Undefined _, Callable _ -> Optional.empty();
    };
  }

  private static Optional<Value> bound(Map<String, Method> methods, Value self, String name) {
    return Optional.ofNullable(methods.get(name))
        .map(method -> new BoundMethod(name, self, method));
  }

  /// A method together with the value it was read from.
  record BoundMethod(String name, Value self, Method method) implements Callable {
    @Override
    public Value call(Arguments arguments) {
      return method.call(self, new MethodArguments(Types.name(self), name, arguments));
    }
  }

  private static Value missing(Value value, Value key) {
    if (!(key instanceof Str(String name, _, _))) {
      String plain = value instanceof Str str && !str.unsafe() ? "str object" : typeName(value);
      return new Undefined(plain + " has no element " + Text.repr(key));
    }
    if (FORBIDDEN.contains(name)) {
      throw new SecurityError(
          "access to attribute '%s' of '%s' object is unsafe.".formatted(name, Types.name(value)));
    }
    return new Undefined("'" + typeName(value) + "' has no attribute " + Text.repr(key));
  }

  private static String typeName(Value value) {
    return value == None.NONE ? "None" : fullName(value) + " object";
  }

  /// The type's name with its Python module, where that is not the built-in one.
  private static String fullName(Value value) {
    String debug = Types.debugName(value);
    return switch (debug) {
      case "AnsibleUnsafeText" -> "ansible.utils.unsafe_proxy.AnsibleUnsafeText";
      // Text that is read a member of stands in a file nearly always.
      case "str" -> "ansible.parsing.yaml.objects.AnsibleUnicode";
      case "NativeJinjaText" -> "ansible.utils.native_jinja.NativeJinjaText";
      case "TemplateModule" -> "jinja2.environment.TemplateModule";
      case "Namespace" -> "jinja2.utils.Namespace";
      case "LoopContext" -> "jinja2.runtime.LoopContext";
      default -> debug;
    };
  }
}
