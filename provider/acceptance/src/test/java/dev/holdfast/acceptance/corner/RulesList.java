package dev.holdfast.acceptance.corner;

import dev.holdfast.framework.diag.Diagnostics;
import dev.holdfast.framework.resource.Call;
import dev.holdfast.framework.resource.ListResource;
import dev.holdfast.framework.schema.Attribute;
import dev.holdfast.framework.schema.Schema;
import dev.holdfast.framework.value.Type;
import dev.holdfast.framework.value.Value;
import dev.holdfast.framework.value.Values;
import java.util.Optional;
import java.util.function.Consumer;

/// Lists `corner_rules` objects whose name starts with a text.
record RulesList() implements ListResource<CornerData> {

  @Override
  public String typeName() {
    return "corner_rules";
  }

  @Override
  public Schema schema() {
    return Schema.of("Finds objects.", Attribute.optional("starts", Type.STRING, "Their name."));
  }

  @Override
  public void list(Call<CornerData> call, Query query, Consumer<Found> found) {
    World world = call.data().world();
    String starts = Values.string(query.config().get("starts")).orElse("");
    world.ids().stream()
        .filter(id -> id.startsWith("rules-"))
        .flatMap(id -> world.get(id).stream())
        .filter(object -> name(object).startsWith(starts))
        .limit(query.limit())
        .forEach(object -> found.accept(found(query, object)));
  }

  private static Found found(Query query, Value.Obj object) {
    return new Found(
        name(object),
        Rules.identity(object),
        query.includeObject() ? Optional.of(object) : Optional.empty(),
        new Diagnostics());
  }

  private static String name(Value.Obj object) {
    return Values.string(object.get("name")).orElse("");
  }
}
