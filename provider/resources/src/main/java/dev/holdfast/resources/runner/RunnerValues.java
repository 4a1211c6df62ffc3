package dev.holdfast.resources.runner;

import dev.holdfast.framework.value.Type;
import dev.holdfast.framework.value.Value;
import dev.holdfast.framework.value.Values;
import dev.holdfast.language.value.Bool;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.Int;
import dev.holdfast.language.value.ListValue;
import dev.holdfast.language.value.None;
import dev.holdfast.language.value.Real;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.Text;
import dev.holdfast.language.value.TupleValue;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Carries values between Terraform and playbooks.
public final class RunnerValues {

  private RunnerValues() {}

  /// Terraform's value as a playbook's.
  public static dev.holdfast.language.value.Value of(Value value) {
    return switch (value) {
      case Value.Null _, Value.Unknown _ -> None.NONE;
      case Value.Str(String text) -> Str.of(text);
      case Value.Bool(boolean truth) -> Bool.of(truth);
      case Value.Num(BigDecimal number) -> number(number);
      case Value.Dynamic(_, Value content) -> of(content);
      case Value.ListOf _, Value.SetOf _, Value.Tuple _ ->
          new ListValue(value.parts().stream().map(RunnerValues::of).toList());
      case Value.MapOf(Map<String, Value> elements) -> dict(elements);
      case Value.Obj(Map<String, Value> attributes) -> dict(attributes);
    };
  }

  /// An object or map as variables; nothing else has names.
  public static DictValue variables(Value value) {
    return of(value) instanceof DictValue dict ? dict : new DictValue();
  }

  private static dev.holdfast.language.value.Value number(BigDecimal number) {
    return number.stripTrailingZeros().scale() <= 0
        ? new Int(number.toBigIntegerExact())
        : new Real(number.doubleValue());
  }

  private static DictValue dict(Map<String, Value> entries) {
    var dict = new DictValue();
    entries.forEach((name, value) -> dict.put(name, of(value)));
    return dict;
  }

  /// A playbook's value with the type that it turns out to have.
  public static Value.Dynamic dynamic(dev.holdfast.language.value.Value value) {
    return switch (value) {
      case None _ -> new Value.Dynamic(Type.DYNAMIC, Values.NULL);
      case Bool truth -> new Value.Dynamic(Type.BOOL, Value.of(truth == Bool.TRUE));
      case Int number -> new Value.Dynamic(Type.NUMBER, Value.of(new BigDecimal(Text.str(number))));
      case Real number when Double.isFinite(number.value()) ->
          new Value.Dynamic(Type.NUMBER, Value.of(BigDecimal.valueOf(number.value())));
      case ListValue list -> tuple(list.items());
      case TupleValue tuple -> tuple(tuple.items());
      case DictValue dict -> object(dict);
      default -> new Value.Dynamic(Type.STRING, Value.of(Text.str(value)));
    };
  }

  private static Value.Dynamic tuple(List<dev.holdfast.language.value.Value> items) {
    List<Value> values = new ArrayList<>();
    List<Type> types = new ArrayList<>();
    for (dev.holdfast.language.value.Value item : items) {
      Value.Dynamic each = dynamic(item);
      values.add(each.value());
      types.add(each.type());
    }
    return new Value.Dynamic(new Type.Tuple(types), new Value.Tuple(values));
  }

  private static Value.Dynamic object(DictValue dict) {
    Map<String, Value> values = new LinkedHashMap<>();
    Map<String, Type> types = new LinkedHashMap<>();
    dict.entries()
        .forEach((key, value) -> {
          Value.Dynamic each = dynamic(value);
          values.put(Text.str(key), each.value());
          types.put(Text.str(key), each.type());
        });
    return new Value.Dynamic(Type.objectOf(types), new Value.Obj(values));
  }
}
