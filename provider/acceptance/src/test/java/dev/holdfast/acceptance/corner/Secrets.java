package dev.holdfast.acceptance.corner;

import dev.holdfast.framework.resource.Call;
import dev.holdfast.framework.schema.Attribute;
import dev.holdfast.framework.schema.Nesting;
import dev.holdfast.framework.schema.Presence;
import dev.holdfast.framework.schema.Schema;
import dev.holdfast.framework.schema.Unset;
import dev.holdfast.framework.value.Type;
import dev.holdfast.framework.value.Value;
import dev.holdfast.framework.value.Values;
import java.util.List;

/// `corner_secret`: write-only values, at the top and nested, with a version that says when to
/// write again.
record Secrets() implements Stored {

  private static final Schema SCHEMA =
      Schema.of(
          "Write-only values.",
          Attribute.computed("id", Type.STRING, "Given by the server.").unset(Unset.ON_CREATE),
          Attribute.optional("password_wo", Type.STRING, "Never stored.").writeOnly(),
          Attribute.optional("password_wo_version", Type.NUMBER, "Raise it to write again."),
          Attribute.nested(
              "user",
              Nesting.SINGLE,
              Presence.OPTIONAL,
              "Who.",
              List.of(
                  Attribute.required("name", Type.STRING, "What to call."),
                  Attribute.optional("key_wo", Type.STRING, "Never stored.").writeOnly())));

  @Override
  public String typeName() {
    return "corner_secret";
  }

  @Override
  public Schema schema() {
    return SCHEMA;
  }

  @Override
  public Outcome create(Call<CornerData> call, Create request) {
    written(call, request.config());
    return Stored.super.create(call, request);
  }

  @Override
  public Outcome update(Call<CornerData> call, Update request) {
    if (!request
        .prior()
        .get("password_wo_version")
        .equals(request.plan().get("password_wo_version"))) {
      written(call, request.config());
    }
    return Stored.super.update(call, request);
  }

  private static void written(Call<CornerData> call, Value.Obj config) {
    Value key = Values.attribute(config.get("user"), "key_wo");
    call.data()
        .world()
        .record(
            "password "
                + Values.string(config.get("password_wo")).orElse("none")
                + " key "
                + Values.string(key).orElse("none"));
  }
}
