package dev.holdfast.resources.netmaker;

import static dev.holdfast.framework.schema.Attribute.optional;
import static dev.holdfast.framework.schema.Attribute.optionalComputed;
import static dev.holdfast.resources.netmaker.NetmakerBinding.field;
import static dev.holdfast.resources.netmaker.NetmakerBinding.readField;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.client.netmaker.Fields;
import dev.holdfast.client.netmaker.ServerStatus;
import dev.holdfast.client.netmaker.ServerVersion;
import dev.holdfast.framework.diag.Diagnostic;
import dev.holdfast.framework.diag.Diagnostics;
import dev.holdfast.framework.schema.Attribute;
import dev.holdfast.framework.schema.Body;
import dev.holdfast.framework.schema.Equalities;
import dev.holdfast.framework.schema.ManagedPaths;
import dev.holdfast.framework.schema.Nesting;
import dev.holdfast.framework.schema.PlanContext;
import dev.holdfast.framework.schema.Presence;
import dev.holdfast.framework.value.Type;
import dev.holdfast.framework.value.Value;
import dev.holdfast.framework.value.Values;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.NotEmpty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetmakerTableTest {

  private static final Body BODY =
      new Body(
          List.of(
              optional("name", Type.STRING, "Name.").bound(field("netid", FieldCodec.TEXT)),
              optionalComputed("mtu", Type.NUMBER, "MTU.").bound(field("mtu", FieldCodec.COUNT)),
              optionalComputed("dns", Type.BOOL, "DNS.").bound(field("dns", FieldCodec.YES_NO)),
              optional("nat", Type.BOOL, "NAT.")
                  .bound(field("nat", FieldCodec.FLAG).since(1, 4, 0)),
              optional("tags", Type.setOf(Type.STRING), "Tags.")
                  .bound(field("groups", FieldCodec.TEXTS).proOnly()),
              optional("nodes", Type.mapOf(Type.NUMBER), "Routers.")
                  .bound(field("nodes", FieldCodec.NUMBERS)),
              optional("mac", Type.STRING, "Address.")
                  .equality(Equalities.MAC_ADDRESS)
                  .bound(field("macaddress", FieldCodec.TEXT)),
              Attribute.nested(
                  "pool",
                  Nesting.SINGLE,
                  Presence.OPTIONAL,
                  "Pool.",
                  List.of(
                      optional("range", Type.STRING, "Range.")
                          .bound(field("pool_range", FieldCodec.TEXT)))),
              optional("force", Type.BOOL, "Policy."),
              optionalComputed("id", Type.STRING, "Id.").bound(readField("id", FieldCodec.TEXT))));

  private static final NetmakerTable TABLE = new NetmakerTable(BODY);
  private static final Value.Obj BLANK = Values.nullObject(BODY.type());

  @Property
  void whatIsWrittenIsReadBack(
      @ForAll @NotEmpty @AlphaChars String text,
      @ForAll @LongRange(min = 1) long number,
      @ForAll boolean flag) {
    Value.Obj planned =
        BLANK
            .with("name", Value.of(text))
            .with("mtu", Value.of(number))
            .with("dns", Value.of(flag))
            .with("nat", Value.of(flag))
            .with("tags", new Value.SetOf(List.of(Value.of(text), Value.of("b"))))
            .with("nodes", new Value.MapOf(Map.of(text, Value.of(number))))
            .with("pool", new Value.Obj(Map.of("range", Value.of(text))))
            .with("force", Value.of(flag));
    Fields written = TABLE.write(Values.NULL, planned, Fields.none());
    assertThat(TABLE.read(written, BLANK.with("force", Value.of(flag)))).isEqualTo(planned);
    // A second write of the same finds nothing to do.
    assertThat(TABLE.write(planned, planned, written)).isEqualTo(written);
  }

  @Test
  void whatIsNotPlannedStaysAsItIs() {
    Fields there = Fields.none().with("netid", "mesh").with("mtu", 1380).with("other", "kept");
    Value.Obj planned = BLANK.with("name", Value.of("mesh")).with("mtu", Values.UNKNOWN);
    assertThat(TABLE.write(Values.NULL, planned, there)).isEqualTo(there);
  }

  @Test
  void whatIsGivenUpIsEmptied() {
    Value.Obj prior = BLANK.with("pool", new Value.Obj(Map.of("range", Value.of("x"))));
    Fields there = Fields.none().with("pool_range", "x").with("mtu", 1380);
    Fields written = TABLE.write(prior, BLANK, there);
    assertThat(written.text("pool_range")).isEmpty();
    assertThat(written.number("mtu")).contains(1380L);
    assertThat(TABLE.read(written, BLANK).get("pool")).isEqualTo(Values.NULL);
  }

  @Test
  void anotherSpellingIsNotWritten() {
    Fields there = Fields.none().with("macaddress", "02:42:ac:11:00:02");
    Value.Obj planned = BLANK.with("mac", Value.of("02-42-AC-11-00-02"));
    assertThat(TABLE.write(Values.NULL, planned, there)).isEqualTo(there);
    var diagnostics = new Diagnostics();
    TABLE.lost(planned, TABLE.read(there, planned), diagnostics);
    assertThat(diagnostics.all()).isEmpty();
  }

  @Test
  void whatTheServerDidNotKeepIsAnErrorAtItsAttribute() {
    var diagnostics = new Diagnostics();
    TABLE.lost(
        BLANK.with("mtu", Value.of(1380)).with("name", Value.of("mesh")),
        BLANK.with("mtu", Value.of(1420)).with("name", Value.of("mesh")),
        diagnostics);
    assertThat(diagnostics.all())
        .singleElement()
        .satisfies(error -> {
          assertThat(error.path()).hasToString("mtu");
          assertThat(error.detail()).contains("1380", "1420");
        });
  }

  @ParameterizedTest
  @CsvSource({
    "1.4.0, true, 0",
    "1.3.9, true, 1",
    "1.5.1, false, 1",
    "1.3.0, false, 2",
  })
  void aServerThatDoesNotTakeAnAttributeIsNamed(String version, boolean pro, int errors) {
    Value.Obj config =
        BLANK
            .with("nat", Value.of(true))
            .with("tags", new Value.SetOf(List.of(Value.of("a"))))
            .with("mtu", Value.of(1380));
    var server = new ServerStatus(ServerVersion.parse(version), pro);
    assertThat(gates(Values.NULL, config, server)).hasSize(errors);
    // What the state holds already was taken before.
    assertThat(gates(config, config, server)).isEmpty();
  }

  private static List<Diagnostic> gates(Value prior, Value.Obj config, ServerStatus server) {
    var diagnostics = new Diagnostics();
    var operation = prior.isNull() ? PlanContext.Operation.CREATE : PlanContext.Operation.UPDATE;
    TABLE.gates(new PlanContext(operation, prior, config, ManagedPaths.NONE), server, diagnostics);
    return diagnostics.all();
  }
}
