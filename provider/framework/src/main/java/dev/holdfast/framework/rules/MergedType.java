package dev.holdfast.framework.rules;

import dev.holdfast.framework.value.Type;
import dev.holdfast.framework.value.Value;
import dev.holdfast.framework.value.Values;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The type of a value of which some parts come from the configuration and the others from the
/// prior state.
final class MergedType {

  private MergedType() {}

  /// The type of `merged`: that of the configuration wherever the two are equal, else that of the
  /// prior state.
  static Type of(Type configType, Value config, Type priorType, Value merged) {
    if (merged.equals(config)) {
      return configType;
    }
    return switch (configType) {
      case Type.Tuple(var elements) when merged instanceof Value.Tuple ->
          new Type.Tuple(tuple(elements, config, priorType, merged));
      case Type.Obj(var attributes, var optional) when merged instanceof Value.Obj ->
          new Type.Obj(object(attributes, config, priorType, merged), optional);
      default -> priorType;
    };
  }

  private static List<Type> tuple(List<Type> types, Value config, Type priorType, Value merged) {
    List<Type> before = priorType instanceof Type.Tuple(var elements) ? elements : List.of();
    var result = new ArrayList<Type>(types.size());
    for (int i = 0; i < types.size(); i++) {
      Type fallback = i < before.size() ? before.get(i) : types.get(i);
      result.add(of(types.get(i), Values.element(config, i), fallback, Values.element(merged, i)));
    }
    return result;
  }

  private static Map<String, Type> object(
      Map<String, Type> types, Value config, Type priorType, Value merged) {
    Map<String, Type> before =
        priorType instanceof Type.Obj(var attributes, _) ? attributes : Map.of();
    var result = new LinkedHashMap<String, Type>();
    types.forEach((name, type) ->
        result.put(
            name,
            of(
                type,
                Values.attribute(config, name),
                before.getOrDefault(name, type),
                Values.attribute(merged, name))));
    return result;
  }
}
