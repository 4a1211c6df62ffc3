package dev.holdfast.framework.schema;

import dev.holdfast.framework.value.Type;
import dev.holdfast.framework.value.Value;
import dev.holdfast.framework.value.Values;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// How long a resource waits for each kind of call, and the nested attribute `timeouts` by which
/// users change it.
///
/// Made with `Timeouts.NONE.with(CREATE, ...)`; only the calls that were named have an attribute.
public record Timeouts(Map<Call, Duration> defaults) {

  /// The name of the attribute.
  public static final String NAME = "timeouts";

  /// A kind of call; the attribute has its name in lower case.
  public enum Call {
    CREATE,
    READ,
    UPDATE,
    DELETE;

    private String attribute() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// No call has a limit yet.
  public static final Timeouts NONE = new Timeouts(Map.of());

  public Timeouts {
    Map<Call, Duration> ordered = new EnumMap<>(Call.class);
    ordered.putAll(defaults);
    defaults = Collections.unmodifiableMap(ordered);
  }

  /// These and one more.
  public Timeouts with(Call call, Duration standard) {
    Map<Call, Duration> more = new EnumMap<>(Call.class);
    more.putAll(defaults);
    more.put(call, standard);
    return new Timeouts(more);
  }

  /// The attribute `timeouts` for a resource's table.
  public Attribute attribute() {
    List<Attribute> calls =
        defaults.entrySet().stream()
            .map(each -> attribute(each.getKey(), each.getValue()))
            .toList();
    String doc = "How long to wait before giving up, as durations such as `90s`, `30m` or `1h30m`.";
    return Attribute.nested(NAME, Nesting.SINGLE, Presence.OPTIONAL, doc, calls);
  }

  private static Attribute attribute(Call call, Duration standard) {
    String doc =
        "For each " + call.attribute() + "; `" + Durations.text(standard) + "` where unset.";
    return Attribute.optional(call.attribute(), Type.STRING, doc)
        .validated(Validators.duration())
        .equality(Equalities.DURATION);
  }

  /// The limit for a call: what the object's `timeouts` say, else the default.
  ///
  /// @param object a configuration, plan or state of the resource
  public Duration of(Call call, Value object) {
    Value given = Values.attribute(Values.attribute(object, NAME), call.attribute());
    return Values.string(given)
        .flatMap(Durations::parse)
        .or(() -> Optional.ofNullable(defaults.get(call)))
        .orElseThrow(() -> new IllegalArgumentException("no timeout is declared for " + call));
  }
}
