package dev.holdfast.acceptance.corner;

import dev.holdfast.framework.resource.Call;
import dev.holdfast.framework.schema.Attribute;
import dev.holdfast.framework.schema.ManagedPaths;
import dev.holdfast.framework.schema.Nesting;
import dev.holdfast.framework.schema.Presence;
import dev.holdfast.framework.schema.Schema;
import dev.holdfast.framework.schema.Unset;
import dev.holdfast.framework.value.Type;
import dev.holdfast.framework.value.Value;
import dev.holdfast.framework.value.Values;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// `corner_managed`: a server that has values of its own for what nobody set, and a map of devices
/// of which only some slots are ours.
record Managed() implements Stored {

  private static final List<String> KEYS = List.of("cores", "note");

  private static final Schema SCHEMA =
      Schema.of(
          "A server with values of its own.",
          Attribute.computed("id", Type.STRING, "Given by the server.").unset(Unset.ON_CREATE),
          Attribute.required("name", Type.STRING, "What it is called."),
          Attribute.managed("cores", Type.NUMBER, "How many; the server has 1 if not told."),
          Attribute.managed("note", Type.STRING, "What it is for."),
          Attribute.nested(
              "disks",
              Nesting.MAP,
              Presence.OPTIONAL,
              "By slot.",
              List.of(
                  Attribute.required("size", Type.NUMBER, "How large."),
                  Attribute.managed("cache", Type.STRING, "How it is cached."))));

  @Override
  public String typeName() {
    return "corner_managed";
  }

  @Override
  public Schema schema() {
    return SCHEMA;
  }

  @Override
  public Outcome create(Call<CornerData> call, Create request) {
    call.data().world().record("create manages " + sorted(request.managed()));
    Outcome outcome = Stored.super.create(call, request);
    settle(call, outcome);
    return outcome;
  }

  @Override
  public Outcome update(Call<CornerData> call, Update request) {
    call.data()
        .world()
        .record(
            "update changes "
                + changed(request)
                + " deletes "
                + deleted(request.before(), request.managed()));
    Outcome outcome = Stored.super.update(call, request);
    settle(call, outcome);
    return outcome;
  }

  /// What nobody sets, the server sets: seen by the next read, as on a real one.
  private static void settle(Call<CornerData> call, Outcome outcome) {
    String id = Stored.id(outcome.state().orElseThrow());
    call.data()
        .world()
        .change(
            id,
            object -> object.get("cores").isNull() ? object.with("cores", Value.of(1)) : object);
  }

  private static String changed(Update request) {
    return KEYS.stream()
        .filter(key -> !request.prior().get(key).equals(request.plan().get(key)))
        .collect(Collectors.joining(","));
  }

  private static String deleted(ManagedPaths before, ManagedPaths now) {
    var gone = new TreeSet<>(before.paths());
    gone.removeAll(now.paths());
    return String.join(",", gone);
  }

  private static String sorted(ManagedPaths managed) {
    return String.join(",", new TreeSet<>(managed.paths()));
  }

  /// Slots that were not in the map are somebody else's. An import reads all.
  @Override
  public Outcome read(Call<CornerData> call, Read request) {
    Outcome all = Stored.super.read(call, request);
    return request.imported()
        ? all
        : new Outcome(
            all.state().map(state -> ours(state, request.state().get("disks"))),
            all.privateState(),
            all.identity());
  }

  private static Value.Obj ours(Value.Obj state, Value before) {
    if (!(state.get("disks") instanceof Value.MapOf(var slots))) {
      return state;
    }
    var ours = new TreeMap<>(slots);
    ours.keySet().removeIf(slot -> Values.element(before, slot).isNull());
    boolean none = ours.isEmpty() && before.isNull();
    return state.with("disks", none ? Values.NULL : new Value.MapOf(ours));
  }
}
