package dev.holdfast.framework.schema;

import dev.holdfast.framework.diag.Diagnostics;
import dev.holdfast.framework.value.Path;
import dev.holdfast.framework.value.Value;
import dev.holdfast.framework.value.Values;
import java.util.List;
import java.util.Map;

/// A rule for every element of a collection; null and unknown elements are passed over.
record EachElement(Validator element) implements Validator {

  @Override
  public void validate(Path path, Value value, Diagnostics diagnostics) {
    switch (Values.content(value)) {
      case Value.ListOf(List<Value> elements) -> byIndex(path, elements, diagnostics);
      case Value.Tuple(List<Value> elements) -> byIndex(path, elements, diagnostics);
      case Value.SetOf(List<Value> elements) ->
          elements.forEach(each -> one(path.element(each), each, diagnostics));
      case Value.MapOf(Map<String, Value> elements) ->
          elements.forEach((key, each) -> one(path.key(key), each, diagnostics));
      case Value.Null _,
          Value.Unknown _,
          Value.Str _,
          Value.Num _,
          Value.Bool _,
          Value.Obj _,
          Value.Dynamic _ -> {}
    }
  }

  private void byIndex(Path path, List<Value> elements, Diagnostics diagnostics) {
    for (int i = 0; i < elements.size(); i++) {
      one(path.index(i), elements.get(i), diagnostics);
    }
  }

  private void one(Path path, Value value, Diagnostics diagnostics) {
    if (!value.isNull() && !value.isUnknown()) {
      element.validate(path, value, diagnostics);
    }
  }

  @Override
  public String describe() {
    return element.describe().isEmpty() ? "" : "each element " + element.describe();
  }
}
