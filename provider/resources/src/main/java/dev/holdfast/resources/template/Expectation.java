package dev.holdfast.resources.template;

import dev.holdfast.framework.value.Value;
import dev.holdfast.framework.value.Values;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// What a plan tells of the templates that there will be.
final class Expectation {

  private Expectation() {}

  /// The planned object with what is known of its computed attributes: templates that stay as they
  /// are, unknown for those that are to be made.
  ///
  /// @param prior the state, null on create
  /// @param freeable whether an older template can be removed by now
  static Value.Obj of(Value prior, Value.Obj planned, Optional<String> hash, boolean freeable) {
    Map<String, Made> there = TemplateState.templates(prior);
    Value.Obj result =
        planned.with("content_hash", hash.<Value>map(Value::of).orElse(Values.UNKNOWN));
    if (hash.isEmpty() || !planned.get("nodes").isWhollyKnown()) {
      return result
          .with("templates", Values.UNKNOWN)
          .with("id", Values.UNKNOWN)
          .with("vmid", Values.UNKNOWN)
          .with("superseded", prior.isNull() ? none() : Values.UNKNOWN);
    }
    Map<String, Value> templates = new TreeMap<>();
    Map<String, Made> kept = new TreeMap<>();
    TemplateSpec.nodes(planned)
        .forEach(node -> {
          Optional<Made> made =
              Optional.ofNullable(there.get(node.text()))
                  .filter(each -> each.hash().map(hash.get()::equals).orElse(true))
                  .map(each -> new Made(each.id(), each.host(), hash));
          templates.put(node.text(), made.map(Made::value).orElseGet(() -> toCome(hash.get())));
          made.ifPresent(each -> kept.put(node.text(), each));
        });
    boolean all = kept.size() == templates.size();
    Value first = templates.values().stream().findFirst().orElse(Values.NULL);
    return result
        .with("templates", new Value.MapOf(templates))
        .with("id", all ? Value.of(TemplateState.id(kept)) : Values.UNKNOWN)
        .with("vmid", Values.attribute(first, "vmid"))
        .with("superseded", superseded(prior, retired(there, kept), freeable));
  }

  private static Value toCome(String hash) {
    return new Value.Obj(
        Map.of("vmid", Values.UNKNOWN, "host", Values.UNKNOWN, "content_hash", Value.of(hash)));
  }

  private static Value superseded(Value prior, List<Made> retired, boolean freeable) {
    if (prior.isNull()) {
      return none();
    }
    return retired.isEmpty() && !freeable
        ? TemplateState.places(TemplateState.superseded(prior))
        : Values.UNKNOWN;
  }

  /// The templates of the one that are not among those of the other: what no node needs any more,
  /// or, the other way round, what is new.
  static List<Made> retired(Map<String, Made> before, Map<String, Made> after) {
    Set<String> needed = new HashSet<>();
    after.values().forEach(made -> needed.add(made.place()));
    return before.values().stream()
        .filter(made -> !needed.contains(made.place()))
        .distinct()
        .toList();
  }

  private static Value none() {
    return new Value.SetOf(List.of());
  }
}
