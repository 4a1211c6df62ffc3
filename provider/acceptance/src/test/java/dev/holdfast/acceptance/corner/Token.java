package dev.holdfast.acceptance.corner;

import dev.holdfast.framework.resource.Call;
import dev.holdfast.framework.resource.EphemeralResource;
import dev.holdfast.framework.resource.PrivateState;
import dev.holdfast.framework.schema.Attribute;
import dev.holdfast.framework.schema.Schema;
import dev.holdfast.framework.value.Path;
import dev.holdfast.framework.value.Type;
import dev.holdfast.framework.value.Value;
import dev.holdfast.framework.value.Values;
import java.time.Instant;
import java.util.Optional;

/// Ephemeral resource `corner_token`: a value for one run; with `renew` it has to be renewed at
/// once, before anything else is done with it.
record Token() implements EphemeralResource<CornerData> {

  private static final Schema SCHEMA =
      Schema.of(
          "Lives for one run.",
          Attribute.required("user", Type.STRING, "Whose."),
          Attribute.optional("renew", Type.BOOL, "Whether it must be renewed."),
          Attribute.computed("secret", Type.STRING, "The token.").sensitive());

  @Override
  public String typeName() {
    return "corner_token";
  }

  @Override
  public Schema schema() {
    return SCHEMA;
  }

  @Override
  public Opened open(Call<CornerData> call, Value.Obj config) {
    String user = Values.string(config.get("user")).orElseThrow();
    if (user.equals("nobody")) {
      call.diagnostics().error(Path.of("user"), "Unable to open a token", "There is no nobody.");
      return new Opened(Optional.empty(), PrivateState.EMPTY, Optional.empty(), Optional.empty());
    }
    call.data().world().record("open " + user);
    boolean renewed = Values.bool(config.get("renew")).orElse(false);
    return new Opened(
        Optional.of(config.with("secret", Value.of("token of " + user))),
        PrivateState.EMPTY.with("user", "\"" + user + "\""),
        renewed ? Optional.of(Instant.EPOCH) : Optional.empty(),
        Optional.empty());
  }

  @Override
  public Renewed renew(Call<CornerData> call, PrivateState privateState) {
    call.data().world().record("renew " + privateState.get("user").orElseThrow());
    call.data().world().meeting().countDown();
    return new Renewed(privateState, Optional.empty());
  }

  @Override
  public void close(Call<CornerData> call, PrivateState privateState) {
    call.data().world().record("close " + privateState.get("user").orElseThrow());
  }
}
