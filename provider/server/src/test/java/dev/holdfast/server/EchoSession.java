package dev.holdfast.server;

import dev.holdfast.framework.codec.Bytes;
import dev.holdfast.framework.codec.DynamicValue;
import dev.holdfast.framework.diag.Diagnostic;
import dev.holdfast.framework.engine.ProviderSchemas;
import dev.holdfast.framework.engine.Rpc;
import dev.holdfast.framework.engine.Session;
import dev.holdfast.framework.resource.ClientCapabilities;
import dev.holdfast.framework.resource.Deferral;
import dev.holdfast.framework.resource.Function;
import dev.holdfast.framework.resource.Identified;
import dev.holdfast.framework.schema.Attribute;
import dev.holdfast.framework.schema.Schema;
import dev.holdfast.framework.value.Path;
import dev.holdfast.framework.value.Type;
import dev.holdfast.server.rpc.ServedProvider;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// A session without an engine: answers each call with parts of its request, so that tests of the
/// server see what became of every field on its way in and out.
public final class EchoSession implements Session {
  private static final Instant RENEW_AT = Instant.ofEpochSecond(1_800_000_000L, 5);

  private volatile DynamicValue config = DynamicValue.NONE;
  private volatile boolean stopped;

  /// A provider of echoes, with one type of each kind.
  public static ServedProvider provider() {
    return new ServedProvider(EchoSession::schemas, EchoSession::new);
  }

  static ProviderSchemas schemas() {
    Schema thing =
        Schema.of("A thing.", Attribute.required("name", Type.STRING, "Its name.")).versioned(3);
    return new ProviderSchemas(
        Schema.of("Settings.", Attribute.optional("token", Type.STRING, "Secret.").sensitive()),
        Map.of("echo_thing", thing),
        Map.of("echo_thing", thing),
        Map.of("echo_secret", thing),
        Map.of("echo_thing", thing),
        Map.of("echo_knock", thing),
        Map.of(
            "same",
            new Function.Signature(
                "same",
                List.of(new Function.Parameter("value", Type.STRING, true, false, "Any.")),
                Optional.of(new Function.Parameter("rest", Type.DYNAMIC, false, true, "More.")),
                Type.STRING,
                "Same.",
                "Returns its argument.")),
        Map.of(
            "echo_thing",
            new Identified.IdentitySchema(
                2,
                List.of(
                    new Identified.IdentityAttribute("id", Type.STRING, true, "The id."),
                    new Identified.IdentityAttribute("node", Type.STRING, false, "Where.")))));
  }

  private static List<Diagnostic> note(String text) {
    return List.of(Diagnostic.warning(Path.of("name"), "Echo", text));
  }

  @Override
  public List<Diagnostic> validateProviderConfig(DynamicValue given) {
    return note("provider " + given.json().utf8());
  }

  @Override
  public List<Diagnostic> configure(Rpc.Configure request) {
    config = request.config();
    return note(request.terraformVersion() + " " + request.client());
  }

  @Override
  public List<Diagnostic> validate(Rpc.Validate request) {
    return request.typeName().isEmpty()
        ? List.of()
        : note(request.kind() + " " + request.typeName() + " " + request.client());
  }

  @Override
  public Rpc.Upgraded upgradeState(Rpc.Upgrade request) {
    return new Rpc.Upgraded(
        new DynamicValue(Bytes.EMPTY, request.json()), note("version " + request.version()));
  }

  @Override
  public Rpc.Upgraded upgradeIdentity(Rpc.Upgrade request) {
    return upgradeState(request);
  }

  @Override
  public Rpc.ReadAnswer read(Rpc.Read request) {
    return switch (request.typeName()) {
      case "config" ->
          new Rpc.ReadAnswer(config, Bytes.EMPTY, DynamicValue.NONE, Optional.empty(), List.of());
      case "stopped" ->
          new Rpc.ReadAnswer(
              DynamicValue.msgpack(Bytes.utf8(Boolean.toString(stopped))),
              Bytes.EMPTY,
              DynamicValue.NONE,
              Optional.empty(),
              List.of());
      case "thread" ->
          new Rpc.ReadAnswer(
              DynamicValue.msgpack(Bytes.utf8(Thread.currentThread().toString())),
              Bytes.EMPTY,
              DynamicValue.NONE,
              Optional.empty(),
              List.of());
      case "throws" -> throw new IllegalStateException("secret text");
      case "overflows" -> throw new StackOverflowError();
      default ->
          new Rpc.ReadAnswer(
              request.state(),
              request.privateState(),
              request.identity(),
              request.typeName().equals("deferred")
                  ? Optional.of(Deferral.ABSENT_PREREQ)
                  : Optional.empty(),
              List.of());
    };
  }

