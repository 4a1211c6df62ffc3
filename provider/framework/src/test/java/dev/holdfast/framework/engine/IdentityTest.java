package dev.holdfast.framework.engine;

import static dev.holdfast.framework.engine.Bench.object;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.framework.codec.Bytes;
import dev.holdfast.framework.codec.DynamicValue;
import dev.holdfast.framework.codec.Msgpack;
import dev.holdfast.framework.diag.Diagnostic;
import dev.holdfast.framework.engine.TestResource.WithIdentity;
import dev.holdfast.framework.resource.PrivateState;
import dev.holdfast.framework.resource.Resource.Outcome;
import dev.holdfast.framework.schema.Attribute;
import dev.holdfast.framework.value.Type;
import dev.holdfast.framework.value.Value;
import java.util.List;
import org.junit.jupiter.api.Test;

class IdentityTest {

  private static final Value.Obj CONFIG = object("name", Value.of("a"));

  private final TestResource thing =
      new TestResource(Bench.schema(Attribute.required("name", Type.STRING, "Name.")));
  private final Bench bench = new Bench(new WithIdentity(thing));

  private static Outcome named(Value.Obj state, String id) {
    return Outcome.of(state, PrivateState.EMPTY)
        .identified(WithIdentity.identity(id).orElseThrow());
  }

  private static Value decoded(DynamicValue identity) {
    return Msgpack.decode(WithIdentity.TYPE, identity.msgpack());
  }

  @Test
  void aCreatedObjectMustHaveItsIdentity() {
    assertThat(bench.apply(CONFIG).diagnostics())
        .extracting(Diagnostic::summary)
        .containsExactly("Missing identity after create");
  }

  @Test
  void theIdentityIsKeptByReadPlanAndUpdate() {
    thing.create = (_, request) -> named(request.plan(), "1");
    bench.apply(CONFIG);
    bench.refresh();
    Rpc.ApplyAnswer updated = bench.apply(object("name", Value.of("b")));

    assertThat(updated.diagnostics()).isEmpty();
    assertThat(decoded(bench.identity)).isEqualTo(object("id", Value.of("1")));
  }

  @Test
  void aChangedIdentityIsAnErrorThatNamesBoth() {
    thing.create = (_, request) -> named(request.plan(), "1");
    bench.apply(CONFIG);
    thing.read = (_, request) -> named(request.state(), "2");

    List<Diagnostic> diagnostics = bench.refresh().diagnostics();

    assertThat(diagnostics).hasSize(1);
    assertThat(diagnostics.getFirst().detail()).contains("\"1\"", "\"2\"");
  }

  @Test
  void identitiesOfOlderVersionsAreUpgraded() {
    Rpc.Upgraded upgraded =
        bench.session.upgradeIdentity(new Rpc.Upgrade(TestResource.NAME, 0, Bytes.utf8("\"7\"")));

    assertThat(upgraded.diagnostics()).isEmpty();
    assertThat(decoded(upgraded.value())).isEqualTo(object("id", Value.of("7")));
    assertThat(
            bench
                .session
                .upgradeIdentity(new Rpc.Upgrade(TestResource.NAME, 2, Bytes.utf8("{}")))
                .diagnostics())
        .hasSize(1);
  }
}
