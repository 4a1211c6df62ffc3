package dev.holdfast.acceptance.corner;

import dev.holdfast.framework.resource.Action;
import dev.holdfast.framework.resource.Call;
import dev.holdfast.framework.resource.Deferral;
import dev.holdfast.framework.schema.Attribute;
import dev.holdfast.framework.schema.Schema;
import dev.holdfast.framework.value.Path;
import dev.holdfast.framework.value.Type;
import dev.holdfast.framework.value.Value;
import dev.holdfast.framework.value.Values;
import java.util.Optional;
import java.util.function.Consumer;

/// Action `corner_poke`: says twice what it does.
record Poke() implements Action<CornerData> {

  private static final Schema SCHEMA =
      Schema.of("Pokes an object.", Attribute.required("id", Type.STRING, "Which one."));

  @Override
  public String typeName() {
    return "corner_poke";
  }

  @Override
  public Schema schema() {
    return SCHEMA;
  }

  @Override
  public Optional<Deferral> plan(Call<CornerData> call, Value.Obj config) {
    return config.get("id").isUnknown() && call.client().deferralAllowed()
        ? Optional.of(Deferral.RESOURCE_CONFIG_UNKNOWN)
        : Optional.empty();
  }

  @Override
  public void invoke(Call<CornerData> call, Value.Obj config, Consumer<String> progress) {
    String id = Values.string(config.get("id")).orElseThrow();
    progress.accept("looking for " + id);
    if (call.data().world().get(id).isEmpty()) {
      call.diagnostics().error(Path.of("id"), "Unable to poke it", "There is no " + id + ".");
      return;
    }
    call.data().world().record("poke " + id);
    progress.accept("poked " + id);
  }
}
