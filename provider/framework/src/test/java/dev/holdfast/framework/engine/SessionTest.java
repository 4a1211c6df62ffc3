package dev.holdfast.framework.engine;

import static dev.holdfast.framework.engine.Bench.object;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.framework.codec.Bytes;
import dev.holdfast.framework.codec.DynamicValue;
import dev.holdfast.framework.diag.Diagnostic;
import dev.holdfast.framework.resource.ClientCapabilities;
import dev.holdfast.framework.resource.Deferral;
import dev.holdfast.framework.resource.Resource.Outcome;
import dev.holdfast.framework.schema.Attribute;
import dev.holdfast.framework.value.Type;
import dev.holdfast.framework.value.Value;
import dev.holdfast.framework.value.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

class SessionTest {

  private static final Value.Obj CONFIG =
      object("name", Value.of("a"), "password", Value.of("resource-secret"));

  private final TestResource resource =
      new TestResource(
          Bench.schema(
              Attribute.required("name", Type.STRING, "Name."),
              Attribute.optional("password", Type.STRING, "Password.").sensitive()));

  /// What the engine logs while `work` runs.
  private static String logOf(Runnable work) {
    List<String> lines = new ArrayList<>();
    var handler =
        new Handler() {
          @Override
          public void publish(LogRecord line) {
            lines.add(line.getMessage());
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    Logger logger = Logger.getLogger(Faults.class.getName());
    logger.setUseParentHandlers(false);
    logger.addHandler(handler);
    try {
      work.run();
    } finally {
      logger.removeHandler(handler);
      logger.setUseParentHandlers(true);
    }
    return String.join("\n", lines);
  }

  @Test
  void aFailureIsOneErrorThatRefersToTheLogAndNeitherHoldsSecrets() {
    Bench bench = new Bench(resource);
    resource.create =
        (_, request) -> {
          throw new IllegalStateException("sent " + request.plan() + " with provider-token");
        };
    List<Diagnostic> diagnostics = new ArrayList<>();

    String log = logOf(() -> diagnostics.addAll(bench.apply(CONFIG).diagnostics()));

    assertThat(diagnostics).hasSize(1);
    String detail = diagnostics.getFirst().detail();
    String reference = detail.replaceAll("(?s).*reference ([0-9a-f]{16}).*", "$1");
    assertThat(log).contains("Reference " + reference, "IllegalStateException", "SessionTest");
    assertThat(detail + log).doesNotContain("resource-secret").doesNotContain("provider-token");
  }

  @Test
  void errorsOfTheMachineAreAnsweredToo() {
    Bench bench = new Bench(resource);
    resource.create =
        (_, _) -> {
          throw new NoClassDefFoundError("missing");
        };
    List<Diagnostic> diagnostics = new ArrayList<>();

    logOf(() -> diagnostics.addAll(bench.apply(CONFIG).diagnostics()));

    assertThat(diagnostics)
        .singleElement()
        .matches(diagnostic -> diagnostic.detail().contains("NoClassDefFoundError"));
  }

  @Test
  void callsBeforeTheConfigurationAreRefused() {
    Session session = new ProviderEngine<>(Bench.provider(resource)).newSession();
    Bench bench = new Bench(resource);
    DynamicValue value = bench.wire(CONFIG);

    assertThat(
            session
                .read(
                    new Rpc.Read(
                        TestResource.NAME, value, Bytes.EMPTY, DynamicValue.NONE, Bench.CLIENT))
                .diagnostics())
        .extracting(Diagnostic::summary)
        .containsExactly("Provider is not configured");
    assertThat(
            session.validate(
                new Rpc.Validate(Rpc.Kind.RESOURCE, TestResource.NAME, value, Bench.CLIENT)))
        .isEmpty();
  }

  @Test
  void sessionsOfOneEngineAreConfiguredApart() {
    List<String> endpoints = new ArrayList<>();
    resource.read =
        (call, request) -> {
          endpoints.add(call.data());
          return Outcome.of(request.state(), request.privateState());
        };
    var engine = new ProviderEngine<>(Bench.provider(resource));
    DynamicValue value = new Bench(resource).wire(CONFIG);
    for (String endpoint : List.of("one", "two")) {
      Session session = engine.newSession();
      Bench.configure(session, Value.of(endpoint));
      session.read(
          new Rpc.Read(TestResource.NAME, value, Bytes.EMPTY, DynamicValue.NONE, Bench.CLIENT));
    }

    assertThat(endpoints).containsExactly("one", "two");
  }

  @Test
  void anUnknownProviderConfigurationDefersWhereTheClientAllowsIt() {
    var provider = Bench.provider(resource);
    var bench = new Bench(provider, resource.schema());
    assertThat(Bench.configure(bench.session, Values.UNKNOWN)).isEmpty();
    var patient = new ClientCapabilities(true, true);
    DynamicValue value = bench.wire(CONFIG);

    assertThat(
            bench
                .session
                .read(
                    new Rpc.Read(TestResource.NAME, value, Bytes.EMPTY, DynamicValue.NONE, patient))
                .deferred())
        .contains(Deferral.PROVIDER_CONFIG_UNKNOWN);
    assertThat(
            bench
                .session
                .importState(new Rpc.Import(TestResource.NAME, "1", DynamicValue.NONE, patient))
                .deferred())
        .contains(Deferral.PROVIDER_CONFIG_UNKNOWN);
    assertThat(bench.plan(CONFIG).diagnostics())
        .extracting(Diagnostic::summary)
        .containsExactly("Provider is not configured");
  }

  @Test
  void anUnknownTypeIsAnError() {
    Bench bench = new Bench(resource);

    assertThat(
            bench
                .session
                .upgradeState(new Rpc.Upgrade("test_other", 0, Bytes.utf8("{}")))
                .diagnostics())
        .singleElement()
        .matches(diagnostic -> diagnostic.detail().contains("test_other"));
  }

  @Test
  void bytesThatAreNoValueAreAnErrorWithoutTheirContent() {
    Bench bench = new Bench(resource);
    var wrong = DynamicValue.msgpack(Bytes.utf8("secret"));

    assertThat(
            bench.session.validate(
                new Rpc.Validate(Rpc.Kind.RESOURCE, TestResource.NAME, wrong, Bench.CLIENT)))
        .singleElement()
        .matches(diagnostic -> !diagnostic.toString().contains("secret"));
  }

  @Test
  void aStopCancelsWhatRunsAndNotWhatComesLater() {
    Bench bench = new Bench(resource);
    List<Boolean> cancelled = new ArrayList<>();
    resource.create =
        (call, request) -> {
          bench.session.stop();
          cancelled.add(call.cancellation().isCancelled());
          return Outcome.of(request.plan(), request.privateState());
        };
    resource.read =
        (call, request) -> {
          cancelled.add(call.cancellation().isCancelled());
          return Outcome.of(request.state(), request.privateState());
        };

    bench.apply(CONFIG);
    bench.refresh();

    assertThat(cancelled).containsExactly(true, false);
  }

  @Test
  void aCallThatFailsAfterAStopSaysThatItWasStopped() {
    Bench bench = new Bench(resource);
    resource.create =
        (_, _) -> {
          bench.session.stop();
          throw new IllegalStateException("interrupted");
        };
    List<Diagnostic> diagnostics = new ArrayList<>();

    logOf(() -> diagnostics.addAll(bench.apply(CONFIG).diagnostics()));

    assertThat(diagnostics)
        .extracting(Diagnostic::summary)
        .containsExactly("Stopped before the end");
  }

  @Test
  void theContextNamesTheCall() {
    Bench bench = new Bench(resource);
    List<RequestContext> seen = new ArrayList<>();
    resource.create =
        (_, request) -> {
          RequestContext.current().ifPresent(seen::add);
          return Outcome.of(request.plan(), request.privateState());
        };

    bench.apply(CONFIG);

    assertThat(seen)
        .singleElement()
        .matches(context -> context.rpc().equals("ApplyResourceChange"))
        .matches(context -> context.type().equals(TestResource.NAME));
    assertThat(RequestContext.current()).isEmpty();
  }

  @Test
  void theSchemasNameEveryType() {
    ProviderSchemas schemas = new ProviderEngine<>(Bench.provider(resource)).schemas();

    assertThat(schemas.resources()).containsOnlyKeys(TestResource.NAME);
    assertThat(schemas.provider().body().attribute("endpoint")).isPresent();
  }

  @Test
  void twoTypesOfOneNameAreRefusedAtOnce() {
    var provider = Bench.provider(resource);
    provider.resources.add(resource);

    assertThatThrownBy(() -> new ProviderEngine<>(provider))
        .hasMessageContaining(TestResource.NAME);
  }
}
