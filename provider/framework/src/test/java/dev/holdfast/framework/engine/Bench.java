package dev.holdfast.framework.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.framework.codec.Bytes;
import dev.holdfast.framework.codec.DynamicValue;
import dev.holdfast.framework.codec.Msgpack;
import dev.holdfast.framework.diag.Diagnostic;
import dev.holdfast.framework.resource.ClientCapabilities;
import dev.holdfast.framework.resource.Resource;
import dev.holdfast.framework.rules.ProposedNew;
import dev.holdfast.framework.schema.Attribute;
import dev.holdfast.framework.schema.Schema;
import dev.holdfast.framework.value.Type;
import dev.holdfast.framework.value.Value;
import dev.holdfast.framework.value.Values;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Plays Terraform for one resource: keeps state, private bytes and identity, and calls a session
/// in Terraform's order.
final class Bench {

  static final ClientCapabilities CLIENT = new ClientCapabilities(false, true);

  final Schema schema;
  final Session session;
  Value state = Values.NULL;
  Bytes privateBytes = Bytes.EMPTY;
  DynamicValue identity = DynamicValue.NONE;

  Bench(Resource<String> resource) {
    this(provider(resource), resource.schema());
  }

  Bench(TestProvider provider, Schema schema) {
    this.schema = schema;
    this.session = new ProviderEngine<>(provider).newSession();
    assertThat(configure(session, Value.of("here"))).isEmpty();
  }

  static Bench of(Attribute... attributes) {
    return new Bench(new TestResource(schema(attributes)));
  }

  static Schema schema(Attribute... attributes) {
    return Schema.of("A thing.", attributes);
  }

  static TestProvider provider(Resource<String> resource) {
    var provider = new TestProvider();
    provider.resources.add(resource);
    return provider;
  }

  static List<Diagnostic> configure(Session session, Value endpoint) {
    Type type = new TestProvider().schema().type();
    Value config = object("endpoint", endpoint, "token", Value.of("provider-token"));
    return session.configure(
        new Rpc.Configure(wire(type, config), "1.11.4", new ClientCapabilities(true, true)));
  }

  /// An object from names and values in turn.
  static Value.Obj object(Object... parts) {
    Map<String, Value> attributes = new LinkedHashMap<>();
    for (int i = 0; i < parts.length; i += 2) {
      attributes.put((String) parts[i], (Value) parts[i + 1]);
    }
    return new Value.Obj(attributes);
  }

  static DynamicValue wire(Type type, Value value) {
    return DynamicValue.msgpack(Msgpack.encode(type, value));
  }

  DynamicValue wire(Value value) {
    return wire(schema.type(), value);
  }

  Value unwire(DynamicValue value) {
    return Msgpack.decode(schema.type(), value.msgpack());
  }

  /// The plan for `config`, null to destroy, as Terraform asks for it.
  Rpc.PlanAnswer plan(Value config) {
    Value full = full(config);
    Value proposed = full.isNull() ? full : ProposedNew.of(schema, state, full);
    return session.plan(
        new Rpc.Plan(
            TestResource.NAME,
            wire(state),
            wire(proposed),
            wire(full),
            privateBytes,
            identity,
            CLIENT));
  }

  /// The configuration with what it leaves out.
  Value full(Value config) {
    return config.isNull() ? config : Conform.planned(Shape.of(schema), config).value();
  }

  /// Plans, then carries the plan out and keeps what came of it.
  Rpc.ApplyAnswer apply(Value config) {
    Rpc.PlanAnswer plan = plan(config);
    assertThat(plan.diagnostics()).isEmpty();
    return apply(config, plan);
  }

  Rpc.ApplyAnswer apply(Value config, Rpc.PlanAnswer plan) {
    Rpc.ApplyAnswer answer =
        session.apply(
            new Rpc.Apply(
                TestResource.NAME,
                wire(state),
                plan.planned(),
                wire(full(config)),
                plan.privateState(),
                plan.identity()));
    state = unwire(answer.state());
    privateBytes = answer.privateState();
    identity = answer.identity();
    return answer;
  }

  /// Refreshes the state.
  Rpc.ReadAnswer refresh() {
    Rpc.ReadAnswer answer =
        session.read(new Rpc.Read(TestResource.NAME, wire(state), privateBytes, identity, CLIENT));
    state = unwire(answer.state());
    privateBytes = answer.privateState();
    identity = answer.identity();
    return answer;
  }

  Value planned(Value config) {
    Rpc.PlanAnswer plan = plan(config);
    assertThat(plan.diagnostics()).isEmpty();
    return unwire(plan.planned());
  }
}
