package dev.holdfast.acceptance.corner;

import dev.holdfast.framework.diag.Diagnostics;
import dev.holdfast.framework.resource.Call;
import dev.holdfast.framework.resource.ConfigValidating;
import dev.holdfast.framework.resource.Identified;
import dev.holdfast.framework.resource.PrivateState;
import dev.holdfast.framework.resource.StateMoving;
import dev.holdfast.framework.schema.Attribute;
import dev.holdfast.framework.schema.Equality;
import dev.holdfast.framework.schema.PlanModifier;
import dev.holdfast.framework.schema.Rule;
import dev.holdfast.framework.schema.Schema;
import dev.holdfast.framework.schema.Unset;
import dev.holdfast.framework.schema.Validator;
import dev.holdfast.framework.value.Path;
import dev.holdfast.framework.value.Type;
import dev.holdfast.framework.value.Value;
import dev.holdfast.framework.value.Values;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// `corner_rules`: one attribute for each rule of planning and validation.
record Rules() implements Stored, ConfigValidating, StateMoving, Identified {

  /// The server writes capitals whatever it was sent.
  private static final Equality ANY_CASE =
      (one, other) ->
          Values.string(one).map(Rules::upper).equals(Values.string(other).map(Rules::upper));

  private static final String SERIAL = "serial";

  private static final Schema SCHEMA =
      Schema.of(
              "One attribute for each rule.",
              Attribute.computed("id", Type.STRING, "Given by the server.").unset(Unset.ON_CREATE),
              Attribute.required("name", Type.STRING, "Not too long.").validated(new AtMostTen()),
              Attribute.optional("region", Type.STRING, "Where it is made.")
                  .planned(PlanModifier.requiresReplace()),
              Attribute.optional("size", Type.NUMBER, "Grows in place.")
                  .planned(
                      PlanModifier.requiresReplaceIf(
                          plan -> shrinks(plan.prior(), plan.planned()))),
              Attribute.optionalComputed("zone", Type.STRING, "Chosen by the server if not told.")
                  .unset(Unset.ON_CREATE)
                  .planned(PlanModifier.requiresReplaceIfConfigured()),
              Attribute.optionalComputed("mode", Type.STRING, "How.").defaultsTo(Value.of("fast")),
              Attribute.optionalComputed("zero", Type.NUMBER, "How much.").defaultsTo(Value.of(0)),
              Attribute.optional("mac", Type.STRING, "Kept in capitals.").equality(ANY_CASE),
              Attribute.computed("stamp", Type.STRING, "Changes with every write."),
              Attribute.computed("writes", Type.STRING, "How often it was written."),
              Attribute.computed("prefix", Type.STRING, "Of the provider that made it.")
                  .unset(Unset.ON_CREATE),
              Attribute.optional("password", Type.STRING, "Not shown.").sensitive(),
              Attribute.optional("old", Type.STRING, "Do not use.").deprecated("Use name."),
              Attribute.optional("left", Type.STRING, "Not with right."),
              Attribute.optional("right", Type.STRING, "Not with left."))
          .ruled(new NotBoth());

  @Override
  public String typeName() {
    return "corner_rules";
  }

  @Override
  public Schema schema() {
    return SCHEMA;
  }

  @Override
  public IdentitySchema identitySchema() {
    return new IdentitySchema(
        0, List.of(new IdentityAttribute("id", Type.STRING, true, "Given by the server.")));
  }

  static Value.Obj identity(Value.Obj object) {
    return new Value.Obj(Map.of("id", object.get("id")));
  }

  @Override
  public Outcome create(Call<CornerData> call, Create request) {
    return identified(Stored.super.create(call, request));
  }

  @Override
  public Outcome read(Call<CornerData> call, Read request) {
    return identified(Stored.super.read(call, request));
  }

  @Override
  public Outcome update(Call<CornerData> call, Update request) {
    return identified(Stored.super.update(call, request));
  }

  private static Outcome identified(Outcome outcome) {
    return outcome.state().map(state -> outcome.identified(identity(state))).orElse(outcome);
  }

  @Override
  public Value.Obj made(Call<CornerData> call, Value.Obj planned, PrivateState privateState) {
    String writes = privateState.get(SERIAL).orElseThrow();
    call.data().world().record("write " + Stored.id(planned));
    Value.Obj object =
        planned
            .with("stamp", Value.of("stamp " + writes))
            .with("writes", Value.of(writes))
            .with(
                "mac",
                Values.string(planned.get("mac"))
                    .map(Rules::upper)
                    .map(Value::of)
                    .orElse(Values.NULL));
    boolean firstWrite = writes.equals("1");
    return firstWrite ? object.with("prefix", call.data().prefix()) : object;
  }

  @Override
  public PrivateState kept(PrivateState before) {
    int writes = before.get(SERIAL).map(Integer::parseInt).orElse(0) + 1;
    return before.with(SERIAL, Integer.toString(writes));
  }

  @Override
  public void validateConfig(Value.Obj config, Diagnostics diagnostics) {
    if (config.get("name").equals(config.get("region"))) {
      diagnostics.warning(
          Path.of("region"),
          "Name and region are alike",
          "Nobody will be able to tell them apart.");
    }
  }

  @Override
  public List<Mover> movers() {
    return List.of((source, _) ->
        source.typeName().equals("corner_shapes")
            ? Optional.of(moved(source.state()))
            : Optional.empty());
  }

  private static Outcome moved(Value state) {
    Value id = Values.attribute(state, "id");
    Value.Obj object =
        Values.nullObject(SCHEMA.type())
            .with("id", id)
            .with("name", Values.attribute(state, "string"))
            .with("mode", Value.of("fast"))
            .with("zero", Value.of(0));
    return Outcome.of(object, PrivateState.EMPTY.with(SERIAL, "7")).identified(identity(object));
  }

  private static String upper(String text) {
    return text.toUpperCase(Locale.ROOT);
  }

  private static boolean shrinks(Value prior, Value planned) {
    Optional<BigDecimal> before = Values.number(prior);
    Optional<BigDecimal> after = Values.number(planned);
    return before.isPresent() && after.isPresent() && after.get().compareTo(before.get()) < 0;
  }

  private record AtMostTen() implements Validator {
    @Override
    public void validate(Path path, Value value, Diagnostics diagnostics) {
      if (value instanceof Value.Str(String text) && text.length() > 10) {
        diagnostics.error(
            path, "Name too long", "\"" + text + "\" is longer than 10 characters; shorten it.");
      }
    }

    @Override
    public String describe() {
      return "at most 10 characters";
    }
  }

  private record NotBoth() implements Rule {
    @Override
    public void check(Path path, Value.Obj object, Diagnostics diagnostics) {
      if (!object.get("left").isNull() && !object.get("right").isNull()) {
        diagnostics.error(
            path.attribute("right"), "Conflicting attributes", "Set either left or right.");
      }
    }

    @Override
    public String describe() {
      return "left and right exclude each other";
    }
  }
}