  @Override
  public Rpc.PlanAnswer plan(Rpc.Plan request) {
    return new Rpc.PlanAnswer(
        request.proposed(),
        List.of(Path.of("name")),
        request.privateState(),
        request.identity(),
        request.typeName().equals("deferred")
            ? Optional.of(Deferral.PROVIDER_CONFIG_UNKNOWN)
            : Optional.empty(),
        List.of());
  }

  @Override
  public Rpc.ApplyAnswer apply(Rpc.Apply request) {
    return new Rpc.ApplyAnswer(
        request.planned(), request.privateState(), request.identity(), List.of());
  }

  @Override
  public Rpc.ImportAnswer importState(Rpc.Import request) {
    var object =
        new Rpc.ImportedObject(
            request.typeName(),
            DynamicValue.msgpack(Bytes.utf8(request.id())),
            Bytes.utf8("private"),
            request.identity());
    return new Rpc.ImportAnswer(List.of(object), Optional.empty(), List.of());
  }

  @Override
  public Rpc.MoveAnswer moveState(Rpc.Move request) {
    return new Rpc.MoveAnswer(
        new DynamicValue(Bytes.EMPTY, request.sourceState()),
        request.sourcePrivate(),
        new DynamicValue(Bytes.EMPTY, request.sourceIdentity()),
        note(
            String.join(
                " ",
                request.sourceProviderAddress(),
                request.sourceTypeName(),
                Long.toString(request.sourceSchemaVersion()),
                Long.toString(request.sourceIdentityVersion()),
                request.targetTypeName())));
  }

  @Override
  public Rpc.Generated generateConfig(String typeName, DynamicValue state) {
    return new Rpc.Generated(state, note(typeName));
  }

  @Override
  public Rpc.DataAnswer readData(String typeName, DynamicValue given, ClientCapabilities client) {
    return new Rpc.DataAnswer(given, Optional.empty(), note(typeName));
  }

  @Override
  public Rpc.Opened open(String typeName, DynamicValue given, ClientCapabilities client) {
    return new Rpc.Opened(
        given, Bytes.utf8("lease"), Optional.of(RENEW_AT), Optional.empty(), note(typeName));
  }

  @Override
  public Rpc.Renewed renew(String typeName, Bytes privateState) {
    return new Rpc.Renewed(privateState, Optional.of(RENEW_AT), note(typeName));
  }

  @Override
  public List<Diagnostic> close(String typeName, Bytes privateState) {
    return note(typeName + " " + privateState.utf8());
  }

  @Override
  public Rpc.FunctionAnswer callFunction(String name, List<DynamicValue> arguments) {
    if (arguments.isEmpty()) {
      return new Rpc.FunctionAnswer(
          DynamicValue.NONE, Optional.of(new Rpc.FunctionError("missing \ud800", Optional.of(0))));
    }
    return new Rpc.FunctionAnswer(arguments.getFirst(), Optional.empty());
  }

  @Override
  public void list(Rpc.ListQuery query, Consumer<Rpc.ListEvent> events) {
    for (int i = 0; i < query.limit(); i++) {
      events.accept(
          new Rpc.ListEvent(
              query.config(),
              "thing " + i,
              query.includeObject() ? query.config() : DynamicValue.NONE,
              List.of()));
    }
  }

  @Override
  public Rpc.ActionPlan planAction(String typeName, DynamicValue given, ClientCapabilities client) {
    return new Rpc.ActionPlan(Optional.of(Deferral.RESOURCE_CONFIG_UNKNOWN), note(typeName));
  }

  @Override
  public List<Diagnostic> invokeAction(
      String typeName, DynamicValue given, Consumer<String> progress) {
    progress.accept("one");
    progress.accept("two \udc00");
    return note(typeName);
  }

  @Override
  public void stop() {
    stopped = true;
  }
}
