package dev.holdfast.framework.engine;

import static dev.holdfast.framework.engine.Bench.object;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.framework.codec.Bytes;
import dev.holdfast.framework.codec.DynamicValue;
import dev.holdfast.framework.codec.Msgpack;
import dev.holdfast.framework.diag.Diagnostic;
import dev.holdfast.framework.diag.Diagnostics;
import dev.holdfast.framework.engine.TestResource.WithIdentity;
import dev.holdfast.framework.resource.Action;
import dev.holdfast.framework.resource.Call;
import dev.holdfast.framework.resource.DataSource;
import dev.holdfast.framework.resource.Deferral;
import dev.holdfast.framework.resource.EphemeralResource;
import dev.holdfast.framework.resource.Function;
import dev.holdfast.framework.resource.ListResource;
import dev.holdfast.framework.resource.PrivateState;
import dev.holdfast.framework.schema.Attribute;
import dev.holdfast.framework.schema.Schema;
import dev.holdfast.framework.value.Path;
import dev.holdfast.framework.value.Type;
import dev.holdfast.framework.value.Value;
import dev.holdfast.framework.value.Values;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/// Data sources, ephemeral resources, functions, list resources and actions.
class FamiliesTest {

  private static final Value A = Value.of("a");
  private static final Schema SCHEMA =
      Bench.schema(
          Attribute.required("name", Type.STRING, "Name."),
          Attribute.computed("value", Type.STRING, "Value."));
  private static final Value.Obj CONFIG = object("name", A, "value", Values.NULL);

  private final TestProvider provider = new TestProvider();
  private UnaryOperator<Value.Obj> result = config -> config.with("value", Value.of("v"));

  private Bench bench() {
    return new Bench(provider, SCHEMA);
  }

  private final class Source implements DataSource<String> {
    @Override
    public String typeName() {
      return "test_data";
    }

    @Override
    public Schema schema() {
      return SCHEMA;
    }

    @Override
    public Result read(Call<String> call, Value.Obj config) {
      return Result.of(result.apply(config));
    }
  }

  private Rpc.DataAnswer readData() {
    provider.dataSources.add(new Source());
    Bench bench = bench();
    return bench.session.readData("test_data", bench.wire(CONFIG), Bench.CLIENT);
  }

  @Test
  void aDataSourceReturnsItsConfigurationAndWhatItFound() {
    Rpc.DataAnswer answer = readData();

    assertThat(answer.diagnostics()).isEmpty();
    assertThat(bench().unwire(answer.state())).isEqualTo(object("name", A, "value", Value.of("v")));
  }

  @Test
  void aDataSourceMustNotChangeItsConfiguration() {
    result = config -> config.with("name", Value.of("b"));

    assertThat(readData().diagnostics())
        .extracting(Diagnostic::path)
        .containsExactly(Path.of("name"));
  }

  @Test
  void aDataSourceMustKnowItsResult() {
    result = config -> config.with("value", Values.UNKNOWN);

    assertThat(readData().diagnostics())
        .extracting(Diagnostic::path)
        .containsExactly(Path.of("value"));
  }

  private static final class Token implements EphemeralResource<String> {
    private final List<String> seen = new ArrayList<>();

    @Override
    public String typeName() {
      return "test_token";
    }

    @Override
    public Schema schema() {
      return SCHEMA;
    }

    @Override
    public Opened open(Call<String> call, Value.Obj config) {
      return new Opened(
          Optional.of(config.with("value", Value.of("t"))),
          PrivateState.EMPTY.with("lease", "1"),
          Optional.of(Instant.EPOCH),
          Optional.empty());
    }

    @Override
    public Renewed renew(Call<String> call, PrivateState privateState) {
      seen.add("renew " + privateState.entries());
      return new Renewed(privateState.with("lease", "2"), Optional.empty());
    }

    @Override
    public void close(Call<String> call, PrivateState privateState) {
      seen.add("close " + privateState.entries());
    }
  }

  @Test
  void anEphemeralResourceIsOpenedRenewedAndClosed() {
    var token = new Token();
    provider.ephemeralResources.add(token);
    Bench bench = bench();

    Rpc.Opened opened = bench.session.open("test_token", bench.wire(CONFIG), Bench.CLIENT);
    Rpc.Renewed renewed = bench.session.renew("test_token", opened.privateState());

    assertThat(bench.session.close("test_token", renewed.privateState())).isEmpty();
    assertThat(opened.diagnostics()).isEmpty();
    assertThat(opened.renewAt()).contains(Instant.EPOCH);
    assertThat(token.seen).containsExactly("renew {lease=1}", "close {lease=2}");
    assertThat(bench.session.close("test_other", Bytes.EMPTY)).hasSize(1);
  }

  private static final class Join implements Function {
    @Override
    public Signature signature() {
      return new Signature(
          "join",
          List.of(new Parameter("separator", Type.STRING, false, false, "Between.")),
          Optional.of(new Parameter("parts", Type.STRING, true, false, "What.")),
          Type.STRING,
          "Joins.",
          "Joins texts.");
    }

