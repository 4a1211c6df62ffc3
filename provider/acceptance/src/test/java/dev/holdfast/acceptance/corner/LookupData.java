package dev.holdfast.acceptance.corner;

import dev.holdfast.framework.resource.Call;
import dev.holdfast.framework.resource.DataSource;
import dev.holdfast.framework.schema.Attribute;
import dev.holdfast.framework.schema.Nesting;
import dev.holdfast.framework.schema.Presence;
import dev.holdfast.framework.schema.Schema;
import dev.holdfast.framework.value.Path;
import dev.holdfast.framework.value.Type;
import dev.holdfast.framework.value.Value;
import dev.holdfast.framework.value.Values;
import java.util.List;
import java.util.Map;

/// Data source `corner_lookup`: what the world holds under an id.
record LookupData() implements DataSource<CornerData> {

  private static final Schema SCHEMA =
      Schema.of(
          "Looks an object up.",
          Attribute.required("id", Type.STRING, "Which one."),
          Attribute.computed("found", Type.BOOL, "Whether it is there."),
          Attribute.nested(
              "facts",
              Nesting.LIST,
              Presence.COMPUTED,
              "What is known.",
              List.of(Attribute.computed("name", Type.STRING, "Its name."))));

  @Override
  public String typeName() {
    return "corner_lookup";
  }

  @Override
  public Schema schema() {
    return SCHEMA;
  }

  @Override
  public Result read(Call<CornerData> call, Value.Obj config) {
    String id = Values.string(config.get("id")).orElseThrow();
    call.data().world().record("lookup " + id);
    if (id.equals("forbidden")) {
      call.diagnostics().error(Path.of("id"), "Unable to look it up", "It is forbidden.");
      return Result.NONE;
    }
    var object = call.data().world().get(id);
    List<Value> facts =
        object
            .map(found -> List.<Value>of(new Value.Obj(Map.of("name", found.get("name")))))
            .orElse(List.of());
    return Result.of(
        config.with("found", Value.of(object.isPresent())).with("facts", new Value.ListOf(facts)));
  }
}
