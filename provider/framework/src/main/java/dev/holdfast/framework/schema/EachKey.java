package dev.holdfast.framework.schema;

import dev.holdfast.framework.diag.Diagnostics;
import dev.holdfast.framework.value.Path;
import dev.holdfast.framework.value.Value;
import java.util.Map;

/// A rule for every key of a map.
record EachKey(Validator key) implements Validator {

  @Override
  public void validate(Path path, Value value, Diagnostics diagnostics) {
    if (value instanceof Value.MapOf(Map<String, Value> elements)) {
      elements.keySet().forEach(each -> one(path, each, diagnostics));
    }
  }

  private void one(Path path, String each, Diagnostics diagnostics) {
    var found = new Diagnostics();
    key.validate(path, Value.of(each), found);
    if (found.hasErrors()) {
      diagnostics.error(
          path.key(each),
          "Invalid key",
          path
              + " has the key \""
              + each
              + "\", but each key must be "
              + key.describe()
              + ". Rename the key.");
    }
  }

  @Override
  public String describe() {
    return key.describe().isEmpty() ? "" : "each key " + key.describe();
  }
}
