package dev.holdfast.resources.playbook;

import dev.holdfast.framework.value.Value;
import dev.holdfast.resources.work.Fingerprint;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/// Adds values to a sum, whole and by meaning: sets have no order, numbers no spelling.
final class ValueSum {

  private ValueSum() {}

  static Fingerprint add(Fingerprint sum, Value value) {
    switch (value) {
      case Value.Null _ -> sum.apart("null");
      case Value.Unknown _ -> throw new IllegalArgumentException("an unknown value has no sum");
      case Value.Str(String text) -> sum.apart("text").apart(text);
      case Value.Bool(boolean truth) -> sum.apart(truth ? "true" : "false");
      case Value.Num(BigDecimal number) -> sum.apart("number").apart(number.toString());
      case Value.Dynamic(_, Value content) -> add(sum, content);
      case Value.ListOf(List<Value> elements) -> all(sum, elements);
      case Value.Tuple(List<Value> elements) -> all(sum, elements);
      case Value.SetOf(List<Value> elements) -> {
        sum.apart("set").apart(Integer.toString(elements.size()));
        elements.stream()
            .map(each -> add(new Fingerprint(), each).digits(32))
            .sorted()
            .forEach(sum::apart);
      }
      case Value.MapOf(Map<String, Value> elements) -> named(sum, elements);
      case Value.Obj(Map<String, Value> attributes) -> named(sum, attributes);
    }
    return sum;
  }

  private static void all(Fingerprint sum, List<Value> elements) {
    sum.apart("list").apart(Integer.toString(elements.size()));
    elements.forEach(each -> add(sum, each));
  }

  private static void named(Fingerprint sum, Map<String, Value> elements) {
    sum.apart("names").apart(Integer.toString(elements.size()));
    elements.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(each -> add(sum.apart(each.getKey()), each.getValue()));
  }
}