    @Override
    public Answer call(List<Value> arguments) {
      String separator = Values.string(arguments.getFirst()).orElseThrow();
      List<String> parts = new ArrayList<>();
      for (int i = 1; i < arguments.size(); i++) {
        Optional<String> part = Values.string(arguments.get(i));
        if (part.isEmpty()) {
          return new Answer.Failure("nothing to join", Optional.of(i));
        }
        parts.add(part.get());
      }
      return new Answer.Result(
          separator.equals("?") ? Value.of(true) : Value.of(String.join(separator, parts)));
    }
  }

  private Rpc.FunctionAnswer join(Value... arguments) {
    provider.functions.add(new Join());
    Session session = new ProviderEngine<>(provider).newSession();
    List<DynamicValue> sent = new ArrayList<>();
    for (Value argument : arguments) {
      sent.add(Bench.wire(Type.STRING, argument));
    }
    return session.callFunction("join", sent);
  }

  @Test
  void aFunctionTakesAnyNumberOfFurtherArgumentsWithoutAConfiguredProvider() {
    Rpc.FunctionAnswer answer = join(Value.of("-"), A, Value.of("b"));

    assertThat(answer.error()).isEmpty();
    assertThat(Msgpack.decode(Type.STRING, answer.result().msgpack())).isEqualTo(Value.of("a-b"));
  }

  @Test
  void aFunctionsErrorNamesTheArgument() {
    assertThat(join(Value.of("-"), A, Values.NULL).error())
        .contains(new Rpc.FunctionError("nothing to join", Optional.of(2)));
  }

  @Test
  void argumentsThatTheSignatureForbidsAreRefused() {
    assertThat(join(Values.NULL).error().orElseThrow().argument()).contains(0);
    provider.functions.clear();
    assertThat(join(Value.of("-"), Values.UNKNOWN).error().orElseThrow().argument()).contains(1);
    provider.functions.clear();
    assertThat(join().error()).isPresent();
  }

  @Test
  void aResultOfAnotherTypeIsAnError() {
    assertThat(join(Value.of("?")).error().orElseThrow().text()).contains("declared type");
  }

  private static final class Things implements ListResource<String> {
    private final List<Boolean> cancelled = new ArrayList<>();

    @Override
    public String typeName() {
      return TestResource.NAME;
    }

    @Override
    public Schema schema() {
      return SCHEMA;
    }

    @Override
    public void list(Call<String> call, Query query, Consumer<Found> found) {
      for (int i = 0; i < 3; i++) {
        Value.Obj object = object("name", A, "value", Values.NULL);
        found.accept(
            new Found(
                "thing " + i,
                WithIdentity.identity("" + i).orElseThrow(),
                Optional.of(object),
                new Diagnostics()));
        cancelled.add(call.cancellation().isCancelled());
      }
      call.diagnostics().warning("Slow", "");
    }
  }

  private List<Rpc.ListEvent> list(Things things, boolean objects, long limit) {
    provider.resources.add(new WithIdentity(new TestResource(SCHEMA)));
    provider.listResources.add(things);
    Bench bench = bench();
    List<Rpc.ListEvent> events = new ArrayList<>();
    bench.session.list(
        new Rpc.ListQuery(TestResource.NAME, bench.wire(CONFIG), objects, limit), events::add);
    return events;
  }

  @Test
  void aListEndsAtItsLimitAndTellsTheRestLast() {
    var things = new Things();

    List<Rpc.ListEvent> events = list(things, true, 2);

    assertThat(events)
        .extracting(Rpc.ListEvent::displayName)
        .containsExactly("thing 0", "thing 1", "");
    assertThat(things.cancelled).containsExactly(false, true, true);
    assertThat(events.getLast().diagnostics()).extracting(Diagnostic::summary).contains("Slow");
    assertThat(Msgpack.decode(WithIdentity.TYPE, events.get(1).identity().msgpack()))
        .isEqualTo(object("id", Value.of("1")));
    assertThat(bench().unwire(events.getFirst().object())).isEqualTo(CONFIG);
  }

  @Test
  void objectsAreListedOnlyWhenAskedFor() {
    assertThat(list(new Things(), false, 0))
        .hasSize(4)
        .allMatch(event -> event.object().isAbsent());
  }

  private static final class Reboot implements Action<String> {
    @Override
    public String typeName() {
      return "test_reboot";
    }

    @Override
    public Schema schema() {
      return SCHEMA;
    }

    @Override
    public Optional<Deferral> plan(Call<String> call, Value.Obj config) {
      return Optional.of(Deferral.ABSENT_PREREQ);
    }

    @Override
    public void invoke(Call<String> call, Value.Obj config, Consumer<String> progress) {
      progress.accept("stopping " + Map.of("at", call.data()));
      progress.accept("starting");
    }
  }

  @Test
  void anActionTellsItsProgress() {
    provider.actions.add(new Reboot());
    Bench bench = bench();
    List<String> progress = new ArrayList<>();

    assertThat(bench.session.invokeAction("test_reboot", bench.wire(CONFIG), progress::add))
        .isEmpty();
    assertThat(progress).containsExactly("stopping {at=here}", "starting");
  }

  @Test
  void anActionMayBePutOffOnlyWithTheClientsConsent() {
    provider.actions.add(new Reboot());
    Bench bench = bench();

    assertThat(
            bench.session.planAction("test_reboot", bench.wire(CONFIG), Bench.CLIENT).diagnostics())
        .hasSize(1);
  }
}
